import { LocalThrottle, type Throttle, type ThrottleOptions } from '../throttle.js';

/** The other servers on the same database, and what they share with this one beside it. */
export interface Peers {
  /** Tells them that there is something new to read. Nothing is lost when it is: they also look by themselves. */
  nudge(): void;
  /** Calls `listener` when another server nudged. */
  onNudge(listener: () => void): void;
  /** Counts what is done on all of them; `name` tells throttles apart. */
  throttle(name: string, options: ThrottleOptions): Throttle;
  /** Whether what they share answers. */
  answers(): Promise<boolean>;
  close(): Promise<void>;
}

/** Nobody is known of: word of others comes by looking. */
export const noPeers: Peers = {
  nudge: () => undefined,
  onNudge: () => undefined,
  throttle: (_name, options) => new LocalThrottle(options),
  answers: async () => true,
  close: async () => undefined,
};
