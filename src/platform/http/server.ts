import { type IncomingHttpHeaders, type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import type { Authenticated, Authenticator } from '../access/authenticator.js';
import type { Database } from '../database/database.js';
import { httpStatusOf, RequestError } from '../errors/request-error.js';
import type { Bus } from '../events/bus.js';
import type { Relay } from '../events/relay.js';
import { Admission } from '../graphql/admission.js';
import { type Caller, Context } from '../graphql/context.js';
import type { ReportError } from '../graphql/error-format.js';
import { Executor } from '../graphql/execution.js';
import { limits } from '../graphql/limits.js';
import { Operations } from '../graphql/operations.js';
import type { RememberedAnswers } from '../once/remembered-answers.js';
import type { Peers } from '../peers/peers.js';
import { within } from '../within.js';
import { createApollo } from './apollo.js';
import { clientAddressOf } from './client-address.js';
import { accessTokenOf, RequestCookies } from './cookies.js';
import { graphqlRoute } from './graphql-route.js';
import { STRICT_TRANSPORT_SECURITY, securityHeaders } from './security-headers.js';
import { serveSockets } from './sockets.js';

export const GRAPHQL_PATH = '/graphql';

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  readonly database: Database;
  readonly answers: RememberedAnswers;
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly relay: Relay;
  readonly peers: Peers;
  readonly production: boolean;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: number;
  readonly logLevel: string;
}

export interface Server {
  readonly report: ReportError;
  /** Starts to accept connections; answers the address of the API. */
  listen(port: number, host: string): Promise<string>;
  /** Lets what is under way finish, closes sockets with 1001, and stops. */
  close(): Promise<void>;
}

/** One Fastify server: GraphQL over HTTP and WebSocket on one path, and health beside it. */
export async function createServer(options: ServerOptions): Promise<Server> {
  const { schema, database, authenticator, production } = options;
  const log = pino({ level: options.logLevel });
  const report = (error: unknown) => log.error(error);
  // Its own logger would make another for each request.
  const fastify = Fastify({
    bodyLimit: limits.bodyBytes,
    trustProxy: options.trustedProxies > 0 && ((_address: string, hop: number) => hop < options.trustedProxies),
    forceCloseConnections: 'idle',
    requestTimeout: REQUEST_MS,
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: LOOKING_MS },
    clientErrorHandler: answerUnreadable,
    routerOptions: { ignoreTrailingSlash: true },
  });
  // The first of all hooks, so that what others answer has them too.
  const headers = securityHeaders(production);
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers);
    if (!isPlainUtf8(request.headers)) return done(unsupportedMediaType());
    if (production && request.protocol === 'https') reply.header('strict-transport-security', STRICT_TRANSPORT_SECURITY);
    done();
  });
  const executor = new Executor(schema);
  const admission = new Admission(schema, production);
  const operations = new Operations(executor, database, options.answers);
  const apollo = await createApollo({ operations, admission, production, report });
  await apollo.start();
  if (options.allowedOrigins.length > 0)
    await fastify.register(import('@fastify/cors'), { origin: [...options.allowedOrigins], credentials: true, maxAge: 600 });
  fastify.removeContentTypeParser('text/plain');
  answerErrorsAsJson(fastify, report);

  const sockets = serveSockets({ ...options, admission, executor, operations, path: GRAPHQL_PATH, report });
  fastify.server.on('upgrade', sockets.upgrade);
  const contextOf = (request: FastifyRequest, reply: FastifyReply): Context | Promise<Context> => {
    const token = bearerOf(request.headers.authorization) ?? accessTokenOf(request.headers.cookie);
    const contextFor = (authenticated: Authenticated | null) =>
      new Context(
        database,
        options.bus,
        authenticated?.actor ?? null,
        new RequestCaller(request.raw, options.trustedProxies),
        new RequestCookies(request, reply, GRAPHQL_PATH),
      );
    const authenticated = token ? authenticator.authenticate(token) : null;
    return authenticated instanceof Promise ? authenticated.then(contextFor) : contextFor(authenticated);
  };
  const handler = graphqlRoute({ apollo, admission, executor, contextOf, report });
  fastify.route({ method: ['GET', 'POST', 'OPTIONS'], url: GRAPHQL_PATH, handler });
  fastify.get('/', (_request, reply) => reply.redirect(GRAPHQL_PATH));
  serveHealth(fastify, async () => !sockets.draining && (await areAnswering(database, options.peers)));

  return {
    report,
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
      await apollo.stop();
    },
  };
}

/** Worked out only for whoever asks: behind proxies an address takes some looking. */
class RequestCaller implements Caller {
  constructor(
    private readonly request: IncomingMessage,
    private readonly trustedProxies: number,
  ) {}

  get address(): string {
    return clientAddressOf(this.request, this.trustedProxies);
  }

  get userAgent(): string | null {
    return this.request.headers['user-agent']?.slice(0, 300) ?? null;
  }
}

function bearerOf(header: string | undefined): string | undefined {
  return header?.match(/^Bearer (\S+)$/i)?.[1];
}

/** How long a client may take to send the head of a request, and all of it: a connection costs memory for as long as it is open. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 20_000;
/** How often connections are looked at. */
const LOOKING_MS = 1_000;

/** What does not answer in this time is away. */
const ANSWER_MS = 1_000;

const codesByStatus: Record<number, string> = {
  408: 'REQUEST_TIMEOUT',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};

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

/** To what is no request of HTTP, or takes too long to become one. */
function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify({ errors: [{ message: 'The request is malformed.', extensions: { code: codeOf(status) } }] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`);
  else socket.destroy(error);
}

/** What is refused before GraphQL sees it has the same shape as what GraphQL refuses. */
function answerErrorsAsJson(fastify: FastifyInstance, report: ReportError): void {
  const answer = (reply: FastifyReply, status: number, message: string, code = codeOf(status)) =>
    reply.status(status).send({ errors: [{ message, extensions: { code } }] });
  fastify.setErrorHandler((error: Error & { statusCode?: number; code?: string }, _request, reply) => {
    if (error instanceof RequestError) return answer(reply, httpStatusOf(error) ?? 400, error.message, String(error.extensions['code']));
    const status = error.statusCode ?? 500;
    if (status >= 500) report(error);
    return answer(reply, status, status < 500 ? messageOf(error) : 'Something went wrong here. It is logged.');
  });
  fastify.setNotFoundHandler((_request, reply) => answer(reply, 404, `There is nothing here. GraphQL is at ${GRAPHQL_PATH}.`));
}

function codeOf(status: number): string {
  return codesByStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
}

function messageOf(error: Error & { code?: string }): string {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `The body is larger than ${limits.bodyBytes} bytes.`;
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'Send the request as application/json.';
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return 'The body is not valid JSON.';
  return 'The request is malformed.';
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
