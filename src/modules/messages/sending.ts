import type { Actor } from '../../platform/access/actor.js';
import type { Peers } from '../../platform/peers/peers.js';
import type { Throttle } from '../../platform/throttle.js';
import { MINUTE_MS } from '../../platform/time/interval.js';
import { take } from '../accounts/attempts.js';

export const MOST_A_MINUTE = 30;

/** How often somebody may send. */
export class Sending {
  readonly #messages: Throttle;

  constructor(peers: Pick<Peers, 'throttle'>) {
    this.#messages = peers.throttle('messages', { limit: MOST_A_MINUTE, windowMs: MINUTE_MS });
  }

  /** Sends a message, unless there were too many: RATE_LIMITED. One that was refused, or only tried, does not count. */
  async count<R>(actor: Actor, dryRun: boolean, send: () => Promise<R>): Promise<R> {
    await take(this.#messages, actor.id);
    let counts = false;
    try {
      const sent = await send();
      counts = !dryRun;
      return sent;
    } finally {
      if (!counts) this.#messages.giveBack(actor.id);
    }
  }
}
