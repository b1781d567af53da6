import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  type GraphQLError,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authenticated, Authenticator } from '../access/authenticator.js';
import type { Database } from '../database/database.js';
import type { Bus } from '../events/bus.js';
import { Context } from '../graphql/context.js';
import { formatError } from '../graphql/error-format.js';
import type { Executor } from '../graphql/execution.js';
import { checkCost, limits, sizeLimits } from '../graphql/limits.js';
import { ACCESS_COOKIE } from './cookies.js';

/** Why the server closes a socket, beside those of the graphql-ws protocol. */
export const CloseReason = {
  GOING_AWAY: [1001, 'Server is going away'],
  UNAUTHENTICATED: [4401, 'Unauthenticated'],
  TOKEN_EXPIRED: [4401, 'Access token expired'],
  LOGIN_ENDED: [4403, 'Log-in ended'],
} as const;

const SUBSCRIPTIONS_PER_SOCKET = 50;
const DRAIN_MS = 5_000;
const CONNECTION_INIT_MS = 5_000;
/** setTimeout counts in 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface SocketExtra extends Record<PropertyKey, unknown> {
  context?: Context;
  loginId?: string;
}

interface SocketOptions {
  readonly executor: Executor;
  readonly database: Database;
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly allowedOrigins: readonly string[];
  readonly production: boolean;
  readonly path: string;
  readonly parseCookies: (header: string) => Record<string, string | undefined>;
  readonly report: (error: unknown) => void;
}

export interface Sockets {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly draining: boolean;
  /** Refuses new sockets, waits for what is under way, and closes every socket with 1001. */
  drain(): Promise<void>;
}

/** GraphQL over WebSocket (graphql-transport-ws) with the limits, context and error shape of HTTP. */
export function serveSockets(options: SocketOptions): Sockets {
  const { executor, database, authenticator, bus, report } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.bodyBytes });
  const socketsOfLogin = new Map<string, Set<WebSocket>>();
  let underWay = 0;
  let draining = false;

  const protocol = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: CONNECTION_INIT_MS,
      async onConnect({ connectionParams, extra }) {
        const authenticated = await authenticate(options, connectionParams, extra.request);
        if (!authenticated) {
          extra.socket.close(...CloseReason.UNAUTHENTICATED);
          return false;
        }
        const { actor, until } = authenticated;
        extra.loginId = actor.loginId;
        extra.context = new Context(database, bus, actor, callerOf(extra.request), noCookies);
        remember(socketsOfLogin, actor.loginId, extra.socket);
        const expiry = setTimeout(() => extra.socket.close(...CloseReason.TOKEN_EXPIRED), Math.min(until - Date.now(), LONGEST_TIMER_MS));
        extra.socket.once('close', () => {
          clearTimeout(expiry);
          forget(socketsOfLogin, actor.loginId, extra.socket);
        });
        // The log-in may have ended while its token was looked at, before anyone knew of this socket.
        if (!(await authenticator.actorOf(actor.loginId))) extra.socket.close(...CloseReason.LOGIN_ENDED);
        return true;
      },
      onSubscribe({ extra, subscriptions }, _id, payload) {
        if (Object.keys(subscriptions).length > SUBSCRIPTIONS_PER_SOCKET) {
          extra.socket.close(4429, 'Too many subscriptions');
          return [];
        }
        return prepare(options, payload, extra.context as Context);
      },
      execute: async args => {
        underWay++;
        try {
          return await executor.execute(await executionOf(args, authenticator));
        } finally {
          underWay--;
        }
      },
      subscribe: async args =>
        executor.subscribe(await executionOf(args, authenticator), () => refreshed(authenticator, args.contextValue as Context)),
      onNext: (_ctx, _id, _payload, _args, result) =>
        result.errors
          ? { ...result, errors: result.errors.map(error => formatError(error.toJSON(), error, report) as GraphQLError) }
          : undefined,
      onError: (_ctx, _id, _payload, errors) =>
        errors.map(error => formatError(('toJSON' in error ? error.toJSON() : error) as never, error, report)),
    },
    server,
  );

  bus.on('loginEnded', ({ loginId }) => {
    for (const socket of socketsOfLogin.get(loginId) ?? []) socket.close(...CloseReason.LOGIN_ENDED);
  });

  return {
    upgrade(request, socket, head) {
      if (draining || request.url?.split('?')[0] !== options.path) {
        socket.end(`HTTP/1.1 ${draining ? '503 Service Unavailable' : '404 Not Found'}\r\nConnection: close\r\n\r\n`);
        return;
      }
      server.handleUpgrade(request, socket, head, accepted => server.emit('connection', accepted, request));
    },
    get draining() {
      return draining;
    },
    async drain() {
      draining = true;
      const deadline = Date.now() + DRAIN_MS;
      while (underWay > 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 10));
      for (const socket of server.clients) socket.close(...CloseReason.GOING_AWAY);
      await protocol.dispose();
    },
  };
}

/** The same checks, in the same order, as a request over HTTP gets. */
function prepare(
  { executor, production }: SocketOptions,
  payload: { query: string; operationName?: string | undefined | null; variables?: Record<string, unknown> | undefined | null },
  context: Context,
): readonly GraphQLError[] | ExecutionArgs {
  try {
    const document = parse(payload.query, { maxTokens: limits.tokens });
    const rules = [...specifiedRules, sizeLimits, ...(production ? [NoSchemaIntrospectionCustomRule] : [])];
    const errors = validate(executor.schema, document, rules);
    if (errors.length > 0) return errors;
    const operation = getOperationAST(document, payload.operationName);
    const variableValues = payload.variables ?? {};
    if (operation) checkCost(executor.schema, document, operation, variableValues);
    return { schema: executor.schema, document, operationName: payload.operationName ?? null, variableValues, contextValue: context };
  } catch (error) {
    return [error as GraphQLError];
  }
}

async function executionOf({ document, operationName, variableValues, contextValue }: ExecutionArgs, authenticator: Authenticator) {
  const context = contextValue as Context;
  const now = (await refreshed(authenticator, context)) ?? new Context(context.source, context.bus, null, context.caller, context.cookies);
  return { document, operationName, variables: { ...variableValues }, context: now };
}

/** The context of this moment: the rights that the log-in has now, and nothing read before. */
async function refreshed(authenticator: Authenticator, context: Context): Promise<Context | undefined> {
  const actor = context.actor && (await authenticator.actorOf(context.actor.loginId));
  return actor ? context.again(actor) : undefined;
}

/** A token in `connection_init`; else the browser's cookie, which counts only for a page of an origin that we know. */
async function authenticate(
  { authenticator, allowedOrigins, parseCookies }: SocketOptions,
  parameters: Record<string, unknown> | undefined,
  request: IncomingMessage,
): Promise<Authenticated | null> {
  const given = parameters?.['authorization'] ?? parameters?.['Authorization'];
  if (typeof given === 'string') return authenticator.authenticate(given.replace(/^Bearer /i, ''));
  const token = parseCookies(request.headers.cookie ?? '')[ACCESS_COOKIE];
  return token && isKnownOrigin(request, allowedOrigins) ? authenticator.authenticate(token) : null;
}

/** Browsers send cookies to sockets whatever page opens them, so the page must be ours. */
function isKnownOrigin({ headers: { origin, host } }: IncomingMessage, allowed: readonly string[]): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  return new URL(origin).host === host || allowed.includes(origin);
}

function callerOf(request: IncomingMessage) {
  return { address: request.socket.remoteAddress ?? 'unknown', userAgent: request.headers['user-agent']?.slice(0, 300) ?? null };
}

const noCookies = { refreshToken: undefined, set: () => undefined, clear: () => undefined };

function remember(sockets: Map<string, Set<WebSocket>>, loginId: string, socket: WebSocket): void {
  const known = sockets.get(loginId) ?? new Set();
  sockets.set(loginId, known.add(socket));
}

function forget(sockets: Map<string, Set<WebSocket>>, loginId: string, socket: WebSocket): void {
  const known = sockets.get(loginId);
  known?.delete(socket);
  if (known?.size === 0) sockets.delete(loginId);
}
