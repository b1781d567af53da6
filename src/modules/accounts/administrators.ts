import { Role } from '../../platform/access/permissions.js';
import type { Unit } from '../../platform/database/database.js';
import { type Sql, sql, text } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { User } from './user.entity.js';

/**
 * Locks a user, if there is one with this id, and answers them with the active administrators. If they are one, nobody changes those meanwhile:
 * two changes at once do not leave none. And whoever changes nobody of them does not keep them. `barred` is a user whom nobody refers to anew
 * meanwhile.
 */
export async function lockWithAdministrators(unit: Unit, id: string, { barred }: { barred: boolean }): Promise<User[]> {
  const lock = async () => {
    if (barred) await unit.barReferences(User, [id]);
    return unit.lock(User, [id]);
  };
  if (!(await readAdministrators(unit)).includes(id)) {
    const locked = await lock();
    if (!locked.some(isAdministrator)) return withOthers(unit, locked, await readAdministrators(unit));
    // They became one while this waited.
  }
  const administrators = await readAdministrators(unit, unit.dialect.forNoKeyUpdate);
  return withOthers(unit, await lock(), administrators);
}

/** Refuses a change of some users after which there would be no active administrator. */
export function refuseWithoutAdministrator(users: readonly User[], ...path: string[]): void {
  if (!users.some(isAdministrator)) {
    refuse(ErrorCode.IN_USE, 'This is the last active administrator. Make another one first.', ...path);
  }
}

function isAdministrator({ role, active }: User): boolean {
  return role === Role.ADMIN && active;
}

async function readAdministrators(unit: Unit, held: Sql = text('')): Promise<string[]> {
  const rows = await unit.rows<{ id: string }>(
    sql`select id from users where role = ${Role.ADMIN} and active = ${true} order by id${held}`,
  );
  return rows.map(it => it.id);
}

async function withOthers(unit: Unit, locked: User[], ids: readonly string[]): Promise<User[]> {
  const others = ids.filter(id => !locked.some(it => it.id === id));
  return [...locked, ...(await unit.em.find(User, { id: { $in: others } }))];
}
