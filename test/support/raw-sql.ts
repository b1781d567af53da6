import { setImmediate as endOfTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Sql } from '../../src/platform/database/sql.js';
import type { TestApp } from './app.js';
import { whenFree } from './when-free.js';

/** Runs a statement as someone would by hand, over a connection of its own: none of the program stands between. */
export async function runByHand({ databaseUrl, database }: TestApp, statement: Sql): Promise<void> {
  const { text, values } = database.dialect.render(statement);
  if (database.dialect.name === 'sqlite') {
    const connection = new Database(databaseUrl.slice('sqlite:'.length), { timeout: 0 });
    try {
      await whenFree(() => connection.prepare<unknown[]>(text).run(...values));
    } finally {
      connection.close();
    }
    // Reads of one turn share a snapshot.
    await endOfTurn();
    return;
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(text, values);
  } finally {
    await client.end();
  }
}
