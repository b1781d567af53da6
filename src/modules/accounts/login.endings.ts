import type { Unit } from '../../platform/database/database.js';
import { Login } from './login.entity.js';

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
