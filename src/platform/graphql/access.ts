import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, type GraphQLField, GraphQLNonNull, type GraphQLSchema } from 'graphql';
import { Extensions } from 'type-graphql';
import { may } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { canBeOwn, type Policy } from '../access/policy.js';
import { forbidden, unauthenticated } from '../errors/request-error.js';
import type { Context } from './context.js';
import { PermissionName } from './scalars.js';

/** What a root field asks of its caller. */
export type Requirement = 'PUBLIC' | Guarded;

interface Guarded {
  readonly permission: Permission;
  /** Whether everyone else may do it with what is their own, or those who have `ownersNeed`. */
  readonly own: boolean;
  readonly ownersNeed?: Permission;
}

const KEY = 'access';

/** The extension of a field that holds its directives, each with its arguments: where graphql-tools and others look for them, too. */
export const DIRECTIVES = 'directives';

/** How the requirement of every root field stands in the schema. */
export const accessDirective = new GraphQLDirective({
  name: 'access',
  description: 'Who may call a field; everyone else is refused before anything is done.',
  locations: [DirectiveLocation.FIELD_DEFINITION],
  args: {
    permission: { type: PermissionName, description: 'Whoever has it, by role or by authorization.' },
    own: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: false, description: 'And everyone with what is their own.' },
    ownersNeed: { type: PermissionName, description: 'Of everyone, only whoever has this.' },
    public: { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: false, description: 'Anyone, logged in or not.' },
  },
});

/**
 * States the field's permission: whoever lacks it is refused before anything runs. Where a policy lets others do it with their own, the
 * service asks that policy about the row.
 */
export function Access(needed: Permission | Policy): MethodDecorator {
  return Extensions({ [KEY]: typeof needed === 'string' ? { permission: needed, own: false } : guarded(needed) }) as MethodDecorator;
}

function guarded(policy: Policy): Guarded {
  const { permission, ownersNeed } = policy;
  return { permission, own: canBeOwn(policy), ...(ownersNeed && { ownersNeed }) };
}

/** Anyone may call it, logged in or not. */
export function Public(): MethodDecorator {
  return Extensions({ [KEY]: 'PUBLIC' satisfies Requirement }) as MethodDecorator;
}

export function requirementOf(field: GraphQLField<unknown, unknown>): Requirement | undefined {
  return field.extensions[KEY] as Requirement | undefined;
}

/** Guards every root field by its requirement and adds that to its description, and as a directive. A field that states none stops the start. */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(root?.getFields() ?? {})) {
      const requirement = requirementOf(field);
      if (!requirement) throw new Error(`${root?.name}.${field.name} states neither @Access nor @Public`);
      field.description = `${field.description}\n\n${sentenceOf(requirement)}`;
      field.extensions = { ...field.extensions, [DIRECTIVES]: { [accessDirective.name]: argumentsOf(requirement) } };
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

function isAllowed(context: Context, { permission, own, ownersNeed }: Guarded): boolean {
  if (own && !ownersNeed) return true;
  return context.sees(actor => may(actor, permission) || (ownersNeed !== undefined && may(actor, ownersNeed)), null);
}

const isSomebody = () => true;

function argumentsOf(requirement: Requirement): Record<string, unknown> {
  if (requirement === 'PUBLIC') return { public: true };
  return requirement.own ? { ...requirement } : { permission: requirement.permission };
}

function sentenceOf(requirement: Requirement): string {
  if (requirement === 'PUBLIC') return 'Public.';
  const { permission, own, ownersNeed } = requirement;
  const withOwn = ownersNeed ? `, or \`${ownersNeed}\` with one’s own` : ', or one’s own';
  return `Permission: \`${permission}\`${own ? withOwn : ''}.`;
}
