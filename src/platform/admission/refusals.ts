import { RequestError } from '../errors/request-error.js';
import { LocalThrottle } from '../throttle.js';
import { MINUTE_MS } from '../time/interval.js';
import { limits } from './limits.js';

/** What a refusal counts for, however short the request: a client that makes a mistake some times a second is still listened to. */
const LEAST_BYTES = 1024;

/**
 * What was refused of each sender, a user or the network of a visitor, in bytes. To refuse takes time from everybody else: so whoever had
 * `limits.refusedBytes` of it is not listened to for the rest of the minute, but for what is light and asks what was let in before. Each
 * server counts for itself: it is its own time.
 */
export class Refusals {
  readonly #bytes = new LocalThrottle({ limit: limits.refusedBytes, windowMs: MINUTE_MS });

  note(sender: string, bytes: number): void {
    this.#bytes.take(sender, Math.max(bytes, LEAST_BYTES));
  }

  /** What a sender is told who is not listened to. */
  of(sender: string): RequestError | undefined {
    const wait = this.#bytes.waitOf(sender);
    if (wait === 0) return undefined;
    const message = 'Much of what you sent was refused. Until you have waited, only what was let in before is answered.';
    return new RequestError('RATE_LIMITED', message, { http: { status: 429 }, retryAfter: Math.ceil(wait / 1000) });
  }
}
