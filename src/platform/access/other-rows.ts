import type { Loaders } from '../database/loaders.js';
import { sql, text } from '../database/sql.js';
import type { Actor } from './actor.js';
import { allows, type Ground, type GroundInOtherRows, groundsFor, type Owned, type Policy } from './policy.js';

interface Identified {
  readonly id: string;
}

/** As `allows`, and then by what other rows say: one statement for all rows that are asked about in the same turn. */
export async function allowsAfterAll<Owner extends string>(
  policy: Policy<Owner>,
  actor: Actor,
  row: Owned<Owner> & Identified,
  loaders: Loaders,
): Promise<boolean> {
  return allows(policy, actor, row) || othersAllow(policy, actor, row, loaders);
}

/** Whether other rows allow it. */
export async function othersAllow(policy: Policy, actor: Actor, { id }: Identified, loaders: Loaders): Promise<boolean> {
  for (const ground of groundsFor(policy, actor)) if (isInOtherRows(ground) && (await holds(ground, actor, id, loaders))) return true;
  return false;
}

/** Whether other rows could allow it to this actor. */
export function concerns(policy: Policy, actor: Actor): boolean {
  return groundsFor(policy, actor).some(isInOtherRows);
}

/** Whether a ground holds of a row for an actor. */
export function holds({ entity, where }: GroundInOtherRows, actor: Actor, id: string, loaders: Loaders): Promise<boolean> {
  const table = text(loaders.source.table(entity).name);
  const condition = where(text('t.id'), actor.id);
  return loaders.finds(JSON.stringify([table, condition]), id, ids => sql`select t.id from ${table} t where t.id ${ids} and ${condition}`);
}

function isInOtherRows(ground: Ground): ground is GroundInOtherRows {
  return 'where' in ground;
}
