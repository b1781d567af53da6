import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './context.js';
import { READS } from './selected.js';
import { type Admission, admissions, type Sees, type SeesByOthers, VISIBLE_TO } from './visibility.js';

/** Puts the policy of every such field in front of its resolver. */
export function hideFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const sees = field.extensions[VISIBLE_TO] as Sees<unknown> | undefined;
      if (!sees) continue;
      const resolve = field.resolve ?? propertyOf(field.name);
      const others = admissionsTo(type.name, field.name);
      // The policy may look at any of the row.
      field.extensions = { ...field.extensions, [READS]: undefined };
      field.resolve = (row, args, context: Context, info) => {
        if (context.sees(sees, row)) return resolve(row, args, context, info);
        const concerned = others.filter(({ whom }) => context.sees(whom, row));
        return concerned.length === 0
          ? null
          : admits(concerned, row, context).then(seen => (seen ? resolve(row, args, context, info) : null));
      };
    }
  }
}

interface AnyAdmission extends Admission {
  readonly whom: Sees<unknown>;
  readonly sees: SeesByOthers<unknown>;
}

function admissionsTo(typeName: string, fieldName: string): AnyAdmission[] {
  const { objectTypes } = getMetadataStorage();
  const isOf = ({ entity, fields }: Admission) =>
    fields.includes(fieldName) && objectTypes.find(it => it.target === entity)?.name === typeName;
  return admissions.filter(isOf) as AnyAdmission[];
}

async function admits(concerned: readonly AnyAdmission[], row: unknown, { actor, loaders }: Context): Promise<boolean> {
  if (!actor) return false;
  for (const { sees } of concerned) if (await sees(actor, row, loaders)) return true;
  return false;
}

function propertyOf(name: string): GraphQLFieldResolver<unknown, unknown> {
  return row => (row as Record<string, unknown>)[name];
}
