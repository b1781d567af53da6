import { Role } from '../../platform/access/permissions.js';
import type { Unit } from '../../platform/database/database.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { User } from './user.entity.js';

/** Locks a user, if there is one with this id, and every active administrator: two changes at once do not leave none of those. */
export async function lockWithAdministrators(unit: Unit, id: string): Promise<User[]> {
  const administrators = await unit.em.find(User, { role: Role.ADMIN, active: true }, { fields: ['id'], orderBy: { id: 'asc' } });
  return unit.lock(User, [id, ...administrators.map(it => it.id)]);
}

/** Refuses a change of some users after which there would be no active administrator. */
export function refuseWithoutAdministrator(users: readonly User[], ...path: string[]): void {
  if (!users.some(it => it.role === Role.ADMIN && it.active)) {
    refuse(ErrorCode.IN_USE, 'This is the last active administrator. Make another one first.', ...path);
  }
}
