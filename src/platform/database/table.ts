import { type EntityMetadata, type EntityProperty, ReferenceKind } from '@mikro-orm/core';
import type { Row } from './entity.js';
import { Sql, sql, text } from './sql.js';

/** Properties of an entity that a reader needs. */
export type Selected = ReadonlySet<string>;

const EVERYTHING: Selected = new Set();

/** Some columns of a table under the names of their properties, and what to make of a row that holds them. */
export interface Projection<T extends object> {
  /** `r.id as "id", r.site_id as "siteId", …` */
  readonly columns: Sql;
  /** `select … from resources r` */
  readonly selection: Sql;
  /** Turns what the driver gave, which holds these columns, into rows. */
  decode(rows: readonly object[]): Row<T>[];
}

type Decoder = (row: Record<string, unknown>) => void;

/** A property that takes one column, or an embedded thing that takes several. */
interface Part {
  readonly property: string;
  readonly columns: readonly { readonly property: string; readonly column: string }[];
  readonly decoder: Decoder | undefined;
}

/** An entity's table as queries see it. */
export class Table<T extends object> {
  readonly name: string;
  readonly #parts: readonly Part[];
  #byId: readonly string[] | undefined;
  #whole: Projection<T> | undefined;
  /** What a client selected is remembered with its document, and goes with it. */
  readonly #projections = new WeakMap<Selected, Map<string, Projection<T>>>();

  constructor(meta: EntityMetadata<T>) {
    this.name = meta.tableName;
    this.#parts = meta.props.flatMap(partOf);
  }

  /** The columns of whole rows but the hidden ones; where something is selected, only that and what is `needed` beside it. */
  projection(alias: string, selected: Selected = EVERYTHING, needed: readonly string[] = []): Projection<T> {
    const projections = this.#projections.get(selected) ?? new Map<string, Projection<T>>();
    this.#projections.set(selected, projections);
    const key = [alias, ...needed].join(' ');
    const projection = projections.get(key) ?? this.#project(alias, selected, needed);
    projections.set(key, projection);
    return projection;
  }

  /** `select … from resources r`: whole rows. */
  selection(alias: string): Sql {
    return this.projection(alias).selection;
  }

  /** The statement that reads the one row with this id. */
  byId(id: string): Sql {
    this.#byId ??= Object.freeze(sql`${this.selection('t')} where t.id = ${id}`.texts);
    return new Sql(this.#byId, [id]);
  }

  /** The column that holds a property. */
  column(property: string): string {
    const column = this.#parts.flatMap(part => part.columns).find(it => it.property === property);
    if (!column) throw new Error(`${this.name} has no column for ${property}`);
    return column.column;
  }

  decode(rows: readonly object[]): Row<T>[] {
    this.#whole ??= this.projection('t');
    return this.#whole.decode(rows);
  }

  #project(alias: string, selected: Selected, needed: readonly string[]): Projection<T> {
    const parts = this.#parts.filter(({ property }) => selected === EVERYTHING || selected.has(property) || needed.includes(property));
    const columns = text(parts.flatMap(part => part.columns.map(it => `${alias}.${it.column} as "${it.property}"`)).join(', '));
    const decoders = parts.flatMap(({ decoder }) => decoder ?? []);
    return {
      columns,
      selection: sql`select ${columns} from ${text(`${this.name} ${alias}`)}`,
      decode(rows) {
        for (const decode of decoders) for (const row of rows) decode(row as Record<string, unknown>);
        return rows as Row<T>[];
      },
    };
  }
}

function partOf(prop: EntityProperty): Part[] {
  const property = prop.name as string;
  if (prop.kind === ReferenceKind.EMBEDDED) {
    const embedded = Object.values(prop.embeddedProps);
    return [{ property, columns: embedded.map(columnOf), decoder: gather(property, embedded) }];
  }
  const stored = prop.fieldNames?.length === 1 && prop.persist !== false && !prop.hidden && !prop.embedded;
  return stored ? [{ property, columns: [columnOf(prop)], decoder: decoderOf(prop) }] : [];
}

function columnOf(prop: EntityProperty): { property: string; column: string } {
  return { property: prop.name as string, column: prop.fieldNames[0] as string };
}

/** SQLite has no booleans and keeps JSON as text. */
function decoderOf(prop: EntityProperty): Decoder | undefined {
  const name = prop.name as string;
  if (prop.runtimeType === 'boolean') {
    return row => {
      row[name] = Boolean(row[name]);
    };
  }
  if (prop.columnTypes?.[0]?.startsWith('json')) {
    return row => {
      if (typeof row[name] === 'string') row[name] = JSON.parse(row[name]);
    };
  }
  return undefined;
}

/** An embedded thing stands beside its columns: taking those away from the row would slow every later look at it. */
function gather(property: string, embedded: readonly EntityProperty[]): Decoder {
  const parts = embedded.map(part => ({ from: part.name as string, to: part.embedded?.[1] as string }));
  return row => {
    const whole: Record<string, unknown> = {};
    for (const { from, to } of parts) whole[to] = row[from];
    row[property] = whole;
  };
}
