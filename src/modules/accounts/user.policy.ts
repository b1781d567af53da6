import { type Actor, may } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';

/** Role, priority and the like: one's own, and those of everybody for whom manages people. */
export function seesPrivateFields(actor: Actor, user: { readonly id: string }): boolean {
  return actor.id === user.id || may(actor, 'user:read');
}

/** E-mail, telephone and birth date: the same, and those of learners for whom looks after these. */
export function seesContactDetails(actor: Actor, user: { readonly id: string; readonly role: Role }): boolean {
  return seesPrivateFields(actor, user) || (user.role === Role.LEARNER && may(actor, 'learner:read-details'));
}
