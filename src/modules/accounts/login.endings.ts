import type { Unit } from '../../platform/database/database.js';
import { Login } from './login.entity.js';

/** Ends living log-ins; once that is committed their tokens and sockets stop. Answers how many there were. */
export async function endLogins(unit: Unit, which: { id?: string; userId?: string }): Promise<number> {
  const logins = await unit.em.find(Login, { ...which, endedAt: null });
  for (const login of logins) {
    login.endedAt = Date.now();
    unit.publish('loginEnded', { loginId: login.id });
  }
  return logins.length;
}
