import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';

const WAIT_MS = 5_000;

/**
 * Writes over a connection to SQLite whose `timeout` is 0, as soon as nobody else does. To wait inside SQLite would stop this process, and
 * with it the server in it that is to finish first.
 */
export async function whenFree<R>(write: () => R): Promise<R> {
  for (const deadline = Date.now() + WAIT_MS; ; await sleep(2)) {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_BUSY' || Date.now() > deadline) throw error;
    }
  }
}
