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
  /** Who may know that a row is there at all; beside its owners, those of whom a ground holds. */
  readonly knownTo: 'everyone' | 'its owners' | GroundInOtherRows;
}

interface Case extends Pick<Governed, 'knownTo'> {
  readonly policy: Policy;
  readonly row: OwnedRow | null;
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
  const known = (await Promise.all(found.map(it => isKnown(it, actor, loaders)))).find(it => it !== null);
  if (!known) return explain(actor, permission, undefined, null);
  return explain(actor, permission, known.policy, await allowsAfterAll(known.policy, actor, known.row, loaders));
}

/** The case, if the actor may know of its row. */
async function isKnown({ knownTo, policy, row }: Case, actor: Actor, loaders: Loaders) {
  if (!row) return null;
  const known =
    knownTo === 'everyone' || isOwn(policy, actor, row) || (typeof knownTo === 'object' && (await holds(knownTo, actor, row.id, loaders)));
  return known ? { policy, row } : null;
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
