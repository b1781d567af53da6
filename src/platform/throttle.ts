import { LruMap } from './lru-map.js';

export interface ThrottleOptions {
  readonly limit: number;
  readonly windowMs: number;
  /** How many are remembered on one server. */
  readonly keys?: number;
}

/** Counts what one key did in a window of time that begins with its first deed. */
export interface Throttle {
  /** Takes one; answers 0, or how many milliseconds to wait when the limit is reached. */
  take(key: string): number | Promise<number>;
  /** Gives one back: the deed turned out to be harmless. */
  giveBack(key: string): void;
}

/** Counts what is done on this server. */
export class LocalThrottle implements Throttle {
  readonly #windows: LruMap<string, { count: number; endsAt: number }>;

  constructor(private readonly options: ThrottleOptions) {
    this.#windows = new LruMap(options.keys ?? 50_000);
  }

  /** What counts for more than one may go beyond the limit: it was done already. */
  take(key: string, count = 1, now = Date.now()): number {
    const wait = this.waitOf(key, now);
    if (wait > 0) return wait;
    const known = this.#windows.get(key);
    const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + this.options.windowMs };
    window.count += count;
    this.#windows.set(key, window);
    return 0;
  }

  /** How many milliseconds the next one waits; it is not taken. */
  waitOf(key: string, now = Date.now()): number {
    const window = this.#windows.get(key);
    return window && window.count >= this.options.limit ? Math.max(0, window.endsAt - now) : 0;
  }

  giveBack(key: string): void {
    const window = this.#windows.get(key);
    if (window && window.count > 0) window.count--;
  }
}
