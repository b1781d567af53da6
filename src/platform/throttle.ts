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

  take(key: string, now = Date.now()): number {
    const known = this.#windows.get(key);
    const window = known && known.endsAt > now ? known : { count: 0, endsAt: now + this.options.windowMs };
    if (window.count >= this.options.limit) return window.endsAt - now;
    window.count++;
    this.#windows.set(key, window);
    return 0;
  }

  giveBack(key: string): void {
    const window = this.#windows.get(key);
    if (window && window.count > 0) window.count--;
  }
}
