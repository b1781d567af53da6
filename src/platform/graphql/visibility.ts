import { Extensions } from 'type-graphql';
import type { Actor } from '../access/actor.js';
import type { EntityClass } from '../database/entity.js';
import type { Loaders } from '../database/loaders.js';

/** Whether an actor may see a field of this row. */
export type Sees<T> = (actor: Actor, row: T) => boolean;

/** The same where that takes a look at other rows: a batch for all rows of the answer. */
export type SeesByOthers<T> = (actor: Actor, row: T, loaders: Loaders) => Promise<boolean>;

export const VISIBLE_TO = 'visibleTo';

/** The field is null for whoever may not see it. Its type must be nullable. */
export function VisibleTo<T>(sees: Sees<T>): PropertyDecorator & MethodDecorator {
  return Extensions({ [VISIBLE_TO]: sees }) as PropertyDecorator & MethodDecorator;
}

/** Who else sees such fields of an entity. */
export interface Admission {
  readonly entity: EntityClass;
  readonly fields: readonly string[];
  /** Whom that can concern at all. */
  readonly whom: Sees<never>;
  /** Asked only about those whom it can concern, and who do not see the fields anyway. */
  readonly sees: SeesByOthers<never>;
}

export const admissions: Admission[] = [];

/** Lets others see hidden fields, too: those whom rows of this module, or of a later one than the entity's, have something to do with it. */
export function alsoVisibleTo<T extends object>(
  entity: EntityClass<T>,
  fields: readonly string[],
  { whom, sees }: { whom: Sees<T>; sees: SeesByOthers<T> },
): void {
  admissions.push({ entity, fields, whom, sees });
}
