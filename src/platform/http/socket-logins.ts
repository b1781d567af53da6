import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Actor } from '../access/actor.js';
import type { Authenticated, Authenticator } from '../access/authenticator.js';
import type { Bus } from '../events/bus.js';
import { accessTokenOf } from './cookies.js';

/** Why the server closes a socket, beside the reasons of the graphql-ws protocol. README.md says what each means to a client. */
export const CloseReason = {
  GOING_AWAY: [1001, 'Server is going away'],
  INVALID_MESSAGE: [4400, 'Invalid message received'],
  INVALID_OPERATION_ID: [4400, 'Invalid operation id'],
  UNAUTHENTICATED: [4401, 'Unauthenticated'],
  TOKEN_EXPIRED: [4401, 'Access token expired'],
  LOGIN_ENDED: [4403, 'Log-in ended'],
  TOO_SLOW: [4408, 'Too slow'],
  OPERATION_EXISTS: [4409, 'An operation with this id is under way'],
  TOO_MANY_OPERATIONS: [4429, 'Too many operations at once'],
  FAILED: [4500, 'Internal server error'],
} as const;

export type Closing = readonly [code: number, reason: string];

/** setTimeout counts in 31 bits. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface SocketLoginOptions {
  readonly authenticator: Authenticator;
  readonly bus: Bus;
  readonly allowedOrigins: readonly string[];
}

/** Who is behind each socket. A socket lives no longer than the token it came with and the log-in behind that. */
export class SocketLogins {
  readonly #sockets = new Map<string, Set<WebSocket>>();

  constructor(private readonly options: SocketLoginOptions) {
    options.bus.on('loginEnded', ({ loginId }) => {
      for (const socket of this.#sockets.get(loginId) ?? []) socket.close(...CloseReason.LOGIN_ENDED);
    });
  }

  /** Whom a socket speaks for; null closed it. */
  async admit(socket: WebSocket, request: IncomingMessage, parameters: Record<string, unknown> | undefined): Promise<Actor | null> {
    const authenticated = await this.#authenticate(request, parameters);
    if (!authenticated) {
      socket.close(...CloseReason.UNAUTHENTICATED);
      return null;
    }
    const { loginId } = authenticated.actor;
    this.#watch(socket, loginId, authenticated.until);
    // The log-in may have ended while its token was looked at, before anyone knew of this socket.
    const actor = await this.options.authenticator.actorOf(loginId);
    if (actor) return actor;
    socket.close(...CloseReason.LOGIN_ENDED);
    return null;
  }

  #watch(socket: WebSocket, loginId: string, until: number): void {
    const sockets = this.#sockets.get(loginId) ?? new Set();
    this.#sockets.set(loginId, sockets.add(socket));
    const expiry = setTimeout(() => socket.close(...CloseReason.TOKEN_EXPIRED), Math.min(until - Date.now(), LONGEST_TIMER_MS));
    socket.once('close', () => {
      clearTimeout(expiry);
      sockets.delete(socket);
      if (sockets.size === 0) this.#sockets.delete(loginId);
    });
  }

  /** A token in `connection_init`; else the browser's cookie, which counts only for a page of an origin that we know. */
  async #authenticate(request: IncomingMessage, parameters: Record<string, unknown> | undefined): Promise<Authenticated | null> {
    const { authenticator, allowedOrigins } = this.options;
    const given = parameters?.['authorization'] ?? parameters?.['Authorization'];
    if (typeof given === 'string') return authenticator.authenticate(given.replace(/^Bearer /i, ''));
    const token = accessTokenOf(request.headers.cookie);
    return token && isKnownOrigin(request, allowedOrigins) ? authenticator.authenticate(token) : null;
  }
}

/** Browsers send cookies to sockets whatever page opens them, so the page must be ours. */
function isKnownOrigin({ headers: { origin, host } }: IncomingMessage, allowed: readonly string[]): boolean {
  if (!origin || !URL.canParse(origin)) return false;
  return new URL(origin).host === host || allowed.includes(origin);
}
