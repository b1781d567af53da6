import { lockOne, type Unit } from '../../platform/database/database.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import { User } from './user.entity.js';

/** Locks the actor for a change of what is stored about them. Whoever was deactivated or erased while they asked is nobody any more. */
export async function lockLiving(unit: Unit, actor: { readonly id: string }): Promise<User> {
  const user = await lockOne(unit, User, actor.id);
  if (!user.active) throw unauthenticated();
  return user;
}
