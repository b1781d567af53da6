import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import type { Admission } from '../graphql/admission.js';
import type { Context } from '../graphql/context.js';
import { formatError, type ReportError } from '../graphql/error-format.js';
import type { Executor } from '../graphql/execution.js';
import { checkCost, limits, sizeLimits } from '../graphql/limits.js';

/** Apollo copies its context value field by field, and a copy of ours would not be ours. */
export interface Held {
  readonly held: Context;
}

/** Apollo with our limits, executor and error shape; what it lets in is remembered, so that it need not look again. */
export async function createApollo(
  executor: Executor,
  admission: Admission,
  production: boolean,
  report: ReportError,
): Promise<ApolloServer<Held>> {
  return new ApolloServer<Held>({
    // A gateway is Apollo's door for another executor; ours compiles what comes often.
    gateway: {
      onSchemaLoadOrUpdate(tell) {
        tell({ apiSchema: executor.schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      load: async () => ({
        executor: async ({ document, operationName, request, context }) =>
          executor.execute({ document, operationName, variables: request.variables ?? {}, context: (context as Held).held }) as never,
      }),
      stop: async () => undefined,
    },
    introspection: !production,
    hideSchemaDetailsFromClientErrors: production,
    includeStacktraceInErrorResponses: false,
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [sizeLimits],
    persistedQueries: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => formatError(formatted, error, report),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      // For subgraphs of a federation alone, and it takes long to load.
      ApolloServerPluginInlineTraceDisabled(),
      production ? ApolloServerPluginLandingPageDisabled() : await sandbox(),
      { requestDidStart: async () => ({ didResolveOperation: async request => admit(executor, admission, request) }) },
    ],
  });
}

async function sandbox(): Promise<ApolloServerPlugin> {
  const { ApolloServerPluginLandingPageLocalDefault } = await import('@apollo/server/plugin/landingPage/default');
  return ApolloServerPluginLandingPageLocalDefault({ embed: { endpointIsEditable: true }, includeCookies: true });
}

function admit(executor: Executor, admission: Admission, { source, document, operation, request }: GraphQLRequestContext<Held>): void {
  if (!source || !document || !operation) return;
  admission.remember(source, document);
  checkCost(executor.schema, document, operation, request.variables ?? {});
}
