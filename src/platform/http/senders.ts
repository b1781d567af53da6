import type { FastifyRequest } from 'fastify';
import type { Authenticator } from '../access/authenticator.js';
import { limits } from '../admission/limits.js';
import type { Refusals } from '../admission/refusals.js';
import type { RequestError } from '../errors/request-error.js';
import { networkOf } from '../network.js';
import { tokenIn } from './access-token.js';
import { clientAddressOf } from './client-address.js';

interface SenderOptions {
  readonly refusals: Refusals;
  readonly authenticator: Pick<Authenticator, 'holderOf'>;
  readonly trustedProxies: number;
}

/** Whom requests come from, and what was refused of them: a user by the token, a visitor by the network. Nothing is read for it. */
export class Senders {
  constructor(private readonly options: SenderOptions) {}

  /** Why nothing new is looked at from whoever sent this, if so. */
  notListening(request: FastifyRequest): RequestError | undefined {
    return this.options.refusals.of(this.#senderOf(request));
  }

  /** The same before the body is read: why it is not going to be. */
  notReading(request: FastifyRequest): RequestError | undefined {
    return bytesOf(request) > limits.lightBytes ? this.notListening(request) : undefined;
  }

  noteRefusal(request: FastifyRequest): void {
    const bytes = bytesOf(request);
    this.options.refusals.note(this.#senderOf(request), Number.isFinite(bytes) ? bytes : limits.lightBytes);
  }

  #senderOf({ headers, raw }: FastifyRequest): string {
    const { authenticator, trustedProxies } = this.options;
    const token = tokenIn(headers);
    return (token && authenticator.holderOf(token)) || networkOf(clientAddressOf(raw, trustedProxies));
  }
}

/** What comes in chunks may come to any number. */
function bytesOf({ method, headers, url }: FastifyRequest): number {
  return method === 'POST' ? Number(headers['content-length'] ?? Number.POSITIVE_INFINITY) : url.length;
}
