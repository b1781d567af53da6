import type { GraphQLField, GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { may } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { forbidden, unauthenticated } from '../errors/request-error.js';
import type { Context } from './context.js';

/** What a root field asks of its caller. */
export type Requirement = 'PUBLIC' | Guarded;

interface Guarded {
  readonly permission: Permission;
  /** Who else may do it with what is their own: everyone, nobody, or those who have this permission. */
  readonly own: boolean | Permission;
}

const KEY = 'access';

/** States the field's permission: whoever lacks it is refused before anything runs. Where one may with one's own, the service decides by the row. */
export function Access(permission: Permission, { own = false }: { own?: Guarded['own'] } = {}): MethodDecorator {
  return Extensions({ [KEY]: { permission, own } satisfies Requirement }) as MethodDecorator;
}

/** Anyone may call it, logged in or not. */
export function Public(): MethodDecorator {
  return Extensions({ [KEY]: 'PUBLIC' satisfies Requirement }) as MethodDecorator;
}

export function requirementOf(field: GraphQLField<unknown, unknown>): Requirement | undefined {
  return field.extensions[KEY] as Requirement | undefined;
}

/** Guards every root field by its requirement and adds that to its description. A field that states none stops the start. */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const requirement = requirementOf(field);
      if (!requirement) throw new Error(`${root?.name}.${field.name} states neither @Access nor @Public`);
      field.description = `${field.description}\n\n${sentenceOf(requirement)}`;
      if (requirement === 'PUBLIC') continue;
      const { resolve, subscribe } = field;
      if (subscribe) {
        field.subscribe = (root, args, context, info) => subscribe(root, args, admitted(context as Context, requirement), info);
        // The right may be taken away while the subscription lasts: then there is nothing to tell.
        if (resolve)
          field.resolve = (root, args, context, info) => (isAllowed(context, requirement) ? resolve(root, args, context, info) : null);
      } else if (resolve) {
        field.resolve = (root, args, context, info) => resolve(root, args, admitted(context as Context, requirement), info);
      }
    }
  }
}

function admitted(context: Context, requirement: Guarded): Context {
  if (!context.sees(isSomebody, null)) throw unauthenticated();
  if (!isAllowed(context, requirement)) throw forbidden();
  return context;
}

function isAllowed(context: Context, { permission, own }: Guarded): boolean {
  return own === true || context.sees(actor => may(actor, permission) || (own !== false && may(actor, own)), null);
}

const isSomebody = () => true;

function sentenceOf(requirement: Requirement): string {
  if (requirement === 'PUBLIC') return 'Public.';
  const { permission, own } = requirement;
  const withOwn = own === true ? ', or one’s own' : `, or \`${own}\` and one’s own`;
  return `Permission: \`${permission}\`${own === false ? '' : withOwn}.`;
}
