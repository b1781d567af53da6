import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { allows, type Policy } from '../access/policy.js';
import type { Context } from './context.js';
import { READS } from './selected.js';
import { type Sees, VISIBLE_TO } from './visibility.js';

/** Puts the policy of every such field in front of its resolver. */
export function hideFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const policy = field.extensions[VISIBLE_TO] as Policy | undefined;
      if (!policy) continue;
      const sees: Sees<unknown> = (actor, row) => allows(policy, actor, row as Record<string, string>);
      const resolve = field.resolve ?? propertyOf(field.name);
      // The policy may look at any of the row.
      field.extensions = { ...field.extensions, [READS]: undefined };
      field.resolve = (row, args, context: Context, info) => (context.sees(sees, row) ? resolve(row, args, context, info) : null);
    }
  }
}

function propertyOf(name: string): GraphQLFieldResolver<unknown, unknown> {
  return row => (row as Record<string, unknown>)[name];
}
