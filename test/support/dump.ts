import { sql, text } from '../../src/platform/database/sql.js';
import type { TestApp } from './app.js';
import { settle } from './mailbox.js';

/** Every row of every table, the log of events among them, to see that nothing changed. */
export async function dumpOf(app: TestApp): Promise<Record<string, unknown[]>> {
  await quiet(app);
  const dumps = await Promise.all(
    tablesOf(app).map(async table => {
      const rows = await app.database.rows(sql`select * from ${text(table)}`);
      return [table, rows.map(row => JSON.stringify(row)).sort()] as const;
    }),
  );
  return Object.fromEntries(dumps);
}

/** What a deed may change. How far the log of events is read is noted now and then, by itself. */
export function tablesOf({ database }: TestApp): string[] {
  const metas = [...database.orm.getMetadata().getAll().values()].filter(
    meta => meta.tableName && meta.tableName !== 'event_readers' && !meta.embeddable,
  );
  return [...new Set(metas.map(meta => meta.tableName))].sort();
}

/** Waits until all is written that goes on after an answer: what was recorded goes into the chain by itself, too. */
export async function quiet(app: TestApp): Promise<void> {
  await settle(app);
  await app.sealer.seal();
}
