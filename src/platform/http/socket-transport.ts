import type { Server as Protocol } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { CloseReason } from './socket-logins.js';

/** How often a client is asked whether it is there: one that does not answer until the next time is not. */
const KEEP_ALIVE_MS = 12_000;

export interface Carried<E extends object> {
  readonly protocol: Protocol<E>;
  readonly socket: WebSocket;
  readonly extra: E;
  /** The text of a message that is to be parsed; undefined where it was dealt with unread. */
  readonly read: (message: Buffer) => string | undefined;
  /** Takes note of what was thrown while a message was handled; the socket closes. */
  readonly failed: (error: unknown) => void;
}

/** Carries graphql-ws over a socket, as its own adapter for `ws` does; but before that a message cannot be looked at until it is parsed. */
export function carry<E extends object>({ protocol, socket, extra, read, failed }: Carried<E>): void {
  // `ws` has closed it with the code that says why.
  socket.on('error', () => undefined);
  let isThere = true;
  socket.on('pong', () => {
    isThere = true;
  });
  const keptAlive = setInterval(() => {
    if (!isThere) return socket.terminate();
    isThere = false;
    socket.ping();
  }, KEEP_ALIVE_MS);
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send: text =>
        new Promise((resolve, reject) => {
          if (socket.readyState !== socket.OPEN) resolve();
          else socket.send(text, error => (error ? reject(error) : resolve()));
        }),
      close: (code, reason) => socket.close(code, reason),
      onMessage(handle) {
        socket.on('message', async message => {
          try {
            const text = read(message as Buffer);
            if (text !== undefined) await handle(text);
          } catch (error) {
            failed(error);
            socket.close(...CloseReason.FAILED);
          }
        });
      },
    },
    extra,
  );
  socket.once('close', (code, reason) => {
    clearInterval(keptAlive);
    closed(code, String(reason)).catch(failed);
  });
}
