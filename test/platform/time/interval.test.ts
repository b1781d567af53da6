import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  covers,
  type Interval,
  intersect,
  MINUTE_MS,
  merge,
  nextQuarter,
  overlaps,
  QUARTER_MS,
  slotsIn,
  subtract,
  totalLength,
} from '../../../src/platform/time/interval.js';

const MINUTES = 240;

/** Some intervals within four hours, in any order, over each other or empty. */
const minute = fc.integer({ min: 0, max: MINUTES });
const interval = fc.tuple(minute, minute).map(([a, b]): Interval => ({ start: a * MINUTE_MS, end: b * MINUTE_MS }));
const intervals = fc.array(interval, { maxLength: 8 });

/** The model: which minutes are in. */
function minutesOf(list: readonly Interval[]): Set<number> {
  const minutes = new Set<number>();
  for (const { start, end } of list) for (let at = start / MINUTE_MS; at < end / MINUTE_MS; at++) minutes.add(at);
  return minutes;
}

function expectTidy(list: readonly Interval[]): void {
  for (const [i, { start, end }] of list.entries()) {
    expect(start).toBeLessThan(end);
    const before = list[i - 1];
    if (before) expect(before.end).toBeLessThan(start);
  }
}

describe('intervals are the minutes in them:', () => {
  test('merging keeps every minute, in order and in as few as can be', () => {
    fc.assert(
      fc.property(intervals, list => {
        const merged = merge(list);
        expectTidy(merged);
        expect(minutesOf(merged)).toEqual(minutesOf(list));
        expect(merge(merged)).toEqual(merged);
      }),
    );
  });

  test('what is in both', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const shared = intersect(a, b);
        expectTidy(shared);
        expect(minutesOf(shared)).toEqual(minutesOf(a).intersection(minutesOf(b)));
        expect(intersect(b, a)).toEqual(shared);
      }),
    );
  });

  test('what is in the one and not in the other', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const rest = subtract(a, b);
        expectTidy(rest);
        expect(minutesOf(rest)).toEqual(minutesOf(a).difference(minutesOf(b)));
      }),
    );
  });

  test('covered is what is in with every minute', () => {
    fc.assert(
      fc.property(intervals, interval, (list, inner) => {
        fc.pre(inner.start < inner.end);
        expect(covers(list, inner)).toBe(minutesOf([inner]).isSubsetOf(minutesOf(list)));
      }),
    );
  });

  test('two overlap where they share a minute, and may touch', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        fc.pre(a.start < a.end && b.start < b.end);
        expect(overlaps(a, b)).toBe(!minutesOf([a]).isDisjointFrom(minutesOf([b])));
      }),
    );
    expect(overlaps({ start: 0, end: 1 }, { start: 1, end: 2 })).toBe(false);
  });

  test('the length of all is the number of minutes, none counted twice', () => {
    fc.assert(
      fc.property(intervals, list => {
        expect(totalLength(list)).toBe(minutesOf(list).size * MINUTE_MS);
      }),
    );
  });
});

describe('slots', () => {
  test('follow one another from the first quarter of an hour in each free time on, as long as they fit', () => {
    fc.assert(
      fc.property(intervals, fc.integer({ min: 2, max: 8 }), (list, quarters) => {
        const length = quarters * QUARTER_MS;
        const expected: Interval[] = [];
        const free = minutesOf(list);
        const fits = (from: number) => Array.from({ length: quarters * 15 }, (_, i) => free.has(from + i)).every(Boolean);
        for (let at = 0; at < MINUTES; at++) {
          if (!free.has(at) || free.has(at - 1)) continue;
          let from = at;
          while (free.has(from) && from % 15 !== 0) from++;
          for (; fits(from); from += quarters * 15) {
            expected.push({ start: from * MINUTE_MS, end: from * MINUTE_MS + length });
          }
        }
        expect(slotsIn(list, length)).toEqual(expected);
      }),
    );
  });

  test('an instant on a quarter of an hour is its own next quarter', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), instant => {
        const next = nextQuarter(instant);
        expect(next % QUARTER_MS).toBe(0);
        expect(next - instant).toBeGreaterThanOrEqual(0);
        expect(next - instant).toBeLessThan(QUARTER_MS);
      }),
    );
  });
});
