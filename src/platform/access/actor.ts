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

export function may(actor: Actor, permission: Permission): boolean {
  return (permissionsOf[actor.role]?.has(permission) ?? false) || actor.authorizations.has(permission);
}

/** The first line of a service's method: throws FORBIDDEN when the actor may not do this at all. */
export function authorize(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) throw forbidden();
}
