import { lockOne, type Unit } from '../../platform/database/database.js';
import { noteHeld } from '../../platform/database/held-rows.js';
import { sql } from '../../platform/database/sql.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import { User } from './user.entity.js';

/** Locks the actor for a change of what is stored about them. Whoever was deactivated or erased while they asked is nobody any more. */
export async function lockLiving(unit: Unit, actor: { readonly id: string }): Promise<User> {
  const user = await lockOne(unit, User, actor.id);
  if (!user.active) throw unauthenticated();
  return user;
}

/** The same, by as many at once as like, for what is stored about them elsewhere: an erasure comes before it, or waits and takes it along. */
export async function holdLiving(unit: Unit, actor: { readonly id: string }): Promise<void> {
  const [user] = await unit.rows<{ id: string; active: boolean }>(
    sql`select id, active from users where id = ${actor.id}${unit.dialect.forKeyShare}`,
  );
  if (!user?.active) throw unauthenticated();
  noteHeld(unit.em, User, [user]);
}
