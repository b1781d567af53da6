import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, type ExecutionResult, type GraphQLError, type GraphQLFormattedError, locatedError } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Authenticator } from '../access/authenticator.js';
import type { Admission, GraphQLRequest } from '../admission/admission.js';
import { limits, refusalOfBody } from '../admission/limits.js';
import type { Refusals } from '../admission/refusals.js';
import type { Database } from '../database/database.js';
import { isAway, RequestError, unauthenticated } from '../errors/request-error.js';
import type { Bus } from '../events/bus.js';
import type { Relay } from '../events/relay.js';
import { type Caller, Context, NO_COOKIES } from '../graphql/context.js';
import { formatError, type ReportError } from '../graphql/error-format.js';
import type { Execution, Executor } from '../graphql/execution.js';
import { LiveOperations } from '../graphql/live.js';
import type { Operations } from '../graphql/operations.js';
import { type OperationWatch, originOf } from '../telemetry/operation-watch.js';
import { requestIdOf } from '../telemetry/request-id.js';
import { clientAddressOf } from './client-address.js';
import { CloseReason, type Closing, SocketLogins } from './socket-logins.js';
import { type Connection, SocketOperation, writePayload } from './socket-operation.js';
import { carry } from './socket-transport.js';

const OPERATIONS_PER_SOCKET = 50;
/** It is sent back with each answer. */
const LONGEST_OPERATION_ID = 128;
const DRAIN_MS = 5_000;
/** How long a client may take to answer that it was closed. */
const CLOSING_MS = 3_000;
const CONNECTION_INIT_MS = 5_000;

/** Nothing is compressed: a few bytes could come to gigabytes. The types do not know of `closeTimeout`. */
const socketServer: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  maxPayload: limits.bodyBytes,
  perMessageDeflate: false,
  closeTimeout: CLOSING_MS,
  handleProtocols,
};

interface SocketExtra extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  /** Until it is admitted. */
  request?: IncomingMessage;
  /** Once it is admitted. */
  connection?: Connection;
  /** How long the message is that is being handled. */
  bytes: number;
}

interface SocketOptions {
  readonly admission: Admission;
  readonly refusals: Refusals;
  readonly executor: Executor;
  readonly operations: Pick<Operations, 'execute'>;
  readonly database: Database;
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly relay: Relay;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: number;
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
  const server = new WebSocketServer(socketServer);
  const logins = new SocketLogins(options);
  const live = new LiveOperations({ executor, authenticator, backlog: relay, write: result => writePayload(told(result, report)) });
  let underWay = 0;
  let draining = false;

  const protocol = makeServer<Record<string, unknown>, SocketExtra>({
    connectionInitWaitTimeout: CONNECTION_INIT_MS,
    async onConnect(context) {
      const { connectionParams, extra } = context;
      const { socket, request } = extra;
      if (!request) return false;
      const actor = await logins.admit(socket, request, connectionParams);
      if (actor) {
        const caller = callerOf(request, options.trustedProxies);
        extra.connection = { socket, line: request.socket, sender: actor.id, loginId: actor.loginId, caller, operations: new Map() };
      }
      // They have been read, and would stay as long as the socket.
      Object.assign(context, { connectionParams: undefined });
      extra.request = undefined;
      return actor !== null;
    },
    onSubscribe({ extra: { connection, socket, bytes } }, operationId, payload) {
      // Whoever does not answer a close could go on asking: over a token that has expired, say.
      if (!connection || socket.readyState !== socket.OPEN) return [unauthenticated()];
      const reason = refusalOf(connection, operationId);
      if (!reason) return admit(options, payload, connection, operationId, bytes);
      socket.close(...reason);
      return [new RequestError('RATE_LIMITED', 'It came over a socket that was closed for it.')];
    },
    async execute(args) {
      const operation = args.contextValue as SocketOperation;
      underWay++;
      try {
        const result = await operations.execute(await executionOf(options, args), { extensions: operation.extensions });
        noteIfRefused(options, operation, result);
        return result;
      } catch (error) {
        return refused(options, args, error);
      } finally {
        underWay--;
        operation.ended();
      }
    },
    async subscribe(args) {
      const operation = args.contextValue as SocketOperation;
      try {
        const execution = await executionOf(options, args);
        const result = await live.subscribe(execution, operation);
        if (Symbol.asyncIterator in result) return result;
        operation.ended();
        noteIfRefused(options, operation, result);
        if (result.errors) watch.noteErrors(result, originOf(execution));
        return result;
      } catch (error) {
        operation.ended();
        return refused(options, args, error);
      }
    },
    onNext: (_ctx, _id, _payload, _args, result) => told(result, report),
    onError: (_ctx, _id, _payload, errors) => toldErrors(errors as readonly GraphQLError[], report),
  });
  server.on('connection', (socket, request) => {
    const extra: SocketExtra = { socket, request, bytes: 0 };
    const read = (message: Buffer) => readMessage(options, extra, message);
    carry({ protocol, socket, extra, read, failed: error => void report('INTERNAL_SERVER_ERROR', error, error) });
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
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** The text of a message that is to be parsed. */
function readMessage(options: SocketOptions, extra: SocketExtra, message: Buffer): string | undefined {
  const { socket, connection } = extra;
  extra.bytes = message.length;
  if (connection) return readRequest(options, connection, message);
  // Nobody needs more to say who they are.
  if (message.length <= limits.lightBytes) return String(message);
  socket.close(...CloseReason.INVALID_MESSAGE);
  return undefined;
}

/** What holds too much, or comes from somebody who is not listened to, is answered unread. */
function readRequest({ refusals, report }: SocketOptions, connection: Connection, message: Buffer): string | undefined {
  const { socket, sender } = connection;
  const deaf = message.length > limits.lightBytes ? refusals.of(sender) : undefined;
  const text = String(deaf ? message.subarray(0, BEGINNING_BYTES) : message);
  const refusal = deaf ?? refusalOfBody(text);
  if (!refusal) return text;
  refusals.note(sender, message.length);
  const id = OPERATION_ID.exec(text)?.[1];
  const closing = id === undefined ? CloseReason.INVALID_MESSAGE : refusalOf(connection, id);
  if (closing) socket.close(...closing);
  else socket.send(JSON.stringify({ id, type: 'error', payload: toldErrors([refusal], report) }));
  return undefined;
}

/** Where clients write the id, and how far it may reach. */
const BEGINNING_BYTES = 4 * LONGEST_OPERATION_ID;
const OPERATION_ID = /^\s*\{\s*"id"\s*:\s*"([^"\\]*)"/;

/** Why a socket is closed over one more operation, if it is. */
function refusalOf({ operations }: Connection, operationId: string): Closing | undefined {
  if (operationId.length > LONGEST_OPERATION_ID) return CloseReason.INVALID_OPERATION_ID;
  if (operations.has(operationId)) return CloseReason.OPERATION_EXISTS;
  return operations.size >= OPERATIONS_PER_SOCKET ? CloseReason.TOO_MANY_OPERATIONS : undefined;
}

/** The same checks as a request over HTTP gets. What passes them is under way from here on. */
function admit(
  { admission, refusals }: SocketOptions,
  request: GraphQLRequest & Partial<Pick<SocketOperation, 'extensions'>>,
  connection: Connection,
  operationId: string,
  bytes: number,
): ExecutionArgs | readonly GraphQLError[] {
  const { sender } = connection;
  const document = admission.admit(request, () => refusals.of(sender));
  if (!('definitions' in document)) {
    refusals.note(sender, bytes);
    return document;
  }
  const { operationName, variables } = request;
  const contextValue = new SocketOperation(connection, operationId, request.extensions, bytes);
  return { schema: admission.schema, document, operationName: operationName ?? null, variableValues: variables ?? {}, contextValue };
}

/** Without data nothing was carried out. That is for what was sent, unless the server could not. */
function noteIfRefused({ refusals }: SocketOptions, { sender, bytes }: SocketOperation, { data, errors }: ExecutionResult): void {
  if (data === undefined && !errors?.some(isAway)) refusals.note(sender, bytes);
}

/** The operation with the rights that its log-in has now; with none once it ended. */
async function executionOf({ database, bus, authenticator }: SocketOptions, args: ExecutionArgs): Promise<Execution> {
  const { loginId, caller } = args.contextValue as SocketOperation;
  const actor = await authenticator.actorOf(loginId);
  const { document, operationName, variableValues } = args;
  return { document, operationName, variables: { ...variableValues }, context: new Context(database, bus, actor, caller, NO_COOKIES) };
}

/** Ends one operation and not its socket, which has others. */
function refused({ watch }: SocketOptions, { contextValue, operationName }: ExecutionArgs, error: unknown): ExecutionResult {
  const result = { errors: [locatedError(error, undefined)] };
  watch.noteErrors(result, { requestId: (contextValue as SocketOperation).requestId, operation: operationName ?? undefined });
  return result;
}

/** A result with its errors as a client is told them. */
function told(result: ExecutionResult, report: ReportError): ExecutionResult {
  return result.errors ? { ...result, errors: toldErrors(result.errors, report) as readonly GraphQLError[] } : result;
}

function toldErrors(errors: readonly GraphQLError[], report: ReportError): readonly GraphQLFormattedError[] {
  return errors.map(error => formatError(error.toJSON(), error, report));
}

function callerOf(request: IncomingMessage, trustedProxies: number): Caller {
  const { headers } = request;
  return {
    address: clientAddressOf(request, trustedProxies),
    userAgent: headers['user-agent']?.slice(0, 300) ?? null,
    requestId: requestIdOf(headers['x-request-id']),
  };
}
