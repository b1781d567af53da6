import { forbidden } from '../errors/request-error.js';
import { type Permission, permissionsOf, type Role } from './permissions.js';

/** Who is asking. Services take it first; nothing is read from the air. */
export interface Actor {
  readonly id: string;
  /** The log-in that this request belongs to. */
  readonly loginId: string;
  readonly role: Role;
  /** Permissions granted to this user alone, beside those of the role. */
  readonly authorizations: ReadonlySet<Permission>;
}

/** By what an actor holds a permission over everything; null where they do not. */
export function holdsBy(actor: Actor, permission: Permission): 'ROLE' | 'AUTHORIZATION' | null {
  if (permissionsOf[actor.role]?.has(permission)) return 'ROLE';
  return actor.authorizations.has(permission) ? 'AUTHORIZATION' : null;
}

export function may(actor: Actor, permission: Permission): boolean {
  return holdsBy(actor, permission) !== null;
}

/** The first line of a service's method: throws FORBIDDEN when the actor may not do this at all. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw forbidden();
}
