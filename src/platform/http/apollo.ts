import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type Admission, KeptDocuments } from '../admission/admission.js';
import { checkCost } from '../admission/cost.js';
import { checkVariables, VALIDATION } from '../admission/limits.js';
import { sizeLimits } from '../admission/size.js';
import { noSubscriptions, noSuchOperation } from '../errors/request-error.js';
import type { Context } from '../graphql/context.js';
import { formatError, type ReportError } from '../graphql/error-format.js';
import type { Operations } from '../graphql/operations.js';

/** Apollo copies its context value field by field, and a copy of ours would not be ours. */
interface Held {
  readonly held: Context;
  /** Apollo's own headers leave an empty one out. */
  readonly keyHeader: string | undefined;
}

interface ApolloOptions {
  readonly operations: Pick<Operations, 'execute'>;
  readonly admission: Admission;
  readonly production: boolean;
  readonly report: ReportError;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Context | Promise<Context>;
}

/** Apollo, ready for requests. */
export interface StartedApollo {
  readonly handler: RouteHandlerMethod;
  stop(): Promise<void>;
}

/** Apollo with our limits, executor and error shape; what it lets in is remembered, so that it need not look again. */
export async function startApollo({ operations, admission, production, report, contextOf }: ApolloOptions): Promise<StartedApollo> {
  const apollo = new ApolloServer<Held>({
    // A gateway is Apollo's door for another executor; ours compiles what comes often.
    gateway: {
      onSchemaLoadOrUpdate(tell) {
        tell({ apiSchema: admission.schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ document, operationName, request, context }) => {
          const { held, keyHeader } = context as Held;
          const execution = { document, operationName, variables: request.variables ?? {}, context: held };
          return operations.execute(execution, { extensions: request.extensions, keyHeader }) as never;
        },
      }),
      stop: async () => undefined,
    },
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    validationRules: [sizeLimits],
    validationOptions: VALIDATION,
    persistedQueries: false,
    documentStore: documentStore(),
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, report),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // For subgraphs of a federation alone, and it takes long to load.
      ApolloServerPluginInlineTraceDisabled(),
      production ? ApolloServerPluginLandingPageDisabled() : await sandbox(),
      { requestDidStart: async () => ({ didResolveOperation: async request => admit(admission, request) }) },
    ],
  });
  await apollo.start();
  const handler = fastifyApolloHandler(apollo, {
    context: async (request, reply) => ({ held: await contextOf(request, reply), keyHeader: keyHeaderOf(request) }),
  }) as RouteHandlerMethod;
  return { handler, stop: () => apollo.stop() };
}

/** Sent twice, it has a comma in it, which no key has. */
function keyHeaderOf({ headers }: FastifyRequest): string | undefined {
  return headers['idempotency-key']?.toString();
}

/** For what does not come in the plain form. Apollo's own store keeps documents until their JSON comes to 30 MB, and they take several times that. */
function documentStore(): ApolloServerOptions<Held>['documentStore'] {
  const kept = new KeptDocuments();
  return { get: async key => kept.get(key), set: async (key, document) => kept.set(key, document), delete: async () => false };
}

async function sandbox(): Promise<ApolloServerPlugin> {
  const { ApolloServerPluginLandingPageLocalDefault } = await import('@apollo/server/plugin/landingPage/default');
  return ApolloServerPluginLandingPageLocalDefault({ embed: { endpointIsEditable: true }, includeCookies: true });
}

function admit(admission: Admission, { source, document, operation, request }: GraphQLRequestContext<Held>): void {
  if (!source || !document) return;
  if (!operation) throw noSuchOperation();
  if (operation.operation === 'subscription') throw noSubscriptions();
  admission.remember(source, document);
  checkVariables(request.variables ?? {});
  checkCost(admission.schema, document, operation, request.variables ?? {});
}
