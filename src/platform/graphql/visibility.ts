import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Actor } from '../access/actor.js';
import type { Context } from './context.js';

/** Whether an actor may see a field of this row. */
export type Sees<T> = (actor: Actor, row: T) => boolean;

const KEY = 'visibleTo';

/** The field is null for whoever may not see it. Its type must be nullable. */
export function VisibleTo<T>(sees: Sees<T>): PropertyDecorator & MethodDecorator {
  return Extensions({ [KEY]: sees }) as PropertyDecorator & MethodDecorator;
}

/** Puts the policy of every such field in front of its resolver. */
export function hideFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const sees = field.extensions[KEY] as Sees<unknown> | undefined;
      if (!sees) continue;
      const resolve = field.resolve ?? propertyOf(field.name);
      field.resolve = (row, args, context: Context, info) => (context.sees(sees, row) ? resolve(row, args, context, info) : null);
    }
  }
}

function propertyOf(name: string): GraphQLFieldResolver<unknown, unknown> {
  return row => (row as Record<string, unknown>)[name];
}
