import { CommandError } from '../commands/command.js';
import type { Unit } from '../platform/database/database.js';
import { Sql, sql, text } from '../platform/database/sql.js';
import { BATCH, type Column, type End, type Values } from './end.js';

export class SqliteEnd implements End {
  readonly #inserts = new Map<string, readonly string[]>();

  constructor(private readonly unit: Unit) {}

  async tables(): Promise<Map<string, readonly Column[]>> {
    const rows = await this.unit.rows<{ table: string; name: string; type: string }>(
      sql`select t.name as "table", c.name, c.type from sqlite_master t, pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\'`,
    );
    const columns = rows.map(({ table, name, type }) => ({ table, name, json: type.toLowerCase() === 'json' }));
    return Map.groupBy(columns, it => it.table);
  }

  async *read(table: string): AsyncIterable<readonly Values[]> {
    for (let last = Number.MIN_SAFE_INTEGER; ; ) {
      const rows = await this.unit.rows<Values & { row$: number }>(
        sql`select rowid as "row$", * from ${text(`"${table}"`)} where rowid > ${last} order by rowid limit ${BATCH}`,
      );
      const end = rows.at(-1);
      if (!end) return;
      last = end.row$;
      yield rows;
    }
  }

  async write(table: string, rows: readonly Values[]): Promise<void> {
    for (const row of rows) {
      const columns = Object.keys(row);
      await this.unit.rows(new Sql(this.#insertOf(table, columns), Object.values(row)));
    }
  }

  async beginWriting(): Promise<void> {
    await this.unit.rows(sql`pragma defer_foreign_keys = on`);
  }

  async endWriting(): Promise<void> {
    const [broken] = await this.unit.rows<{ table: string; parent: string }>(sql`pragma foreign_key_check`);
    if (broken) throw new CommandError(`A row of ${broken.table} lacks its ${broken.parent}.`);
  }

  /** The same texts at each call: the statement is put together once. */
  #insertOf(table: string, columns: readonly string[]): readonly string[] {
    const key = JSON.stringify([table, ...columns]);
    const known = this.#inserts.get(key);
    if (known) return known;
    const names = columns.map(column => `"${column}"`).join(', ');
    const texts = Object.freeze([`insert into "${table}" (${names}) values (`, ...columns.slice(1).map(() => ', '), ')']);
    this.#inserts.set(key, texts);
    return texts;
  }
}
