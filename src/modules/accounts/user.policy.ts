import { type Actor, may } from '../../platform/access/actor.js';

/** E-mail, role and the like: one's own, and those of everybody for whom manages people. */
export function seesPrivateFields(actor: Actor, user: { readonly id: string }): boolean {
  return actor.id === user.id || may(actor, 'user:read');
}
