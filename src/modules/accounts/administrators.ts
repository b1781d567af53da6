import { Role } from '../../platform/access/permissions.js';
import type { Unit } from '../../platform/database/database.js';
import { sql } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { User } from './user.entity.js';

/**
 * Locks a user, if there is one with this id, and keeps every active administrator as they are: two changes at once do not leave none of
 * those. Administrators come first. Others may go on to refer to them: whoever has locked something else and writes down that an administrator
 * did it waits for nobody here.
 */
export async function lockWithAdministrators(unit: Unit, id: string): Promise<User[]> {
  const administrators = await unit.rows<{ id: string }>(
    sql`select id from users where role = ${Role.ADMIN} and active = ${true} order by id${unit.dialect.forNoKeyUpdate}`,
  );
  const locked = await unit.lock(User, [id]);
  const others = administrators.filter(it => it.id !== id).map(it => it.id);
  return [...locked, ...(await unit.em.find(User, { id: { $in: others } }))];
}

/** Refuses a change of some users after which there would be no active administrator. */
export function refuseWithoutAdministrator(users: readonly User[], ...path: string[]): void {
  if (!users.some(it => it.role === Role.ADMIN && it.active)) {
    refuse(ErrorCode.IN_USE, 'This is the last active administrator. Make another one first.', ...path);
  }
}
