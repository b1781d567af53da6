import { Redis } from 'ioredis';
import { unique } from './seed.js';

const given = process.env['TEST_REDIS_URL'];
const url = given ?? 'redis://127.0.0.1:6379';

/** The Redis of the tests. Where none is named and none is found, what needs one is left out. */
export const redisUrl = (await answers()) || given ? url : undefined;

/** Servers that meet, apart from those of every other test. */
export function meeting(at = url): { readonly url: string; readonly prefix: string } {
  return { url: at, prefix: unique('amphi-test') };
}

async function answers(): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, connectTimeout: 2_000, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return true;
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}
