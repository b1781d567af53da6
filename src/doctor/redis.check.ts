import { aheadOf, checkClock } from './clock.check.js';
import { type Finding, fail, ok } from './finding.js';

const ANSWER_MS = 2_000;

/** The Redis at which servers meet. */
export async function checkRedis(url: string): Promise<Finding[]> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: ANSWER_MS, commandTimeout: ANSWER_MS, retryStrategy: () => null });
  let reason = 'it does not answer';
  redis.on('error', ({ message, code }: Error & { code?: string }) => {
    reason = message || code || reason;
  });
  try {
    await redis.connect();
    const ahead = await aheadOf(async () => millisecondsOf(await redis.time()));
    return [ok('Redis', 'It answers.'), checkClock('Redis', ahead)];
  } catch (error) {
    // Who connects is told only that the connection was closed; why, its listener hears.
    const why = reason === 'it does not answer' && error instanceof Error ? error.message : reason;
    return [
      fail('Redis', `It cannot be used: ${why}.`, 'Start it, or correct REDIS_URL; without it each server counts and looks by itself.'),
    ];
  } finally {
    redis.disconnect();
  }
}

function millisecondsOf([seconds, microseconds]: readonly (string | number)[]): number {
  return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
}
