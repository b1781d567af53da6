import { describe, expect, test } from 'vitest';
import { LruMap } from '../../src/platform/lru-map.js';
import { LocalThrottle } from '../../src/platform/throttle.js';

describe('a throttle', () => {
  test('lets so many pass in a window, and says how long the next one waits', () => {
    const throttle = new LocalThrottle({ limit: 2, windowMs: 1_000 });
    expect([0, 100, 200, 999].map(now => throttle.take('a', 1, now))).toEqual([0, 0, 800, 1]);
    expect(throttle.take('a', 1, 1_000)).toBe(0);
  });

  test('counts every key for itself', () => {
    const throttle = new LocalThrottle({ limit: 1, windowMs: 1_000 });
    expect(['a', 'b', 'a', 'b'].map(key => throttle.take(key, 1, 0))).toEqual([0, 0, 1_000, 1_000]);
  });

  test('counts what is more than one for as many, and takes what goes beyond the limit whole', () => {
    const throttle = new LocalThrottle({ limit: 10, windowMs: 1_000 });
    expect([6, 7, 1].map(count => throttle.take('a', count, 0))).toEqual([0, 0, 1_000]);
    expect([throttle.waitOf('a', 400), throttle.waitOf('b', 400), throttle.waitOf('a', 1_000)]).toEqual([600, 0, 0]);
    expect([10, 1].map(count => throttle.take('a', count, 1_000))).toEqual([0, 1_000]);
  });

  test('takes back what turned out to be harmless, and never below nothing', () => {
    const throttle = new LocalThrottle({ limit: 1, windowMs: 1_000 });
    throttle.take('a', 1, 0);
    for (let i = 0; i < 5; i++) throttle.giveBack('a');
    expect([throttle.take('a', 1, 0), throttle.take('a', 1, 0)]).toEqual([0, 1_000]);
  });
});

describe('a map of the least recently used', () => {
  test('forgets what was not asked for the longest', () => {
    const map = new LruMap<string, number>(4);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect([...map]).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
  });
});
