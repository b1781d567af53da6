import type { Unit } from '../../platform/database/database.js';
import { sql } from '../../platform/database/sql.js';
import { DAY_MS } from '../../platform/time/interval.js';
import { Login } from './login.entity.js';

/** As long as its attempt stands in the history. */
const KEPT_MS = 90 * DAY_MS;

interface Which {
  readonly id?: string;
  readonly userId?: string;
  /** The one that goes on. */
  readonly except?: string;
}

/** Ends living log-ins; once that is committed their tokens and sockets stop. Answers how many there were. */
export async function endLogins(unit: Unit, { except, ...which }: Which): Promise<number> {
  const logins = await unit.em.find(Login, { ...which, ...(except && { id: { $ne: except } }), endedAt: null });
  for (const login of logins) {
    login.endedAt = Date.now();
    unit.publish('loginEnded', { loginId: login.id });
  }
  return logins.length;
}

/** Forgets log-ins that were over 90 days ago; their refresh tokens go with them. */
export async function pruneLogins(unit: Unit): Promise<void> {
  const before = new Date(Date.now() - KEPT_MS);
  await unit.rows(sql`delete from logins where expires_at < ${before} or ended_at < ${before}`);
}
