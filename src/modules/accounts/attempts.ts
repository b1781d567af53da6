import { RequestError } from '../../platform/errors/request-error.js';
import { networkOf } from '../../platform/network.js';
import type { Peers } from '../../platform/peers/peers.js';
import type { Throttle } from '../../platform/throttle.js';
import { MINUTE_MS } from '../../platform/time/interval.js';

const WINDOW_MS = 5 * MINUTE_MS;
/** How long a token for a new password is good: whoever may not have another one mailed has one that works. */
export const RESET_MS = 30 * MINUTE_MS;
export const RESETS_AT_ONCE = 3;

/** How often somebody may try. What is refused here costs no password hash and no mail. */
export class Attempts {
  /** Of logging in, registering and using tokens, from one address, or network of IPv6. */
  readonly ofAddress: Throttle;
  /** Of a password, by one guesser: see `guesserOf`. */
  readonly ofPassword: Throttle;
  /** Of a code, by one guesser who knows the password already. */
  readonly ofCode: Throttle;
  /** Of mail for a new password, to one address of mail. */
  readonly ofReset: Throttle;
  /** Of mail to verify an address, by one user. */
  readonly ofVerification: Throttle;

  /** Of mail with an invitation, to one address of mail. */
  readonly ofInvitation: Throttle;

  constructor(peers: Pick<Peers, 'throttle'>) {
    this.ofAddress = byNetwork(peers.throttle('attempts-of-address', { limit: 100, windowMs: WINDOW_MS }));
    this.ofPassword = peers.throttle('attempts-of-account', { limit: 10, windowMs: WINDOW_MS });
    this.ofCode = peers.throttle('attempts-of-code', { limit: 5, windowMs: WINDOW_MS });
    this.ofReset = peers.throttle('mails-for-reset', { limit: RESETS_AT_ONCE, windowMs: RESET_MS });
    this.ofVerification = peers.throttle('mails-for-verification', { limit: 5, windowMs: 12 * WINDOW_MS });
    this.ofInvitation = peers.throttle('mails-for-invitation', { limit: 5, windowMs: 12 * WINDOW_MS });
  }
}

function byNetwork(throttle: Throttle): Throttle {
  return { take: address => throttle.take(networkOf(address)), giveBack: address => throttle.giveBack(networkOf(address)) };
}

/** Takes one attempt, or fails with RATE_LIMITED. */
export async function take(throttle: Throttle, key: string): Promise<void> {
  const wait = await throttle.take(key);
  if (wait > 0) {
    throw new RequestError('RATE_LIMITED', 'Too many attempts. Wait and try again.', { retryAfter: Math.ceil(wait / 1000) });
  }
}
