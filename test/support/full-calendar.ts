import { sql, text } from '../../src/platform/database/sql.js';
import type { TestApp } from './app.js';
import { runByHand } from './raw-sql.js';

interface Copied {
  readonly id: string;
  readonly resourceId: string;
}

/** Takes a resource so many times more as one reservation does, each two hours after the one before; every fifth is cancelled. */
export async function fillCalendar(app: TestApp, { id, resourceId }: Copied, count: number, inResource = resourceId): Promise<void> {
  const onSqlite = app.database.dialect.name === 'sqlite';
  const newId = text(onSqlite ? 'lower(hex(randomblob(16)))' : 'gen_random_uuid()');
  const later = (column: string) => text(onSqlite ? `${column} + n.i * 7200000` : `${column} + n.i * interval '2 hours'`);
  const n = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${text(String(count))})`;
  await runByHand(
    app,
    sql`${n} insert into reservations
      (id, created_at, updated_at, resource_id, user_id, creator_id, starts_at, ends_at, status, participants)
      select ${newId}, v.created_at, v.updated_at, ${inResource}, v.user_id, v.creator_id, ${later('v.starts_at')},
        ${later('v.ends_at')}, case when n.i % 5 = 0 then 'CANCELLED' else v.status end, 1 from n, reservations v where v.id = ${id}`,
  );
}
