import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, type GraphQLError, locatedError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticator } from '../access/authenticator.js';
import type { Database } from '../database/database.js';
import { RequestError } from '../errors/request-error.js';
import type { Bus } from '../events/bus.js';
import type { Relay } from '../events/relay.js';
import type { Admission, GraphQLRequest } from '../graphql/admission.js';
import { Context, type Requester } from '../graphql/context.js';
import { formatError, type ReportError } from '../graphql/error-format.js';
import type { Execution, Executor } from '../graphql/execution.js';
import { limits } from '../graphql/limits.js';
import { LiveOperations } from '../graphql/live.js';
import type { Operations } from '../graphql/operations.js';
import { type OperationWatch, originOf } from '../telemetry/operation-watch.js';
import { requestIdOf } from '../telemetry/request-id.js';
import { CloseReason, SocketLogins } from './socket-logins.js';
import { type Connection, SocketOperation, writePayload } from './socket-operation.js';

const SUBSCRIPTIONS_PER_SOCKET = 50;
const DRAIN_MS = 5_000;
/** How long a client may take to answer the close of a server that drains. */
const CLOSING_MS = 3_000;
const CONNECTION_INIT_MS = 5_000;

interface SocketExtra extends Record<PropertyKey, unknown> {
  /** Set once it is admitted. */
  connection?: Connection;
}

interface SocketOptions {
  readonly admission: Admission;
  readonly executor: Executor;
  readonly operations: Pick<Operations, 'execute'>;
  readonly database: Database;
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly relay: Relay;
  readonly allowedOrigins: readonly string[];
  readonly path: string;
  readonly report: ReportError;
  readonly watch: OperationWatch;
}

export interface Sockets {
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly draining: boolean;
  /** How many are open. */
  readonly open: number;
  /** How many subscriptions wait for events on them. */
  readonly subscriptions: number;
  /** Refuses new sockets, waits for what is under way, and closes every socket with 1001. */
  drain(): Promise<void>;
}

/** GraphQL over WebSocket (graphql-transport-ws) with the limits, context and error shape of HTTP. */
export function serveSockets(options: SocketOptions): Sockets {
  const { executor, operations, authenticator, relay, report, watch } = options;
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.bodyBytes });
  const logins = new SocketLogins(options);
  const live = new LiveOperations({ executor, authenticator, backlog: relay, write: result => writePayload(told(result, report)) });
  let underWay = 0;
  let draining = false;

  const protocol = useServer<Record<string, unknown>, SocketExtra>(
    {
      connectionInitWaitTimeout: CONNECTION_INIT_MS,
      async onConnect(context) {
        const { connectionParams, extra } = context;
        const { socket, request } = extra;
        const loginId = await logins.admit(socket, request, connectionParams);
        if (loginId) extra.connection = { socket, line: request.socket, loginId, caller: callerOf(request) };
        // They have been read, and would stay as long as the socket.
        Object.assign(context, { connectionParams: undefined });
        Object.assign(extra, { request: undefined });
        return loginId !== null;
      },
      onSubscribe({ extra: { connection, socket }, subscriptions }, operationId, payload) {
        if (connection && Object.keys(subscriptions).length <= SUBSCRIPTIONS_PER_SOCKET) {
          return admit(options, payload, new SocketOperation(connection, operationId, payload.extensions));
        }
        socket.close(...CloseReason.TOO_MANY_SUBSCRIPTIONS);
        return [new RequestError('RATE_LIMITED', 'Too many operations at once on this socket.')];
      },
      async execute(args) {
        underWay++;
        try {
          const { extensions } = args.contextValue as SocketOperation;
          return await operations.execute(await executionOf(options, args), { extensions });
        } catch (error) {
          return refused(options, args, error);
        } finally {
          underWay--;
        }
      },
      async subscribe(args) {
        try {
          const execution = await executionOf(options, args);
          const result = await live.subscribe(execution, args.contextValue as SocketOperation);
          if ('errors' in result) watch.noteErrors(result, originOf(execution));
          return result;
        } catch (error) {
          return refused(options, args, error);
        }
      },
      onNext: (_ctx, _id, _payload, _args, result) => told(result, report),
      onError: (_ctx, _id, _payload, errors) =>
        errors.map(error => formatError(('toJSON' in error ? error.toJSON() : error) as never, error, report)),
    },
    server,
  );

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
    get open() {
      return server.clients.size;
    },
    get subscriptions() {
      return live.subscribers;
    },
    async drain() {
      draining = true;
      const deadline = Date.now() + DRAIN_MS;
      while (underWay > 0 && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 10));
      for (const socket of server.clients) socket.close(...CloseReason.GOING_AWAY);
      const closing = setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
      }, CLOSING_MS);
      await protocol.dispose();
      clearTimeout(closing);
    },
  };
}

/** The same checks as a request over HTTP gets. */
function admit(
  { admission }: SocketOptions,
  request: GraphQLRequest,
  contextValue: SocketOperation,
): ExecutionArgs | readonly GraphQLError[] {
  const document = admission.admit(request);
  if (!('definitions' in document)) return document;
  const { operationName, variables } = request;
  return { schema: admission.schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue };
}

/** The operation with the rights that its log-in has now; with none once it ended. */
async function executionOf({ database, bus, authenticator }: SocketOptions, args: ExecutionArgs): Promise<Execution> {
  const { loginId, caller } = args.contextValue as SocketOperation;
  const actor = await authenticator.actorOf(loginId);
  const { document, operationName, variableValues } = args;
  return { document, operationName, variables: { ...variableValues }, context: new Context(database, bus, actor, caller, noCookies) };
}

/** Ends one operation and not its socket, which has others. */
function refused({ watch }: SocketOptions, { contextValue, operationName }: ExecutionArgs, error: unknown): ExecutionResult {
  const result = { errors: [locatedError(error, undefined)] };
  watch.noteErrors(result, { requestId: (contextValue as SocketOperation).requestId, operation: operationName ?? undefined });
  return result;
}

/** A result with its errors as a client is told them. */
function told(result: ExecutionResult, report: ReportError): ExecutionResult {
  if (!result.errors) return result;
  return { ...result, errors: result.errors.map(error => formatError(error.toJSON(), error, report) as GraphQLError) };
}

function callerOf({ socket, headers }: IncomingMessage): Requester {
  const userAgent = headers['user-agent']?.slice(0, 300) ?? null;
  return { address: socket.remoteAddress ?? 'unknown', userAgent, requestId: requestIdOf(headers['x-request-id']) };
}

const noCookies = { refreshToken: undefined, set: () => undefined, clear: () => undefined };
