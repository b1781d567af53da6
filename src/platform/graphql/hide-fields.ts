import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import type { Policy } from '../access/policy.js';
import type { Context } from './context.js';
import { permitting } from './permitting.js';
import { READS } from './selected.js';
import { VISIBLE_TO } from './visibility.js';

/** Puts the policy of every such field in front of its resolver. */
export function hideFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const policy = field.extensions[VISIBLE_TO] as Policy<never> | undefined;
      if (!policy) continue;
      const isPermitted = permitting(policy);
      const resolve = field.resolve ?? propertyOf(field.name);
      // The policy may look at any of the row.
      field.extensions = { ...field.extensions, [READS]: undefined };
      field.resolve = (row, args, context: Context, info) => {
        const permitted = isPermitted(context, row);
        if (typeof permitted === 'boolean') return permitted ? resolve(row, args, context, info) : null;
        return permitted.then(it => (it ? resolve(row, args, context, info) : null));
      };
    }
  }
}

function propertyOf(name: string): GraphQLFieldResolver<unknown, unknown> {
  return row => (row as Record<string, unknown>)[name];
}
