import type { Operation } from '../operations.js';
import { Connection, postOf } from './connection.js';
import type { Request } from './protocol.js';
import { LeanWebSocket } from './web-socket.js';

export type SocketCommand =
  /** Opens sockets, one for each token. A subscription is sent as graphql-ws sends it; without one the server tells whoever is connected. */
  | { readonly kind: 'open'; readonly url: string; readonly tokens: readonly string[]; readonly subscription: Operation | null }
  | { readonly kind: 'change'; readonly url: string; readonly request: Request };

/** What came of one change. Milliseconds from the moment at which it was asked for. */
export interface Change {
  readonly arrivals: readonly number[];
  /** How many sockets were sent each message. */
  readonly messages: Readonly<Record<string, number>>;
}

export type SocketReply = { readonly opened: number } | { readonly change: Change } | { readonly failed: string };

const AT_A_TIME = 50;
const PATIENCE_MS = 10_000;
const SETTLING_MS = 500;

const sockets: LeanWebSocket[] = [];
let arrivals: number[] = [];
let messages = new Map<string, number>();
let changedAt = 0;
let complete: () => void = () => undefined;

process.on('message', (command: SocketCommand) => {
  const work = command.kind === 'open' ? openAll(command) : change(command);
  work.then(
    reply => process.send?.(reply),
    error => process.send?.({ failed: String(error) } satisfies SocketReply),
  );
});
process.on('disconnect', () => process.exit());

async function openAll({ url, tokens, subscription }: Extract<SocketCommand, { kind: 'open' }>): Promise<SocketReply> {
  for (const { socket } of sockets.splice(0)) socket.destroy();
  for (let i = 0; i < tokens.length; i += AT_A_TIME) {
    const opened = await Promise.all(tokens.slice(i, i + AT_A_TIME).map(token => openOne(new URL(url), token, subscription)));
    sockets.push(...opened);
  }
  await new Promise(resolve => setTimeout(resolve, SETTLING_MS));
  return { opened: sockets.length };
}

async function openOne(url: URL, token: string, subscription: Operation | null): Promise<LeanWebSocket> {
  const acknowledged = Promise.withResolvers<void>();
  const socket = await LeanWebSocket.open(url, token, message => {
    if (changedAt > 0) hear(message);
    else if (message.includes('"connection_ack"')) acknowledged.resolve();
  });
  if (!subscription) return socket;
  socket.socket.once('close', () => acknowledged.reject(new Error('the server closed a socket')));
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await acknowledged.promise;
  socket.send({ id: '1', type: 'subscribe', payload: subscription });
  return socket;
}

function hear(message: Buffer): void {
  arrivals.push(performance.now() - changedAt);
  const text = message.toString();
  messages.set(text, (messages.get(text) ?? 0) + 1);
  if (arrivals.length === sockets.length) complete();
}

async function change({ url, request }: Extract<SocketCommand, { kind: 'change' }>): Promise<SocketReply> {
  const connection = await Connection.open(new URL(url));
  arrivals = [];
  messages = new Map();
  const heard = new Promise<void>(resolve => {
    complete = resolve;
    setTimeout(resolve, PATIENCE_MS).unref();
  });
  changedAt = performance.now();
  const [answer] = await Promise.all([connection.send(postOf(new URL(url), request.token, request.body)), heard]);
  if (answer.status !== 200 || !answer.body.includes('"errors":[]')) throw new Error(`the change failed: ${answer.body}`);
  changedAt = 0;
  connection.close();
  return { change: { arrivals, messages: Object.fromEntries(messages) } };
}
