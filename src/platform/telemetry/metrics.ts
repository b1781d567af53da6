import type { Peers } from '../peers/peers.js';
import { OperationSeries } from './operation-series.js';

/** What is counted as it happens, in plain fields: a request is counted in some nanoseconds, and whoever reads works it out. */
export class Metrics {
  httpRequests = 0;
  slowOperations = 0;
  readonly operations = new OperationSeries();
  /** What clients were told, by code. Codes are the server's own: there is no end of them that a client could choose. */
  readonly errors = new Counts();
  /** What throttles refused, by their names. */
  readonly throttled = new Counts();
}

/** How often each of a few names came. */
export class Counts {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  [Symbol.iterator](): Iterator<[string, number]> {
    return this.#counts[Symbol.iterator]();
  }
}

/** The same peers, whose throttles are counted where they refuse. */
export function countThrottled(peers: Peers, { throttled }: Metrics): Peers {
  return {
    nudge: () => peers.nudge(),
    onNudge: listener => peers.onNudge(listener),
    answers: () => peers.answers(),
    close: () => peers.close(),
    throttle(name, options) {
      const throttle = peers.throttle(name, options);
      return {
        async take(key) {
          const wait = await throttle.take(key);
          if (wait > 0) throttled.add(name);
          return wait;
        },
        giveBack: key => throttle.giveBack(key),
      };
    },
  };
}
