import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Redis, RedisOptions as RedisConnectionOptions } from 'ioredis';
import { LocalThrottle, type Throttle, type ThrottleOptions } from '../throttle.js';
import { within } from '../within.js';
import type { Peers } from './peers.js';

/** What is not answered by then counts as lost. */
const ANSWER_MS = 500;
/** A connection over which nothing came for so long while something was asked is given up for a new one. */
const SILENT_MS = 2_000;
/** Who only listens asks nothing: the network is asked now and then whether the other end is there. */
const KEEP_ALIVE_MS = 5_000;
const CONNECT_MS = 2_000;
const RETRY_MS = 500;
const REPORT_MS = 60_000;

interface RedisOptions {
  readonly url: string;
  /** Servers that share a database share a prefix, and no others do. */
  readonly prefix: string;
}

type Report = (error: unknown) => void;

/** Meets the other servers at a Redis. While it is away each looks and counts by itself; it is asked for again all the time. */
export async function meetAtRedis({ url, prefix }: RedisOptions, report: Report): Promise<Peers> {
  const { Redis } = await import('ioredis');
  const connect = (options: RedisConnectionOptions) =>
    new Redis(url, {
      connectTimeout: CONNECT_MS,
      socketTimeout: SILENT_MS,
      keepAlive: KEEP_ALIVE_MS,
      retryStrategy: () => RETRY_MS,
      ...options,
    }).on('error', sometimes(report));
  const asking = connect({ commandTimeout: ANSWER_MS, enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  const listening = connect({ maxRetriesPerRequest: null });
  // A server that counted by itself at first would let too many pass; one that does not find it starts all the same.
  await within(
    CONNECT_MS,
    once(asking, 'ready').catch(() => undefined),
  );
  return new PeersAtRedis(asking, listening, prefix);
}

/** While it is away every try fails. */
function sometimes(report: Report): Report {
  let reportedAt = 0;
  return error => {
    if (Date.now() - reportedAt < REPORT_MS) return;
    reportedAt = Date.now();
    report(error);
  };
}

class PeersAtRedis implements Peers {
  readonly #self = randomUUID();
  readonly #channel: string;

  /** Who listens to a Redis can ask it nothing else: so there are two connections. */
  constructor(
    private readonly redis: Redis,
    private readonly listening: Redis,
    private readonly prefix: string,
  ) {
    this.#channel = `${prefix}:events`;
  }

  nudge(): void {
    this.redis.publish(this.#channel, this.#self).catch(() => undefined);
  }

  onNudge(listener: () => void): void {
    this.listening.on('message', (_channel, sender) => {
      if (sender !== this.#self) listener();
    });
    this.listening.subscribe(this.#channel).catch(() => undefined);
  }

  throttle(name: string, options: ThrottleOptions): Throttle {
    return new SharedThrottle(this.redis, `${this.prefix}:${name}`, options);
  }

  async answers(): Promise<boolean> {
    return this.redis.ping().then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    for (const connection of [this.redis, this.listening]) connection.disconnect();
  }
}

/** Counts at the Redis; here alone while that is away. What was let pass there is counted here too, so that nothing is let go of then. */
class SharedThrottle implements Throttle {
  readonly #here: LocalThrottle;

  constructor(
    private readonly redis: Redis,
    private readonly name: string,
    private readonly options: ThrottleOptions,
  ) {
    this.#here = new LocalThrottle(options);
  }

  async take(key: string): Promise<number> {
    try {
      const { limit, windowMs } = this.options;
      const wait = Number(await this.redis.eval(TAKE, 1, this.#keyOf(key), limit, windowMs));
      if (wait === 0) this.#here.take(key);
      return wait;
    } catch {
      return this.#here.take(key);
    }
  }

  giveBack(key: string): void {
    this.#here.giveBack(key);
    this.redis.eval(GIVE_BACK, 1, this.#keyOf(key)).catch(() => undefined);
  }

  /** Hashed, because it is whatever a client sent, or says who it is. */
  #keyOf(key: string): string {
    return `${this.name}:${createHash('sha256').update(key).digest('base64url')}`;
  }
}

const TAKE = `
  if tonumber(redis.call('get', KEYS[1]) or '0') >= tonumber(ARGV[1]) then return math.max(redis.call('pttl', KEYS[1]), 1) end
  if redis.call('incr', KEYS[1]) == 1 and redis.call('pttl', KEYS[1]) < 0 then redis.call('pexpire', KEYS[1], ARGV[2]) end
  return 0`;

const GIVE_BACK = `if tonumber(redis.call('get', KEYS[1]) or '0') > 0 then redis.call('decr', KEYS[1]) end return 0`;
