/** As SQLite stores it, whichever database it is from: instants as epoch milliseconds, booleans as 0 and 1, JSON as text. */
export type Value = string | number | null;

export type Values = Readonly<Record<string, Value>>;

export interface Column {
  readonly name: string;
  /** Two texts may mean the same JSON. */
  readonly json: boolean;
}

/** One end of a copy, inside its transaction. Tables are those of the catalogue, so that none is forgotten. */
export interface End {
  tables(): Promise<Map<string, readonly Column[]>>;
  /** All rows, some at a time. */
  read(table: string): AsyncIterable<readonly Values[]>;
  write(table: string, rows: readonly Values[]): Promise<void>;
  /** Rows may come before those that they refer to: users have departments, and departments managers. */
  beginWriting(): Promise<void>;
  /** From here on all foreign keys hold, and what the database numbers by itself goes on after the highest number. */
  endWriting(): Promise<void>;
}

/** Rows that are read or written at once. */
export const BATCH = 1_000;
