import Database from 'better-sqlite3';
import pg from 'pg';
import type { TestApp } from './app.js';

/** How the database would run a statement, whatever its values: a line for each step. */
export async function planOf({ databaseUrl, database }: TestApp, statement: string): Promise<string[]> {
  return database.dialect.name === 'sqlite'
    ? planOnSqlite(databaseUrl.slice('sqlite:'.length), statement)
    : planOnPostgresql(databaseUrl, statement);
}

function planOnSqlite(file: string, statement: string): string[] {
  const connection = new Database(file, { readonly: true });
  connection.function('fold', { deterministic: true }, value => value);
  try {
    const values = Array.from(statement.matchAll(/\?/g), () => null);
    const steps = connection.prepare<unknown[], { detail: string }>(`explain query plan ${statement}`).all(...values);
    return steps.map(step => step.detail);
  } finally {
    connection.close();
  }
}

async function planOnPostgresql(connectionString: string, statement: string): Promise<string[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const places = Math.max(0, ...Array.from(statement.matchAll(/\$(\d+)/g), place => Number(place[1])));
    await client.query(`set enable_seqscan = off; set plan_cache_mode = force_generic_plan; prepare planned as ${statement}`);
    const values = places > 0 ? `(${Array.from({ length: places }, () => 'null').join(', ')})` : '';
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain execute planned${values}`);
    return rows.map(row => row['QUERY PLAN']);
  } finally {
    await client.end();
  }
}
