import type { EntityClass } from '../database/entity.js';
import type { Loaders } from '../database/loaders.js';
import { type Actor, holdsBy, may } from './actor.js';
import { AccessBasis, type AccessExplanation, AccessLack } from './explanation.js';
import { allowsAfterAll, holds } from './other-rows.js';
import { type Permission, permissions, type Role } from './permissions.js';
import { canBeOwn, type GroundInOtherRows, isOwn, type Policy } from './policy.js';

/** Policies, and whose rows they are about. A module hands them in, so that they can be explained. */
export interface Governed {
  readonly entity: EntityClass;
  readonly policies: readonly Policy[];
  /**
   * Who may know that a row is there at all: those who see it by a policy or may do something with it, where not everyone does, or of whom other rows say so, whatever
   * their role. To others it is as if it never was.
   */
  readonly knownTo: 'everyone' | 'its owners' | Policy | GroundInOtherRows;
}

/** A row as a policy looks at it. */
type OwnedRow = Readonly<Record<string, string | null>> & { readonly id: string };

/** Explains a permission to an actor; with an id, over the row with that id where it matters whose that is. */
export async function explainAccess(
  actor: Actor,
  permission: Permission,
  id: string | null | undefined,
  governed: readonly Governed[],
  loaders: Loaders,
): Promise<AccessExplanation> {
  const cases = governed.flatMap(({ entity, policies, knownTo }) =>
    policies.filter(policy => policy.permission === permission).map(policy => ({ entity, knownTo, policy })),
  );
  if (id == null || cases.length === 0) return explain(actor, permission, cases[0]?.policy);
  const found = await Promise.all(cases.map(async it => ({ ...it, row: (await loaders.load(it.entity, id)) as OwnedRow | null })));
  for (const { knownTo, policy, row } of found) {
    if (row && (await isKnown(knownTo, policy, actor, row, loaders)))
      return explain(actor, permission, policy, await allowsAfterAll(policy, actor, row, loaders));
  }
  return explain(actor, permission, undefined, null);
}

async function isKnown(knownTo: Governed['knownTo'], policy: Policy, actor: Actor, row: OwnedRow, loaders: Loaders): Promise<boolean> {
  if (knownTo === 'everyone') return true;
  if (typeof knownTo === 'object' && 'where' in knownTo) return holds(knownTo, actor, row.id, loaders);
  if (knownTo === 'its owners') return isOwn(policy, actor, row);
  return (await allowsAfterAll(knownTo, actor, row, loaders)) || allowsAfterAll(policy, actor, row, loaders);
}

/**
 * By the same policy that guards the deed. `own` is whether it allows the row without the permission: null when there is none that the
 * actor may know of, undefined when none was asked about.
 */
export function explain(actor: Actor, permission: Permission, policy?: Policy, own?: boolean | null): AccessExplanation {
  const roles: readonly Role[] = permissions[permission];
  const allowed = { permission, roles, allowed: true };
  const refused = { permission, roles, allowed: false };
  if (own === null) return { ...refused, missing: AccessLack.EXISTENCE, message: 'There is nothing with this id that you may know of.' };
  const held = holdsBy(actor, permission);
  if (held === 'ROLE') return { ...allowed, by: AccessBasis.ROLE, role: actor.role, message: `Your role ${actor.role} allows it.` };
  if (held === 'AUTHORIZATION') {
    return { ...allowed, by: AccessBasis.AUTHORIZATION, authorization: permission, message: 'It was granted to you, beside your role.' };
  }
  if (own) return { ...allowed, by: AccessBasis.OWNERSHIP, message: 'It is your own.' };
  const needed = neededFor(permission);
  if (!policy || !canBeOwn(policy)) return { ...refused, missing: AccessLack.PERMISSION, message: `It needs ${needed}.` };
  const { ownersNeed } = policy;
  if (ownersNeed && !may(actor, ownersNeed)) {
    const message = `It needs ${needed}; with what is your own it needs ${neededFor(ownersNeed)}.`;
    return { ...refused, missing: AccessLack.PERMISSION, message };
  }
  const whose = own === undefined ? 'You may with what is your own' : 'It is not your own';
  return { ...refused, missing: AccessLack.OWNERSHIP, message: `${whose}; with any it needs ${needed}.` };
}

function neededFor(permission: Permission): string {
  return `the role ${permissions[permission].join(' or ')}, or the authorization ${permission}`;
}
