import Database from 'better-sqlite3';
// By its own name: the thread beside imports this file, and in tests Node runs both as they are.
import { fold } from './fold.ts';

export type Connection = Database.Database;

/** Then SQLite brings them into the file inside of a commit: see `SqliteCheckpoints`, which does so sooner and elsewhere. */
const MOST_WAL_PAGES = 8_000;

/** Opens a file for writing; the journal is synced at every commit, so that what was acknowledged survives a power cut. */
export function openForWriting(file: string): Connection {
  const connection = new Database(file);
  connection.pragma('journal_mode = wal');
  connection.pragma('synchronous = full');
  connection.pragma('foreign_keys = on');
  // Waiting inside SQLite would stop the whole process: whoever begins a transaction waits outside instead.
  connection.pragma('busy_timeout = 0');
  connection.pragma(`wal_autocheckpoint = ${MOST_WAL_PAGES}`);
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
  connection.function('fold', { deterministic: true }, value => (typeof value === 'string' ? fold(value) : value));
}
