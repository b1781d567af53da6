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
  /** The rows of a statement that begins with a table's `selection`, or with that of one of its projections. */
  rowsOf<T extends object>(table: Pick<Table<T>, 'decode'>, statement: Sql): Promise<Row<T>[]>;
  /**
   * The rows of a statement that may have to look at very many others, if `many` finds a row. Then it runs where it keeps nobody waiting:
   * a database inside this process runs it in a thread of its own.
   */
  rowsOfMany<R extends object>(statement: Sql, many: Sql): Promise<R[]>;
}
