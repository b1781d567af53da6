import { Extensions } from 'type-graphql';
import type { Actor } from '../access/actor.js';
import type { Policy } from '../access/policy.js';

/** Whether an actor may see something of this row. */
export type Sees<T> = (actor: Actor, row: T) => boolean;

export const VISIBLE_TO = 'visibleTo';

/** By class, then by property of its rows: who may see it. What is not here is for all. Lists look here before they are filtered or ordered. */
const hidden = new Map<object, Map<string, Policy>>();

/** The field is null for whoever may not see it. Its type must be nullable. */
export function VisibleTo<Owner extends string>(policy: Policy<Owner>): PropertyDecorator & MethodDecorator {
  return ((prototype: object, key: string, descriptor?: PropertyDescriptor) => {
    const properties = hidden.get(prototype.constructor) ?? new Map<string, Policy>();
    hidden.set(prototype.constructor, properties.set(key, policy));
    Extensions({ [VISIBLE_TO]: policy })(prototype, key, descriptor as never);
  }) as PropertyDecorator & MethodDecorator;
}

/** Who may see a property of an entity's rows, in lists too; undefined where all may. */
export function policyOf(entity: object, property: string): Policy | undefined {
  return hidden.get(entity)?.get(property);
}
