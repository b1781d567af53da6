import { describe, expect, test, vi } from 'vitest';
import { RequestError } from '../../src/platform/errors/request-error.js';
import { Looking } from '../../src/platform/looking.js';
import { HOUR_MS } from '../support/time.js';

/** A look that ends when the test says so. */
function looking(everyMs = HOUR_MS) {
  const [ends, reported]: [PromiseWithResolvers<void>[], string[]] = [[], []];
  const work = vi.fn(() => {
    const end = Promise.withResolvers<void>();
    ends.push(end);
    return end.promise;
  });
  const it = new Looking({ work, everyMs, report: error => reported.push((error as Error).message) });
  const end = (error?: Error) => {
    const last = ends.at(-1);
    if (error) last?.reject(error);
    else last?.resolve();
  };
  /** One look from its beginning to this end of it. */
  const lookOnce = async (error?: Error) => {
    const count = work.mock.calls.length;
    const look = it.look();
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(count + 1));
    end(error);
    await look;
  };
  return { it, work, end, lookOnce, reported };
}

describe('whoever looks', () => {
  test('while a look is under way shares the next one', async () => {
    const { it, work, end } = looking();
    const first = it.look();
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1));
    const next = [it.look(), it.look()];
    expect(next[0]).toBe(next[1]);
    end();
    await first;
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
    end();
    await Promise.all(next);
    expect(work).toHaveBeenCalledTimes(2);
  });

  test('tells what goes on failing once, and again when it had gone well between', async () => {
    const { lookOnce, reported } = looking();
    for (const error of ['no', 'no', 'never', undefined, 'never']) await lookOnce(error ? new Error(error) : undefined);
    expect(reported).toEqual(['no', 'never', 'never']);
  });

  test('does not tell that the database is away', async () => {
    const { lookOnce, reported } = looking();
    await lookOnce(new RequestError('SERVICE_UNAVAILABLE', 'away'));
    expect(reported).toEqual([]);
  });

  test('looks again and again, until it is stopped', async () => {
    const work = vi.fn(async () => undefined);
    const it = new Looking({ work, everyMs: 1, report: () => undefined });
    it.start();
    await vi.waitFor(() => expect(work.mock.calls.length).toBeGreaterThan(3));
    await it.stop(HOUR_MS);
    const { length } = work.mock.calls;
    await it.look();
    expect(work).toHaveBeenCalledTimes(length + 1);
  });

  test('stops after the look that is under way, or without it when that takes too long', async () => {
    const { it, work, end } = looking();
    const look = it.look();
    await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(1));
    await it.stop(1);
    let stopped = false;
    const stopping = it.stop(HOUR_MS).then(() => {
      stopped = true;
    });
    await Promise.resolve();
    expect(stopped).toBe(false);
    end();
    await Promise.all([look, stopping]);
    expect(stopped).toBe(true);
  });
});
