import { lockOne, notFound, type Unit } from '../database/database.js';
import type { EntityClass } from '../database/entity.js';
import { Loaders } from '../database/loaders.js';
import { forbidden } from '../errors/request-error.js';
import type { Actor } from './actor.js';
import { allowsAfterAll } from './other-rows.js';
import type { Owned, Policy } from './policy.js';

interface Guard<Owner extends string> {
  /** What it takes. */
  readonly policy: Policy<Owner>;
  /** Who may know that there is such a row, where that is not everybody. */
  readonly seeing?: Policy<Owner>;
  /** Where the input names the row. */
  readonly path?: string | undefined;
}

/** Locks the one entity with this id, if the policy allows the actor: see `refuseUnlessAllowed`. */
export async function lockAllowed<T extends Owned<Owner> & { readonly id: string }, Owner extends string>(
  unit: Unit,
  actor: Actor,
  entity: EntityClass<T>,
  id: string,
  guard: Guard<Owner>,
): Promise<T> {
  const found = await lockOne(unit, entity, id, guard.path);
  await refuseUnlessAllowed(unit, actor, entity, found, guard);
  return found;
}

/** Refuses what the policy does not allow the actor: FORBIDDEN, or, of what they may not know of, as if it were not there. */
export async function refuseUnlessAllowed<Owner extends string>(
  unit: Unit,
  actor: Actor,
  entity: EntityClass,
  row: Owned<Owner> & { readonly id: string },
  { policy, seeing, path = 'id' }: Guard<Owner>,
): Promise<void> {
  const loaders = new Loaders(unit);
  if (await allowsAfterAll(policy, actor, row, loaders)) return;
  if (!seeing || (await allowsAfterAll(seeing, actor, row, loaders))) throw forbidden();
  notFound(entity, path);
}
