import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';

/** Attempts something until no other process is writing, and until the `deadline` at most. Waiting inside SQLite would stop this process. */
export async function whileOthersWrite<R>(deadline: number, attempt: () => R): Promise<R> {
  for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
    try {
      return attempt();
    } catch (error) {
      if (Date.now() > deadline || !isBusy(error)) throw error;
    }
    await sleep(pause);
  }
}

export function isBusy(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
