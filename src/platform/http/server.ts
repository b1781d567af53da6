import type { IncomingHttpHeaders } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type RouteHandlerMethod } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticated, Authenticator } from '../access/authenticator.js';
import { Admission } from '../admission/admission.js';
import { limits, refusalOfBody } from '../admission/limits.js';
import { Refusals } from '../admission/refusals.js';
import type { Sealer } from '../audit/sealer.js';
import type { Database } from '../database/database.js';
import type { Bus } from '../events/bus.js';
import type { Relay } from '../events/relay.js';
import { type Caller, Context } from '../graphql/context.js';
import { Executor } from '../graphql/execution.js';
import { Operations } from '../graphql/operations.js';
import type { MailDelivery } from '../mail/delivery.js';
import type { RememberedAnswers } from '../once/remembered-answers.js';
import type { Peers } from '../peers/peers.js';
import { Exposition, type ServerState } from '../telemetry/exposition.js';
import { inTenths, OperationWatch } from '../telemetry/operation-watch.js';
import { requestIdOf } from '../telemetry/request-id.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import type { Tracing } from '../telemetry/tracing.js';
import { within } from '../within.js';
import { tokenIn } from './access-token.js';
import type { StartedApollo } from './apollo.js';
import { clientAddressOf } from './client-address.js';
import { RequestCookies } from './cookies.js';
import { graphqlRoute } from './graphql-route.js';
import { answerErrorsAsJson, answerUnreadable } from './http-errors.js';
import { serveMetrics } from './metrics-route.js';
import { STRICT_TRANSPORT_SECURITY, securedResponse } from './security-headers.js';
import { Senders } from './senders.js';
import { type Sockets, serveSockets } from './sockets.js';

export const GRAPHQL_PATH = '/graphql';

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly answers: RememberedAnswers;
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly relay: Relay;
  readonly sealer: Sealer;
  readonly mail: MailDelivery;
  readonly peers: Peers;
  readonly production: boolean;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: number;
  readonly metricsToken: string | undefined;
  readonly telemetry: Telemetry;
}

export interface Server {
  /** Starts to accept connections; answers the address of the API. */
  listen(port: number, host: string): Promise<string>;
  /** Lets what is under way finish, closes sockets with 1001, and stops. */
  close(): Promise<void>;
}

/** One Fastify server: GraphQL over HTTP and WebSocket on one path, and health and metrics beside it. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { schema, database, authenticator, production, telemetry } = options;
  const report = telemetry.told;
  // Its own logger would make another for each request.
  const fastify = Fastify({
    bodyLimit: limits.bodyBytes,
    trustProxy: options.trustedProxies > 0 && ((_address: string, hop: number) => hop < options.trustedProxies),
    forceCloseConnections: 'idle',
    // What is on its way over a connection that is there is carried out; the answer closes it.
    return503OnClosing: false,
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: LOOKING_MS, ServerResponse: securedResponse(production) },
    clientErrorHandler: answerUnreadable,
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: ({ headers }) => requestIdOf(headers['x-request-id']),
  });
  // The first of all hooks, so that what others answer has its id, too.
  fastify.addHook('onRequest', (request, reply, done) => {
    telemetry.metrics.httpRequests++;
    reply.header('x-request-id', request.id);
    if (!isPlainUtf8(request.headers)) return done(unsupportedMediaType());
    if (production && request.protocol === 'https') reply.header('strict-transport-security', STRICT_TRANSPORT_SECURITY);
    done();
  });
  if (telemetry.log.isLevelEnabled('debug')) logRequests(fastify, telemetry);
  const executor = new Executor(schema);
  const admission = new Admission(schema, production);
  const refusals = new Refusals();
  const senders = new Senders({ ...options, refusals });
  const watch = new OperationWatch(telemetry);
  const operations = watch.over(new Operations(executor, database, options.answers));
  if (options.allowedOrigins.length > 0)
    await fastify.register(import('@fastify/cors'), { origin: [...options.allowedOrigins], credentials: true, maxAge: 600 });
  fastify.removeContentTypeParser('text/plain');
  countBodies(fastify);
  answerErrorsAsJson(fastify, GRAPHQL_PATH, telemetry, senders);

  const sockets = serveSockets({ ...options, admission, refusals, executor, operations, path: GRAPHQL_PATH, report, watch });
  fastify.server.on('upgrade', sockets.upgrade);
  const contextOf = (request: FastifyRequest, reply: FastifyReply): Context | Promise<Context> => {
    const token = tokenIn(request.headers);
    const contextFor = (authenticated: Authenticated | null) =>
      new Context(
        database,
        options.bus,
        authenticated?.actor ?? null,
        new HttpCaller(request, options.trustedProxies),
        new RequestCookies(request, reply, GRAPHQL_PATH),
      );
    const authenticated = token ? authenticator.authenticate(token) : null;
    if (!(authenticated instanceof Promise)) return contextFor(authenticated);
    return authenticated.then(contextFor, (error: unknown) => {
      telemetry.noteOrigin(error, { requestId: request.id });
      throw error;
    });
  };
  // Clients seldom need it, and a start need not wait for it.
  let apollo: Promise<StartedApollo> | undefined;
  const startedApollo = async () => {
    const { startApollo } = await import('./apollo.js');
    apollo ??= startApollo({ operations, admission, production, report, contextOf });
    return apollo;
  };
  const handler = graphqlRoute({ apollo: startedApollo, admission, senders, executor: watch.over(executor), contextOf, report });
  fastify.route({
    method: ['GET', 'POST', 'OPTIONS'],
    url: GRAPHQL_PATH,
    onRequest(request, _reply, done) {
      done(senders.notReading(request));
    },
    handler: traced(handler, telemetry.tracing),
  });
  fastify.get('/', (_request, reply) => reply.redirect(GRAPHQL_PATH));
  serveMetrics(fastify, options, new Exposition(telemetry.metrics, () => stateOf(options, sockets)));
  serveHealth(fastify, async () => !sockets.draining && (await areAnswering(database, options.peers)));

  return {
    async listen(port, host) {
      const address = await fastify.listen({ port, host });
      const { port: given } = new URL(address);
      return `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${given}${GRAPHQL_PATH}`;
    },
    async close() {
      await sockets.drain();
      // A connection whose last request is answered only now would be kept open, and keep the server waiting.
      const closingIdle = setInterval(() => fastify.server.closeIdleConnections(), 50);
      await fastify.close();
      clearInterval(closingIdle);
      await (await apollo)?.stop();
    },
  };
}

/** Counts what is in a body before Fastify parses it. */
function countBodies(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    const refusal = refusalOfBody(body);
    // Refused here, it would take its connection along: the route does it.
    return refusal ? done(null, refusal) : parse(request, body, done);
  });
}

/** A line costs a seventh of what a small request takes: nobody gets it who does not ask. The URL stays out of it. */
function logRequests(fastify: FastifyInstance, { log }: Telemetry): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method, routeOptions } = request;
    log.debug({ requestId, method, route: routeOptions.url ?? null, status: reply.statusCode, ms: inTenths(reply.elapsedTime) }, 'request');
    done();
  });
}

/** The same within a span, where there is a tracer. */
function traced(handler: RouteHandlerMethod, tracing: Tracing | undefined): RouteHandlerMethod {
  if (!tracing) return handler;
  return function (request, reply) {
    const { id, method, headers } = request;
    const incoming = { id, method, route: GRAPHQL_PATH, headers };
    return tracing.request(
      incoming,
      () => reply.statusCode,
      async () => handler.call(this, request, reply),
    );
  };
}

async function stateOf(options: ServerOptions, { open, subscriptions }: Sockets): Promise<ServerState> {
  const backlogs = await within(
    ANSWER_MS,
    backlogsOf(options).catch(() => undefined),
  );
  return { sockets: open, subscriptions, pool: options.database.pool, backlogs, mailsGivenUp: options.mail.givenUp };
}

/** One after the other: whoever looks on holds one connection at most. */
async function backlogsOf({ relay, sealer, mail }: ServerOptions): Promise<ServerState['backlogs']> {
  return { untold: await relay.untold(), unsealed: await sealer.unsealed(), mails: await mail.waiting() };
}

/** Worked out only for whoever asks: behind proxies an address takes some looking. */
class HttpCaller implements Caller {
  constructor(
    private readonly request: FastifyRequest,
    private readonly trustedProxies: number,
  ) {}

  get requestId(): string {
    return this.request.id;
  }

  get address(): string {
    return clientAddressOf(this.request.raw, this.trustedProxies);
  }

  get userAgent(): string | null {
    return this.request.headers['user-agent']?.slice(0, 300) ?? null;
  }
}

/** How long a client may take to send the head of a request, and all of it: a connection costs memory for as long as it is open. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 20_000;
/** How often connections are looked at. */
const LOOKING_MS = 1_000;

/** What does not answer in this time is away. */
const ANSWER_MS = 1_000;

/** JSON is UTF-8 (RFC 8259, 8.1). Read as that, another charset or a packed body could say another thing here than to a proxy in front. */
function isPlainUtf8({ 'content-type': type, 'content-encoding': encoding }: IncomingHttpHeaders): boolean {
  if (encoding !== undefined && encoding !== 'identity') return false;
  if (type === undefined || type === 'application/json') return true;
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(type)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
}

function unsupportedMediaType(): Error {
  return Object.assign(new Error('Another charset or encoding.'), { statusCode: 415, code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' });
}

/** Whether all that a server needs answers, and soon. */
async function areAnswering(...asked: readonly { answers(): Promise<boolean> }[]): Promise<boolean> {
  const answers = await within(ANSWER_MS, Promise.all(asked.map(it => it.answers())));
  return answers?.every(Boolean) ?? false;
}

function serveHealth(fastify: FastifyInstance, ready: () => boolean | Promise<boolean>): void {
  fastify.get('/health/live', async () => ({ status: 'live' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const isReady = await ready();
    return reply.status(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready' });
  });
}
