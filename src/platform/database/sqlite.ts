import Database from 'better-sqlite3';
import { RequestError } from '../errors/request-error.js';
import { LruMap } from '../lru-map.js';
import type { Dialect } from './dialect.js';
import { OneOf, type Sql, type SqlValue, sql, text, textOf } from './sql.js';

export type Connection = Database.Database;

const KEPT_STATEMENTS = 500;
const WAL_PAGES_BEFORE_CHECKPOINT = 1_000;

const knownTexts = new WeakMap<readonly string[], string>();

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  forUpdate: text(''),
  render(statement: Sql) {
    return {
      text: textOf(statement, knownTexts, placeholderOf),
      values: statement.values.map(value => (value instanceof OneOf ? setOf(value.values) : toStored(value))),
    };
  },
  hasAll: (column, values) =>
    sql`not exists (select 1 from json_each(${JSON.stringify(values)}) wanted where wanted.value not in (select value from json_each(${column})))`,
  // With a bare parameter SQLite would plan the statement anew each time it runs, which takes longer than most of them.
  limit: rows => sql`limit +${rows}`,
  millisBetween: (from, to) => sql`(${to} - ${from})`,
};

/** A value as SQLite takes it. */
export function placeholderOf(value: SqlValue | OneOf): string {
  if (!(value instanceof OneOf)) return '?';
  return value.values.length === 1 ? '= ?' : 'in (select value from json_each(?))';
}

function setOf(values: readonly string[]): string | number | null {
  return values.length === 1 ? toStored(values[0] ?? null) : JSON.stringify(values);
}

export function toStored(value: SqlValue): string | number | null {
  if (value instanceof Date) return value.getTime();
  // SQLite would take it for the end of the text; PostgreSQL refuses it.
  if (typeof value === 'string' && value.includes('\0')) {
    throw new RequestError('BAD_USER_INPUT', 'A text has a character that cannot be stored.');
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value ?? null;
}

/** Opens a file for writing; the journal is synced at every commit, so that what was acknowledged survives a power cut. */
export function openForWriting(file: string): Connection {
  const connection = new Database(file);
  connection.pragma('journal_mode = wal');
  connection.pragma('synchronous = full');
  connection.pragma('foreign_keys = on');
  // Waiting inside SQLite would stop the whole process: whoever begins a transaction waits outside instead.
  connection.pragma('busy_timeout = 0');
  connection.pragma(`wal_autocheckpoint = ${WAL_PAGES_BEFORE_CHECKPOINT}`);
  prepareConnection(connection);
  return connection;
}

/** A connection of its own for reads: a page is never kept waiting by an open transaction. */
export function openForReading(file: string): Connection {
  const connection = new Database(file, { readonly: true });
  connection.pragma('busy_timeout = 250');
  prepareConnection(connection);
  return connection;
}

function prepareConnection(connection: Connection): void {
  connection.pragma('mmap_size = 268435456');
  connection.pragma('cache_size = -65536');
  // SQLite's own lower() knows ASCII only.
  connection.function('lower', { deterministic: true }, value => (typeof value === 'string' ? value.toLowerCase() : value));
}

/** Prepared statements by their text; the least recently used are dropped. */
export class PreparedStatements {
  readonly #kept = new LruMap<string, Database.Statement<unknown[]>>(KEPT_STATEMENTS);

  constructor(readonly connection: Connection) {}

  get(statement: string): Database.Statement<unknown[]> {
    const known = this.#kept.get(statement);
    if (known) return known;
    const prepared = this.connection.prepare<unknown[]>(statement);
    this.#kept.set(statement, prepared);
    return prepared;
  }
}
