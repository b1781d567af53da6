import { type EntityMetadata, type EntityProperty, ReferenceKind } from '@mikro-orm/core';
import type { Row } from './entity.js';
import { type Sql, sql, text } from './sql.js';

type Decoder = (row: Record<string, unknown>) => void;

/** An entity's table as queries see it: its columns under the names of its properties, and what to make of a row read. */
export class Table<T extends object> {
  readonly name: string;
  readonly #columns: readonly { property: string; column: string }[];
  readonly #decoders: readonly Decoder[];
  readonly #selections = new Map<string, Sql>();

  constructor(meta: EntityMetadata<T>) {
    this.name = meta.tableName;
    const stored = meta.props.filter(
      prop => prop.fieldNames?.length === 1 && prop.persist !== false && !prop.hidden && prop.kind !== ReferenceKind.EMBEDDED,
    );
    this.#columns = stored.map(prop => ({ property: prop.name as string, column: prop.fieldNames[0] as string }));
    this.#decoders = [...stored.flatMap(decoderOf), ...meta.props.filter(prop => prop.kind === ReferenceKind.EMBEDDED).map(gather)];
  }

  /** `r.id as "id", r.site_id as "siteId", …`: every column that is not hidden. */
  columns(alias: string): Sql {
    return text(this.#columns.map(({ property, column }) => `${alias}.${column} as "${property}"`).join(', '));
  }

  /** `select … from resources r`: every column that is not hidden. */
  selection(alias: string): Sql {
    let selection = this.#selections.get(alias);
    if (!selection) {
      selection = sql`select ${this.columns(alias)} from ${text(`${this.name} ${alias}`)}`;
      this.#selections.set(alias, selection);
    }
    return selection;
  }

  decode(rows: readonly object[]): Row<T>[] {
    if (this.#decoders.length > 0) {
      for (const row of rows) for (const decode of this.#decoders) decode(row as Record<string, unknown>);
    }
    return rows as Row<T>[];
  }
}

/** SQLite has no booleans and keeps JSON as text. */
function decoderOf(prop: EntityProperty): Decoder[] {
  const name = prop.name as string;
  if (prop.runtimeType === 'boolean') {
    return [
      row => {
        row[name] = Boolean(row[name]);
      },
    ];
  }
  if (prop.columnTypes?.[0]?.startsWith('json')) {
    return [
      row => {
        if (typeof row[name] === 'string') row[name] = JSON.parse(row[name]);
      },
    ];
  }
  return [];
}

/** An embedded thing stands beside its columns: taking those away from the row would slow every later look at it. */
function gather(prop: EntityProperty): Decoder {
  const parts = Object.values(prop.embeddedProps).map(part => ({ from: part.name as string, to: part.embedded?.[1] as string }));
  return row => {
    const whole: Record<string, unknown> = {};
    for (const { from, to } of parts) whole[to] = row[from];
    row[prop.name as string] = whole;
  };
}
