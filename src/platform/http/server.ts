import { ApolloServer, type GraphQLRequestContext } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from '../access/authenticator.js';
import type { Database } from '../database/database.js';
import type { Bus } from '../events/bus.js';
import { Context } from '../graphql/context.js';
import { formatError } from '../graphql/error-format.js';
import { Executor } from '../graphql/execution.js';
import { checkCost, limits, sizeLimits } from '../graphql/limits.js';
import { ACCESS_COOKIE, tokenCookies } from './cookies.js';
import { serveSockets } from './sockets.js';

export const GRAPHQL_PATH = '/graphql';

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly production: boolean;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: number;
  readonly logLevel: string;
}

export interface Server {
  /** Starts to accept connections; answers the address of the API. */
  listen(port: number, host: string): Promise<string>;
  /** Lets what is under way finish, closes sockets with 1001, and stops. */
  close(): Promise<void>;
}

/** One Fastify server: GraphQL over HTTP and WebSocket on one path, and health beside it. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { schema, database, authenticator, production } = options;
  const fastify = Fastify({
    logger: { level: options.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    trustProxy: (_address: string, hop: number) => hop < options.trustedProxies,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true },
  });
  const report = (error: unknown) => fastify.log.error(error);
  const executor = new Executor(schema);
  const apollo = createApollo(executor, production, report);
  await apollo.start();
  await fastify.register(cookie);
  await fastify.register(cors, { origin: [...options.allowedOrigins], credentials: true, maxAge: 600 });
  await fastify.register(helmet, {
    contentSecurityPolicy: production,
    strictTransportSecurity: production,
    crossOriginEmbedderPolicy: false,
  });
  fastify.removeContentTypeParser('text/plain');
  answerErrorsAsJson(fastify);

  const sockets = serveSockets({ ...options, executor, path: GRAPHQL_PATH, parseCookies: fastify.parseCookie, report });
  fastify.server.on('upgrade', sockets.upgrade);
  fastify.addHook('onSend', async (_request, reply) => {
    // A connection that is kept open would keep a closing server waiting for another request.
    if (sockets.draining) reply.header('connection', 'close');
  });

  const contextOf = async (request: FastifyRequest, reply: FastifyReply): Promise<Held> => {
    const token = bearerOf(request.headers.authorization) ?? request.cookies[ACCESS_COOKIE];
    const authenticated = token ? await authenticator.authenticate(token) : null;
    const caller = { address: request.ip, userAgent: request.headers['user-agent']?.slice(0, 300) ?? null };
    return { held: new Context(database, options.bus, authenticated?.actor ?? null, caller, tokenCookies(request, reply, GRAPHQL_PATH)) };
  };
  fastify.route({ method: ['GET', 'POST', 'OPTIONS'], url: GRAPHQL_PATH, handler: fastifyApolloHandler(apollo, { context: contextOf }) });
  fastify.get('/', (_request, reply) => reply.redirect(GRAPHQL_PATH));
  serveHealth(fastify, () => !sockets.draining && database.answers());

  return {
    async listen(port, host) {
      const address = await fastify.listen({ port, host });
      const { port: given } = new URL(address);
      return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${given}${GRAPHQL_PATH}`;
    },
    async close() {
      await sockets.drain();
      await fastify.close();
      await apollo.stop();
    },
  };
}

/** Apollo copies its context value field by field, and a copy of ours would not be ours. */
interface Held {
  readonly held: Context;
}

function createApollo(executor: Executor, production: boolean, report: (error: unknown) => void): ApolloServer<Held> {
  return new ApolloServer<Held>({
    // A gateway is Apollo's door for another executor; this one compiles what comes often.
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
      production
        ? ApolloServerPluginLandingPageDisabled()
        : ApolloServerPluginLandingPageLocalDefault({ embed: { endpointIsEditable: true }, includeCookies: true }),
      {
        requestDidStart: async () => ({
          didResolveOperation: async (request: GraphQLRequestContext<Held>) => costOfRequest(executor, request),
        }),
      },
    ],
  });
}

function costOfRequest(executor: Executor, { document, operation, request }: GraphQLRequestContext<Held>): void {
  if (document && operation) checkCost(executor.schema, document, operation, request.variables ?? {});
}

function bearerOf(header: string | undefined): string | undefined {
  return header?.match(/^Bearer (\S+)$/i)?.[1];
}

const codesByStatus: Record<number, string> = {
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
};

/** What is refused before GraphQL sees it has the same shape as what GraphQL refuses. */
function answerErrorsAsJson(fastify: FastifyInstance): void {
  const answer = (reply: FastifyReply, status: number, message: string) =>
    reply.status(status).send({
      errors: [{ message, extensions: { code: codesByStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR') } }],
    });
  fastify.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) request.log.error(error);
    return answer(reply, status, status < 500 ? messageOf(error) : 'Something went wrong here. It is logged.');
  });
  fastify.setNotFoundHandler((_request, reply) => answer(reply, 404, `There is nothing here. GraphQL is at ${GRAPHQL_PATH}.`));
}

function messageOf(error: Error & { code?: string }): string {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `The body is larger than ${limits.bodyBytes} bytes.`;
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'Send the request as application/json.';
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return 'The body is not valid JSON.';
  return 'The request is malformed.';
}

function serveHealth(fastify: FastifyInstance, ready: () => boolean | Promise<boolean>): void {
  fastify.get('/health/live', async () => ({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const isReady = await ready();
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
}
