import { type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';
import { getMetadataStorage, type ResolverData } from 'type-graphql';

type Call = GraphQLFieldResolver<unknown, object>;
type Method = (...parameters: unknown[]) => unknown;
type Resolvers = ReadonlyMap<unknown, object>;

interface Handler {
  readonly target: unknown;
  readonly methodName: string;
  readonly params?: readonly { readonly index: number; readonly kind: string }[];
}

type Parameter = (call: ResolverData<object>) => unknown;

/**
 * TypeGraphQL takes every call of a resolver through promises and copies its arguments, for a validation of its own that is turned off
 * here. So the fields call the methods themselves, with arguments as graphql-js has coerced them.
 */
export function callResolversStraight(schema: GraphQLSchema, resolvers: Resolvers): void {
  const { queries, mutations, subscriptions, fieldResolvers, objectTypes } = getMetadataStorage();
  const nameOf = (target: unknown) => objectTypes.find(type => type.target === target)?.name ?? '';
  const set = (typeName: string | undefined, fieldName: string, handler: Handler) => {
    const type = schema.getType(typeName ?? '');
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (field && resolvers.has(handler.target)) field.resolve = callOf(handler, resolvers);
  };
  for (const it of queries) set(schema.getQueryType()?.name, it.schemaName, it);
  for (const it of mutations) set(schema.getMutationType()?.name, it.schemaName, it);
  for (const it of subscriptions) set(schema.getSubscriptionType()?.name, it.schemaName, it);
  for (const it of fieldResolvers) if (it.kind === 'external') set(nameOf(it.getObjectType?.()), it.schemaName, it);
}

function callOf({ target, methodName, params = [] }: Handler, resolvers: Resolvers): Call {
  const resolver = resolvers.get(target) as Record<string, Method>;
  const method = (resolver[methodName] as Method).bind(resolver);
  const [first, second, third, ...more] = [...params].sort((a, b) => a.index - b.index).map(parameterOf);
  if (!first) return () => method();
  if (!second) return (root, args, context, info) => method(first({ root, args, context, info }));
  return (root, args, context, info) => {
    const call = { root, args, context, info };
    if (!third) return method(first(call), second(call));
    return method(first(call), second(call), third(call), ...more.map(parameter => parameter(call)));
  };
}

function parameterOf(parameter: { readonly kind: string }): Parameter {
  const { kind, name, propertyName, resolver } = parameter as { kind: string; name?: string; propertyName?: string; resolver?: Parameter };
  const part = (whole: unknown) => (propertyName ? (whole as Record<string, unknown>)[propertyName] : whole);
  switch (kind) {
    case 'arg':
      return ({ args }) => args[name as string];
    case 'args':
      return ({ args }) => args;
    case 'context':
      return ({ context }) => part(context);
    case 'root':
      return ({ root }) => part(root);
    case 'info':
      return ({ info }) => info;
    case 'custom':
      return resolver as Parameter;
    default:
      throw new Error(`there is no parameter of the kind ${kind}`);
  }
}
