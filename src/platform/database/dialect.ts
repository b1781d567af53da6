import type { Instant } from './instant.js';
import type { Sql } from './sql.js';

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/** What differs between the databases, in one place. Everything else is written once. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgresql';
  /** Turns a statement into what the driver takes. */
  render(statement: Sql): Statement;
  /** Holds where the JSON array in `column` has every one of `values`. */
  hasAll(column: Sql, values: readonly string[]): Sql;
  /** A text in lower case and without accents, as `fold` makes it. */
  folded(column: Sql): Sql;
  /** Stands behind a column: it is one of the few that a statement selects, which is run once and first, for an index to find its rows by. */
  amongFew(select: Sql): Sql;
  /** `limit …`. */
  limit(rows: number): Sql;
  /** The elements of a JSON array, to select from: `n`, which grows, and `value`. */
  elementsOf(json: string): Sql;
  /**
   * Stands before what is selected from. From the moment it is selected to the end of the transaction nobody else selects it, who waits
   * for it sees all that was committed before. SQLite has one writer at a time anyway.
   */
  readonly turn: Sql;
  /** An instant inside JSON, as a cast to `timestamptz` takes it. */
  instantInJson(instant: Instant): string | number;
  /** Milliseconds from one instant column to another. */
  millisBetween(from: Sql, to: Sql): Sql;
  /** Ends a statement whose rows nobody may change, delete or refer to anew until the transaction ends. SQLite has one writer at a time, which holds everything. */
  readonly forUpdate: Sql;
  /** The same of rows that nobody may delete, or hold by `forUpdate`; many may hold them so. */
  readonly forKeyShare: Sql;
  /** The same for one holder at a time, as for a change: others may refer to the rows, and hold them by `forKeyShare`. */
  readonly forNoKeyUpdate: Sql;
}
