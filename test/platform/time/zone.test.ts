import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../../src/platform/time/interval.js';
import { dayAt, daysFrom, occurrences, openings } from '../../../src/platform/time/zone.js';
import { wallClock } from '../../support/slots.js';

const ZONES = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu'] as const;

/** In 2030: when the clocks are changed, and by how much that day is shorter or longer. */
const CHANGES = [
  ['Europe/Paris', '2030-03-31', 23],
  ['Europe/Paris', '2030-10-27', 25],
  ['America/New_York', '2030-03-10', 23],
  ['America/New_York', '2030-11-03', 25],
] as const;

const day = (date: string) => Temporal.PlainDate.from(date);
/** The day of the calendar, by an instant at its noon. */
const wholeDay = (date: Temporal.PlainDate, timeZone: string) =>
  dayAt(date.toZonedDateTime({ timeZone, plainTime: '12:00' }).epochMilliseconds, timeZone);
const instant = (text: string) => Date.parse(text);

function clockAt(at: number, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainTime().toString().slice(0, 5);
}

describe('a day', () => {
  test.each(CHANGES)('in %s on %s has its own length', (timeZone, date, hours) => {
    const { start, end } = wholeDay(day(date), timeZone);
    expect(end - start).toBe(hours * HOUR_MS);
    expect([clockAt(start, timeZone), clockAt(end, timeZone)]).toEqual(['00:00', '00:00']);
  });

  test('has 24 hours in Kathmandu on every day of the year, and begins at a quarter past six in the evening in UTC', () => {
    for (let it = day('2030-01-01'); it.year === 2030; it = it.add({ days: 1 })) {
      const { start, end } = wholeDay(it, 'Asia/Kathmandu');
      expect(end - start).toBe(24 * HOUR_MS);
      expect(new Date(start).toISOString()).toContain('T18:15:00');
    }
  });

  test.each(ZONES)('in %s follows the one before without a gap, and every instant is in the day it falls on', timeZone => {
    fc.assert(
      fc.property(fc.integer({ min: instant('2030-01-01T00:00Z'), max: instant('2031-01-01T00:00Z') }), at => {
        const { date, start, end } = dayAt(at, timeZone);
        expect(start).toBeLessThanOrEqual(at);
        expect(at).toBeLessThan(end);
        expect(wholeDay(day(date).add({ days: 1 }), timeZone).start).toBe(end);
      }),
    );
  });

  test('is counted on from the one that an instant falls on', () => {
    const days = daysFrom(instant('2030-03-30T23:30Z'), 3, 'Europe/Paris').map(it => it.date);
    expect(days).toEqual(['2030-03-31', '2030-04-01', '2030-04-02']);
  });
});

describe('opening hours', () => {
  const minutes = fc.integer({ min: 0, max: 95 }).map(it => it * 15);
  const text = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

  test.each(ZONES)('in %s are what the clock on the wall says, minute by minute, away from the hours that change', timeZone => {
    fc.assert(
      fc.property(
        // Clocks change before four: hours from four on exist once on every day.
        fc.tuple(fc.integer({ min: 16, max: 94 }), fc.integer({ min: 1, max: 80 })),
        fc.constantFrom('2030-03-10', '2030-03-31', '2030-06-04', '2030-10-27', '2030-11-03'),
        minutes,
        fc.integer({ min: 1, max: 3_000 }),
        ([opens, length], date, from, long) => {
          const closes = Math.min(opens + length, 96) * 15;
          const hours = { opensAt: text(opens * 15), closesAt: text(closes % 1440) };
          const start = wholeDay(day(date), timeZone).start + from * MINUTE_MS;
          const range = { start, end: start + long * MINUTE_MS };
          const open = openings(hours, timeZone, range);
          for (let at = range.start; at < range.end; at += 15 * MINUTE_MS) {
            const [hour = 0, minute = 0] = clockAt(at, timeZone).split(':').map(Number);
            const now = hour * 60 + minute;
            expect(open.some(it => it.start <= at && at < it.end)).toBe(opens * 15 <= now && now < closes);
          }
          for (const it of open) expect(range.start <= it.start && it.end <= range.end).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each(CHANGES)('around the clock in %s are one day after the other, also on %s with %i hours', (timeZone, date) => {
    const range = { start: wholeDay(day(date).subtract({ days: 1 }), timeZone).start, end: wholeDay(day(date), timeZone).end };
    const open = openings({ opensAt: '00:00', closesAt: '00:00' }, timeZone, range);
    expect(open).toHaveLength(2);
    expect(open[0]?.end).toBe(open[1]?.start);
    expect([open[0]?.start, open[1]?.end]).toEqual([range.start, range.end]);
  });

  test('that close at midnight end where the next day begins', () => {
    const range = wholeDay(day('2030-06-04'), 'Europe/Paris');
    const open = openings({ opensAt: '18:00', closesAt: '00:00' }, 'Europe/Paris', range);
    expect(open).toEqual([{ start: instant(wallClock('2030-06-04T18:00')), end: range.end }]);
  });

  test('in an hour that the clocks jump over come as much later, and those that are over before they begin are none', () => {
    const range = wholeDay(day('2030-03-31'), 'Europe/Paris');
    const open = (opensAt: string, closesAt: string) => openings({ opensAt, closesAt }, 'Europe/Paris', range);
    expect(open('02:00', '02:30')).toEqual([{ start: instant('2030-03-31T01:00Z'), end: instant('2030-03-31T01:30Z') }]);
    expect(open('01:00', '04:00')).toEqual([{ start: instant('2030-03-31T00:00Z'), end: instant('2030-03-31T02:00Z') }]);
    expect(open('02:30', '03:15')).toEqual([]);
  });

  test('in an hour that comes twice begin and end with its first coming', () => {
    const range = wholeDay(day('2030-11-03'), 'America/New_York');
    const open = (opensAt: string, closesAt: string) => openings({ opensAt, closesAt }, 'America/New_York', range);
    expect(open('01:30', '03:00')).toEqual([{ start: instant('2030-11-03T05:30Z'), end: instant('2030-11-03T08:00Z') }]);
    expect(open('00:00', '01:30')).toEqual([{ start: instant('2030-11-03T04:00Z'), end: instant('2030-11-03T05:30Z') }]);
  });
});

describe('what recurs', () => {
  const date = fc.integer({ min: 0, max: 700 }).map(days => day('2029-06-01').add({ days }));

  test.each(ZONES)('in %s comes every day or week at the same time of the wall clock, and no occurrence is missed', timeZone => {
    fc.assert(
      fc.property(
        date,
        fc.integer({ min: 16, max: 90 }),
        fc.integer({ min: 1, max: 80 }),
        fc.constantFrom('DAILY', 'WEEKLY'),
        date,
        fc.integer({ min: 1, max: 40 * 24 }),
        (first, from, quarters, recurrence, seen, hours) => {
          const clock = Temporal.PlainTime.from({ hour: Math.floor(from / 4), minute: (from % 4) * 15 });
          const start = first.toZonedDateTime({ timeZone, plainTime: clock });
          const end = start.add({ minutes: quarters * 15 });
          // Its end must not fall into an hour that the clocks change, where lengths differ.
          fc.pre(end.hour >= 4);
          const range = { start: seen.toZonedDateTime(timeZone).epochMilliseconds, end: 0 };
          range.end = range.start + hours * HOUR_MS;
          const expected = [];
          const step = recurrence === 'DAILY' ? 1 : 7;
          for (let n = 0; ; n += step) {
            const at = { start: start.add({ days: n }).epochMilliseconds, end: end.add({ days: n }).epochMilliseconds };
            if (at.start >= range.end) break;
            if (at.end > range.start) expected.push(at);
          }
          const window = { start: start.epochMilliseconds, end: end.epochMilliseconds };
          const found = occurrences(window, recurrence, timeZone, range);
          expect(found).toEqual(expected);
          for (const it of found) expect(clockAt(it.start, timeZone)).toBe(clock.toString().slice(0, 5));
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each(CHANGES)('daily in %s keeps its time of the wall clock on %s', (timeZone, date) => {
    const first = day(date).subtract({ days: 3 });
    const at = (time: string) => instant(wallClock(`${first}T${time}`, timeZone));
    const found = occurrences({ start: at('12:00'), end: at('14:00') }, 'DAILY', timeZone, wholeDay(day(date), timeZone));
    expect(found.map(it => [clockAt(it.start, timeZone), clockAt(it.end, timeZone)])).toEqual([['12:00', '14:00']]);
  });

  test('in an hour that does not exist on some day comes as much later that day', () => {
    const first = { start: instant(wallClock('2030-03-24T02:15')), end: instant(wallClock('2030-03-24T02:45')) };
    const found = occurrences(first, 'WEEKLY', 'Europe/Paris', wholeDay(day('2030-03-31'), 'Europe/Paris'));
    expect(found).toEqual([{ start: instant('2030-03-31T01:15Z'), end: instant('2030-03-31T01:45Z') }]);
  });

  test('once comes once', () => {
    const first = { start: instant('2030-06-04T08:00Z'), end: instant('2030-06-04T10:00Z') };
    const during = (start: string, end: string) => occurrences(first, 'ONCE', 'Europe/Paris', { start: instant(start), end: instant(end) });
    expect(during('2030-06-04T00:00Z', '2030-06-05T00:00Z')).toEqual([first]);
    expect(during('2030-06-05T00:00Z', '2030-06-06T00:00Z')).toEqual([]);
    expect(during('2030-06-04T10:00Z', '2030-06-04T11:00Z')).toEqual([]);
    expect(during('2030-06-04T07:00Z', '2030-06-04T08:00Z')).toEqual([]);
  });

  test('never comes before its first time, and is found at once however long ago that was', () => {
    const first = { start: instant('1990-01-01T08:00Z'), end: instant('1990-01-01T10:00Z') };
    const range = { start: instant('2030-06-04T00:00Z'), end: instant('2030-06-05T00:00Z') };
    expect(occurrences(first, 'DAILY', 'Asia/Kathmandu', range)).toHaveLength(1);
    const before = { start: instant('1980-01-01T00:00Z'), end: instant('1990-01-01T08:00Z') };
    expect(occurrences(first, 'DAILY', 'Asia/Kathmandu', before)).toEqual([]);
  });
});
