import { sql, text } from '../../src/platform/database/sql.js';
import type { TestApp } from './app.js';

/** Every row of every table, the log of events among them, to see that nothing changed. How far it is read is noted now and then. */
export async function dumpOf({ database, sealer }: TestApp): Promise<Record<string, unknown[]>> {
  // What was recorded before goes into the chain by itself.
  await sealer.seal();
  const metas = [...database.orm.getMetadata().getAll().values()].filter(
    meta => meta.tableName && meta.tableName !== 'event_readers' && !meta.embeddable,
  );
  const tables = [...new Set(metas.map(meta => meta.tableName))].sort();
  const dumps = await Promise.all(
    tables.map(async table => {
      const rows = await database.rows(sql`select * from ${text(table)}`);
      return [table, rows.map(row => JSON.stringify(row)).sort()] as const;
    }),
  );
  return Object.fromEntries(dumps);
}
