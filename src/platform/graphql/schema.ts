import { createPubSub } from '@graphql-yoga/subscription';
import { assertValidSchema, GraphQLID, type GraphQLSchema, getNamedType, isInterfaceType, specifiedDirectives } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray } from 'type-graphql';
import { accessDirective, guardRootFields } from './access.js';
import { readConnections } from './connection.js';
import { hideFields } from './hide-fields.js';
import { answerRefusals } from './payload.js';
import { resolveRelations } from './relations.js';
import { describeRemembering } from './remembering.js';
import { callResolversStraight } from './resolver-calls.js';
import { Id } from './scalars.js';

/** Builds the schema from resolver instances, then gives it what no module has to write: relations, visibility, refusals as data, guards. */
export function createSchema(resolvers: readonly object[]): GraphQLSchema {
  const instances = new Map(resolvers.map(resolver => [resolver.constructor, resolver]));
  const schema = buildSchemaSync({
    resolvers: [...instances.keys()] as NonEmptyArray<never>,
    container: {
      get(resolver) {
        const instance = instances.get(resolver);
        if (!instance) throw new Error(`${resolver.name} was not handed to the schema`);
        return instance;
      },
    },
    directives: [...specifiedDirectives, accessDirective],
    scalarsMap: [{ type: GraphQLID as never, scalar: Id }],
    // Asked for wherever there are subscriptions; ours bring their own source of events.
    pubSub: createPubSub(),
    validate: false,
    // It would ask the schema for the whole of itself; graphql-js looks at what matters below.
    skipCheck: true,
  });
  resolveTypesAtOnce(schema);
  callResolversStraight(schema, instances);
  resolveRelations(schema);
  readConnections(schema);
  hideFields(schema);
  answerRefusals(schema);
  describeRemembering(schema);
  guardRootFields(schema);
  describeRoots(schema);
  assertValidSchema(schema);
  return schema;
}

/** TypeGraphQL makes a promise of what an interface's `resolveType` answers, and a compiled operation does not wait for it. */
function resolveTypesAtOnce(schema: GraphQLSchema): void {
  for (const { name, resolveType } of getMetadataStorage().interfaceTypes) {
    const type = schema.getType(name);
    if (isInterfaceType(type) && resolveType) type.resolveType = resolveType as typeof type.resolveType;
  }
}

const MUTATIONS = `What can be done: each is done wholly or not at all.

To do it once, however often it is sent, send a header \`Idempotency-Key\` or \`extensions: {"idempotencyKey": "…"}\`: for 24 hours the same
operation with the same variables under the same key gets the first answer, a refusal too. Several mutations in it are done together or not at all.

To see what would come of it, send \`extensions: {"dryRun": true}\`: the answer is the same, and nothing of it is done.`;

/** TypeGraphQL has no place for these: what an operation is for, and an input as an argument, which is what its type says. */
function describeRoots(schema: GraphQLSchema): void {
  const [query, mutation, subscription] = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  if (query) query.description = 'What can be read.';
  if (mutation) mutation.description = MUTATIONS;
  if (subscription) subscription.description = 'What can be watched, over a WebSocket on the same path.';
  for (const { args } of Object.values(mutation?.getFields() ?? {})) {
    for (const arg of args) arg.description ??= getNamedType(arg.type).description;
  }
}
