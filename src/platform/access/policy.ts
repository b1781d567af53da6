import type { EntityClass } from '../database/entity.js';
import type { Sql } from '../database/sql.js';
import { type Actor, may } from './actor.js';
import type { Permission } from './permissions.js';

/**
 * Who may do something with a row, or see something of it: whoever holds the permission, and those whose own the row is. The same one
 * guards the deed, hides the field, narrows the list that is filtered by it, and is explained.
 */
export interface Policy<Owner extends string = string> {
  readonly permission: Permission;
  /** The properties of a row that hold the id of somebody whose own it is; none where no property says so. */
  readonly owners: readonly Owner[];
  /** What it takes with what is one's own; nothing where everyone may. */
  readonly ownersNeed?: Permission;
  /** On what else one may. A later module adds its own, of which this one knows nothing: see `alsoAllow`. */
  readonly also?: readonly Ground[];
}

export type Ground = GroundInRow | GroundInOtherRows;

interface AnyGround {
  /** Whom it can concern at all; where nothing is said, those who may with what is their own. */
  readonly needs?: Permission;
}

/** That the row has these values. */
interface GroundInRow extends AnyGround {
  readonly of: Readonly<Record<string, string | boolean>>;
}

/** What other rows say of the row. It is looked up, in one statement for all rows that are asked about in the same turn. */
export interface GroundInOtherRows extends AnyGround {
  readonly entity: EntityClass;
  /** Holds for the row of that entity whose id this is, a column or a value, and the user with that id. */
  readonly where: (id: Sql, userId: string) => Sql;
}

/** What a policy looks at of a row. */
export type Owned<Owner extends string> = { readonly [Property in Owner]: string | null };

export function alsoAllow(policy: { readonly also: Ground[] }, ...grounds: readonly Ground[]): void {
  policy.also.push(...grounds);
}

/** Whether there is anything that is somebody's own. */
export function canBeOwn({ owners, also = [] }: Policy): boolean {
  return owners.length > 0 || also.length > 0;
}

export function isOwn<Owner extends string>({ owners, ownersNeed }: Policy<Owner>, actor: Actor, row: Owned<Owner>): boolean {
  for (const owner of owners) if (row[owner] === actor.id) return ownersNeed === undefined || may(actor, ownersNeed);
  return false;
}

/** By what the actor and the row say by themselves; where other rows have a say, too, `allowsAfterAll` asks them. */
export function allows<Owner extends string>(policy: Policy<Owner>, actor: Actor, row: Owned<Owner>): boolean {
  return isOwn(policy, actor, row) || may(actor, policy.permission) || (policy.also !== undefined && isSuch(policy, actor, row));
}

/** The grounds that can concern an actor. */
export function groundsFor({ also = [], ownersNeed }: Policy, actor: Actor): Ground[] {
  return also.filter(({ needs = ownersNeed }) => needs === undefined || may(actor, needs));
}

function isSuch(policy: Policy, actor: Actor, row: object): boolean {
  return groundsFor(policy, actor).some(
    ground =>
      'of' in ground && Object.entries(ground.of).every(([property, value]) => (row as Record<string, unknown>)[property] === value),
  );
}
