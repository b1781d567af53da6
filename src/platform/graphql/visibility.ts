import { Extensions } from 'type-graphql';
import type { Actor } from '../access/actor.js';

/** Whether an actor may see a field of this row. */
export type Sees<T> = (actor: Actor, row: T) => boolean;

export const VISIBLE_TO = 'visibleTo';

/** The field is null for whoever may not see it. Its type must be nullable. */
export function VisibleTo<T>(sees: Sees<T>): PropertyDecorator & MethodDecorator {
  return Extensions({ [VISIBLE_TO]: sees }) as PropertyDecorator & MethodDecorator;
}
