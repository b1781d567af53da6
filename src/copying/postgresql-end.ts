import type { Unit } from '../platform/database/database.js';
import { sql, text } from '../platform/database/sql.js';
import { BATCH, type Column, type End, type Value, type Values } from './end.js';

interface TypedColumn extends Column {
  readonly table: string;
  readonly type: string;
}

const NUMBERS = new Set(['int2', 'int4', 'int8', 'float4', 'float8', 'numeric']);

export class PostgresqlEnd implements End {
  #columns: Map<string, readonly TypedColumn[]> | undefined;

  constructor(private readonly unit: Unit) {}

  async tables(): Promise<Map<string, readonly TypedColumn[]>> {
    const columns = await this.unit.rows<TypedColumn>(
      sql`select c.relname as "table", a.attname as name, t.typname as type, t.typname in ('json', 'jsonb') as json
        from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
          and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''`,
    );
    this.#columns = Map.groupBy(columns, it => it.table);
    return this.#columns;
  }

  async *read(table: string): AsyncIterable<readonly Values[]> {
    const columns = (await this.#columnsOf(table)).map(it => `${readerOf(it)} as "${it.name}"`).join(', ');
    await this.unit.rows(sql`declare copied no scroll cursor for select ${text(columns)} from ${text(`"${table}"`)}`);
    for (;;) {
      const rows = await this.unit.rows<Values>(sql`fetch ${text(String(BATCH))} from copied`);
      if (rows.length === 0) break;
      yield rows;
    }
    await this.unit.rows(sql`close copied`);
  }

  /** One parameter, however many values: PostgreSQL takes them out of the JSON by the types of the columns. */
  async write(table: string, rows: readonly Values[]): Promise<void> {
    const columns = await this.#columnsOf(table);
    const names = text(columns.map(({ name }) => `"${name}"`).join(', '));
    const written = rows.map(row => Object.fromEntries(columns.map(column => [column.name, writtenOf(column, row[column.name] ?? null)])));
    await this.unit.rows(
      sql`insert into ${text(`"${table}"`)} (${names}) overriding system value
        select ${names} from json_populate_recordset(null::${text(`"${table}"`)}, ${JSON.stringify(written)}::json)`,
    );
  }

  async beginWriting(): Promise<void> {
    await this.unit.rows(sql`set local statement_timeout = 0`);
    await this.#makeForeignKeys('deferrable initially deferred', 'not condeferrable');
  }

  async endWriting(): Promise<void> {
    await this.unit.rows(sql`set constraints all immediate`);
    await this.#makeForeignKeys('not deferrable', 'condeferrable');
    for (const { table, name, sequence } of await this.#numbered()) {
      await this.unit.rows(
        sql`select setval(${sequence}::regclass, max(${text(`"${name}"`)})) from ${text(`"${table}"`)} having count(*) > 0`,
      );
    }
  }

  /** Those of a migration are not deferrable; a transaction may make them so for itself, since others see only its end. */
  async #makeForeignKeys(how: string, which: string): Promise<void> {
    const constraints = await this.unit.rows<{ table: string; name: string }>(
      sql`select conrelid::regclass::text as "table", conname as name from pg_constraint
        where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace and ${text(which)}`,
    );
    for (const { table, name } of constraints) {
      await this.unit.rows(text(`alter table ${table} alter constraint "${name}" ${how}`));
    }
  }

  #numbered(): Promise<{ table: string; name: string; sequence: string }[]> {
    return this.unit.rows(
      sql`select * from (select c.relname as "table", a.attname as name, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped) columns
        where sequence is not null`,
    );
  }

  async #columnsOf(table: string): Promise<readonly TypedColumn[]> {
    return (this.#columns ?? (await this.tables())).get(table) ?? [];
  }
}

function readerOf({ name, type, json }: TypedColumn): string {
  if (type === 'timestamptz') return `(extract(epoch from "${name}") * 1000)::float8`;
  if (type === 'bool') return `"${name}"::int`;
  if (json) return `"${name}"::text`;
  return NUMBERS.has(type) ? `"${name}"` : `"${name}"::text`;
}

function writtenOf({ type, json }: TypedColumn, value: Value): unknown {
  if (type === 'timestamptz' && typeof value === 'number') return instantOf(value);
  if (json && typeof value === 'string') return JSON.parse(value);
  return value;
}

/** ISO 8601, but that PostgreSQL writes a year of more than four digits without a sign. */
function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/^\+0*/, '');
}
