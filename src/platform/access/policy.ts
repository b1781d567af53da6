import { type Actor, may } from './actor.js';
import type { Permission } from './permissions.js';

/**
 * Who may do something with a row, or see something of it: whoever holds the permission, and those whose own the row is. The same one
 * guards the deed, hides the field, narrows the list that is filtered by it, and is explained.
 */
export interface Policy<Owner extends string = string> {
  readonly permission: Permission;
  /** The properties of a row that hold the id of somebody whose own it is; none where it is nobody's. */
  readonly owners: readonly Owner[];
}

/** What a policy looks at of a row. */
export type Owned<Owner extends string> = { readonly [Property in Owner]: string | null };

export function isOwn<Owner extends string>({ owners }: Policy<Owner>, actor: Actor, row: Owned<Owner>): boolean {
  for (const owner of owners) if (row[owner] === actor.id) return true;
  return false;
}

export function allows<Owner extends string>(policy: Policy<Owner>, actor: Actor, row: Owned<Owner>): boolean {
  return isOwn(policy, actor, row) || may(actor, policy.permission);
}
