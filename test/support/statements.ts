import type { TestApp } from './app.js';

/** The SQL statements that `work` costs. The one that looks up a log-in is left out: it is remembered for a moment, so it comes or not. */
export async function statementsOf({ database }: TestApp, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  database.observe(statement => {
    if (!statement.includes('from logins l join users')) statements.push(statement);
  });
  try {
    await work();
  } finally {
    database.observe(undefined);
  }
  return statements;
}
