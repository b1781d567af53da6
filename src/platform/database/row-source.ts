import type { Dialect } from './dialect.js';
import type { EntityClass, Row } from './entity.js';
import type { Sql } from './sql.js';
import type { Table } from './table.js';

/** Reads rows: plain objects, never entities. One call is one statement. */
export interface RowSource {
  readonly dialect: Dialect;
  table<T extends object>(entity: EntityClass<T>): Table<T>;
  /** The rows of a statement as they come, columns under the names the statement gives them. */
  rows<R extends object>(statement: Sql): Promise<R[]>;
  /** The rows of a statement that begins with `table.selection(alias)`. */
  rowsOf<T extends object>(table: Table<T>, statement: Sql): Promise<Row<T>[]>;
}
