import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Sqlite from 'better-sqlite3';
import { WebSocketServer } from 'ws';
import { callersOf } from './callers.js';
import { answersOf } from './limit.answers.js';
import { serve } from './serve.js';

/**
 * What the machine can do: node:http, prepared statements and JSON, and nothing between them. It knows the operations of the bench by
 * their names and does not read their text.
 */
await serve(async ({ file, secret }) => {
  const db = new Sqlite(file);
  // As the app: synced at every commit.
  for (const setting of ['synchronous = full', 'foreign_keys = on', 'mmap_size = 268435456', 'cache_size = -65536']) db.pragma(setting);
  const callerOf = callersOf(db, secret);
  const sockets = new WebSocketServer({ noServer: true });
  // Every subscriber gets the same buffer.
  const answers = answersOf(db, reservationChanged => {
    if (sockets.clients.size === 0) return;
    const message = Buffer.from(JSON.stringify({ id: '1', type: 'next', payload: { data: { reservationChanged } } }));
    for (const socket of sockets.clients) socket.send(message, { binary: false });
  });
  const server = createServer((request, response) => {
    const caller = callerOf(request.headers.authorization);
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const { operationName, variables } = JSON.parse((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString());
      const answer = caller && answers[operationName]?.(variables as never, caller);
      const body = answer ?? '{"errors":[{"message":"Who are you?"}]}';
      response.writeHead(answer ? 200 : 401, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (callerOf(request.headers.authorization)) sockets.handleUpgrade(request, socket, head, () => undefined);
    else socket.destroy();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
