import 'reflect-metadata';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bookableTime,
  type Calendar,
  calendarOf,
  isBookable,
  obstaclesTo,
  openTime,
} from '../../../src/modules/resources/bookable-time.js';
import { covers, DAY_MS, HOUR_MS, type Interval, QUARTER_MS } from '../../../src/platform/time/interval.js';

const ZONES = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'UTC'];
/** Days around which somebody’s clocks change. */
const STARTS = ['2030-03-09', '2030-03-30', '2030-06-03', '2030-10-26', '2030-11-02'].map(day => Date.parse(`${day}T00:00Z`));

const text = (quarter: number) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

const hours = fc
  .tuple(fc.integer({ min: 0, max: 94 }), fc.integer({ min: 1, max: 96 }))
  .map(([opens, length]) => ({ opensAt: text(opens), closesAt: text(Math.min(opens + length, 96) % 96) }));

const scene = fc.constantFrom(...STARTS).chain(start => {
  const window = fc.tuple(fc.integer({ min: -96 * 9, max: 96 * 4 }), fc.integer({ min: 1, max: 95 })).chain(([from, length]) =>
    fc.record({
      kind: fc.constantFrom('NORMAL' as const, 'MAINTENANCE' as const, 'SPECIAL_EVENT' as const),
      recurrence: fc.constantFrom('ONCE' as const, 'DAILY' as const, 'WEEKLY' as const),
      startsAt: fc.constant(start + from * QUARTER_MS),
      endsAt: fc.constant(start + (from + length) * QUARTER_MS),
    }),
  );
  return fc.record({
    range: fc.constant({ start, end: start + 3 * DAY_MS }),
    calendar: fc.record({
      timeZone: fc.constantFrom(...ZONES),
      hours: fc.option(hours),
      windows: fc.array(window, { maxLength: 4 }),
    }) satisfies fc.Arbitrary<Calendar>,
  });
});

test('what can be booked is what is bookable with every moment of it, whatever the calendar', () => {
  fc.assert(
    fc.property(scene, fc.nat({ max: 96 * 3 - 2 }), fc.integer({ min: 1, max: 40 }), ({ range, calendar }, from, length) => {
      const start = range.start + from * QUARTER_MS;
      const wanted: Interval = { start, end: Math.min(start + length * QUARTER_MS, range.end) };
      expect(isBookable(calendar, wanted)).toBe(covers(bookableTime(calendar, range), wanted));
    }),
    { numRuns: 300 },
  );
});

test('each quarter of an hour is bookable where it is open, inside a normal window if there are any, and not blocked', () => {
  fc.assert(
    fc.property(scene, ({ range, calendar }) => {
      const bookable = bookableTime(calendar, range);
      for (let start = range.start; start < range.end; start += QUARTER_MS) {
        const quarter = { start, end: start + QUARTER_MS };
        const { closed, notOffered, blocked } = obstaclesTo(calendar, quarter);
        expect(covers(bookable, quarter)).toBe(!closed && !notOffered && !blocked);
      }
    }),
    { numRuns: 30 },
  );
});

test('a range looked at in parts is the same as looked at as a whole', () => {
  fc.assert(
    fc.property(scene, fc.integer({ min: 1, max: 71 }), ({ range, calendar }, hour) => {
      const middle = range.start + hour * HOUR_MS;
      const parts = [
        ...bookableTime(calendar, { start: range.start, end: middle }),
        ...bookableTime(calendar, { start: middle, end: range.end }),
      ];
      const whole = bookableTime(calendar, range);
      expect(parts.reduce((sum, it) => sum + it.end - it.start, 0)).toBe(whole.reduce((sum, it) => sum + it.end - it.start, 0));
      for (const part of parts) expect(covers(whole, part)).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('opening hours bind rooms only: their own if they have both, else their site’s', () => {
  const site = { timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };
  const own = { opensAt: '10:00', closesAt: '12:00' };
  const none = { opensAt: null, closesAt: null };
  expect(calendarOf({ kind: 'ROOM', ...own }, site, []).hours).toEqual(own);
  expect(calendarOf({ kind: 'ROOM', ...none }, site, []).hours).toMatchObject({ opensAt: '08:00', closesAt: '20:00' });
  for (const kind of ['EQUIPMENT', 'VEHICLE']) {
    const calendar = calendarOf({ kind, ...none }, site, []);
    expect(calendar.hours).toBeNull();
    expect(openTime(calendar, { start: 0, end: 1 })).toEqual([{ start: 0, end: 1 }]);
  }
});
