import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import { Login } from './login.entity.js';

const MOST = 100;

export type LoginRow = Row<Login> & { readonly current: boolean };

/** The actor's living log-ins, the last used first. */
export async function readLogins(source: RowSource, actor: Actor): Promise<LoginRow[]> {
  const table = source.table(Login);
  const rows = await source.rowsOf(
    table,
    sql`${table.selection('l')}
      where l.user_id = ${actor.id} and l.ended_at is null and l.expires_at > ${new Date()}
      order by l.last_used_at desc, l.id desc ${source.dialect.limit(MOST)}`,
  );
  return rows.map(row => ({ ...row, current: row.id === actor.loginId }));
}
