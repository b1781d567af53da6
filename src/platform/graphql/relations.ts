import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType, Kind } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import { relationFields } from '../database/entity.js';
import type { Context } from './context.js';
import { READS } from './selected.js';

/** Gives every to-one relation its resolver: batched by id, and no statement at all where only the id is asked for. */
export function resolveRelations(schema: GraphQLSchema): void {
  for (const [entity, relations] of relationFields) {
    const name = getMetadataStorage().objectTypes.find(type => type.target === entity)?.name;
    const type = name ? schema.getType(name) : undefined;
    if (!isObjectType(type)) continue;
    for (const [fieldName, { idProperty, target }] of relations) {
      const field = type.getFields()[fieldName];
      if (!field || field.resolve) continue;
      field.extensions = { ...field.extensions, [READS]: [idProperty] };
      field.resolve = (row: Record<string, string | null>, _args, context: Context, info) => {
        const id = row[idProperty];
        if (id == null) return null;
        return asksOnlyForId(info) ? { id } : context.loaders.load(target(), id);
      };
    }
  }
}

function asksOnlyForId(info: GraphQLResolveInfo): boolean {
  return info.fieldNodes.every(node =>
    node.selectionSet?.selections.every(it => it.kind === Kind.FIELD && (it.name.value === 'id' || it.name.value === '__typename')),
  );
}
