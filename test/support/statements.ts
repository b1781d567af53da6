import type { TestApp } from './app.js';

const CHANCE =
  /from logins l join users|from event_log|event_readers|audit_ends|from audit_unsealed|into audit_entries|from audit_entries order by sequence/;

/**
 * The SQL statements that `work` costs. Those that come or not are left out: a log-in that was looked up is remembered for a moment, and
 * the relay looks into the event log, and remembers how far it came, by itself, as the sealer looks for what was recorded.
 */
export async function statementsOf({ database }: TestApp, work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  database.observe(statement => {
    if (!CHANCE.test(statement)) statements.push(statement);
  });
  try {
    await work();
  } finally {
    database.observe(undefined);
  }
  return statements;
}
