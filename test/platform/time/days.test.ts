import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, type Interval, MINUTE_MS } from '../../../src/platform/time/interval.js';
import { closingMinute, minuteOfDay, type OpeningHours } from '../../../src/platform/time/opening-hours.js';
import { dayAt, daysFrom, occurrences, openings } from '../../../src/platform/time/zone.js';

/** The same functions as one writes them who need not hurry: every answer is Temporal's own. */
const plain = {
  zoned: (at: number, timeZone: string) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone),

  instantAt(date: Temporal.PlainDate, minute: number, timeZone: string): number {
    const time = { hour: Math.floor((minute % 1440) / 60), minute: minute % 60 };
    const on = minute === 1440 ? date.add({ days: 1 }) : date;
    return on.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  },

  dayAt(at: number, timeZone: string) {
    const date = plain.zoned(at, timeZone).toPlainDate();
    return { date: date.toString(), start: plain.instantAt(date, 0, timeZone), end: plain.instantAt(date, 1440, timeZone) };
  },

  openings(hours: OpeningHours, timeZone: string, range: Interval): Interval[] {
    const found: Interval[] = [];
    const last = plain.zoned(range.end, timeZone).toPlainDate();
    let date = plain.zoned(range.start, timeZone).toPlainDate();
    for (; Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
      const start = Math.max(range.start, plain.instantAt(date, minuteOfDay(hours.opensAt), timeZone));
      const end = Math.min(range.end, plain.instantAt(date, closingMinute(hours), timeZone));
      if (start < end) found.push({ start, end });
    }
    return found;
  },

  occurrences(first: Interval, step: number, timeZone: string, range: Interval): Interval[] {
    const found: Interval[] = [];
    for (let days = 0; ; days += step) {
      const start = plain.zoned(first.start, timeZone).add({ days }).epochMilliseconds;
      const end = plain.zoned(first.end, timeZone).add({ days }).epochMilliseconds;
      if (start >= range.end) return found;
      if (end > range.start && end > start) found.push({ start, end });
    }
  },
};

/** Where clocks were once changed in an unusual way: the zone and about when. */
const ODD = [
  ['America/St_Johns', '2006-10-29', 'a minute after midnight, back into the day before'],
  ['Pacific/Apia', '2011-12-30', 'a day that was left out'],
  ['Pacific/Kwajalein', '1993-08-21', 'another one'],
  ['Africa/Cairo', '2024-04-26', 'at midnight, forward'],
  ['America/Havana', '2024-11-03', 'at one, back to midnight'],
  ['America/Sao_Paulo', '2018-02-18', 'at midnight, back into the day before'],
  ['America/Toronto', '1919-03-30', 'half an hour before midnight, forward'],
  ['Australia/Lord_Howe', '2030-04-07', 'by half an hour'],
  ['Europe/Dublin', '2030-10-27', 'in winter it is summer time the other way round'],
  ['Africa/Casablanca', '2030-01-06', 'for Ramadan'],
  ['Antarctica/Troll', '2030-03-31', 'by two hours'],
  ['Asia/Manila', '1844-12-31', 'from one side of the date line to the other'],
  ['+05:45', '2030-06-04', 'never'],
  ['UTC', '2030-06-04', 'never, too'],
] as const;

const ORDINARY = ['Europe/Paris', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'];

const oddMoment = fc
  .tuple(fc.constantFrom(...ODD), fc.integer({ min: -3 * 24 * 60, max: 4 * 24 * 60 }))
  .map(([[timeZone, date], minute]) => ({ timeZone, at: Date.parse(`${date}T00:00Z`) + minute * MINUTE_MS }));

const ordinaryMoment = fc
  .tuple(fc.constantFrom(...ORDINARY), fc.integer({ min: -20 * 365 * 24 * 60, max: 80 * 365 * 24 * 60 }))
  .map(([timeZone, minute]) => ({ timeZone, at: minute * MINUTE_MS }));

const moment = fc.oneof(oddMoment, ordinaryMoment);
const minute = fc.integer({ min: 0, max: 1439 });
const clock = (it: number) => `${String(Math.floor(it / 60)).padStart(2, '0')}:${String(it % 60).padStart(2, '0')}`;
const runs = { numRuns: 2_000 };

describe('the calendar of a zone, whatever it remembers, says what Temporal says', () => {
  test('of the day of an instant', () => {
    fc.assert(
      fc.property(moment, ({ timeZone, at }) => {
        expect(dayAt(at, timeZone)).toMatchObject(plain.dayAt(at, timeZone));
        expect(dayAt(at + 1, timeZone)).toMatchObject(plain.dayAt(at + 1, timeZone));
      }),
      runs,
    );
  });

  test('of the days after one', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 40 }), ({ timeZone, at }, count) => {
        const first = Temporal.PlainDate.from(plain.dayAt(at, timeZone).date);
        const expected = Array.from({ length: count }, (_, i) => {
          const date = first.add({ days: i });
          return { date: `${date}`, start: plain.instantAt(date, 0, timeZone), end: plain.instantAt(date, 1440, timeZone) };
        });
        expect(daysFrom(at, count, timeZone)).toMatchObject(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('of opening hours', () => {
    fc.assert(
      fc.property(moment, minute, minute, fc.integer({ min: 1, max: 9 * 24 * 60 }), ({ timeZone, at }, opens, closes, long) => {
        const hours = { opensAt: clock(opens), closesAt: clock(closes) };
        const range = { start: at, end: at + long * MINUTE_MS };
        expect(openings(hours, timeZone, range)).toEqual(plain.openings(hours, timeZone, range));
      }),
      runs,
    );
  });

  test('of what recurs, also when it first came in an hour that the clocks change', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1, max: 30 * 60 }),
        fc.constantFrom('DAILY', 'WEEKLY'),
        fc.integer({ min: -3 * 24, max: 60 * 24 }),
        fc.integer({ min: 1, max: 10 * 24 }),
        ({ timeZone, at }, long, recurrence, later, hours) => {
          const first = { start: at, end: at + long * MINUTE_MS };
          const range = { start: at + later * HOUR_MS, end: at + (later + hours) * HOUR_MS };
          const step = recurrence === 'DAILY' ? 1 : 7;
          expect(occurrences(first, recurrence, timeZone, range)).toEqual(plain.occurrences(first, step, timeZone, range));
        },
      ),
      runs,
    );
  });

  test('of what first ended in the hour that came again after its day', () => {
    const first = { start: 1_162_080_000_000, end: 1_162_089_060_000 };
    const range = { start: first.start, end: first.start + 26 * HOUR_MS };
    const timeZone = 'America/St_Johns';
    expect(occurrences(first, 'DAILY', timeZone, range)).toEqual(plain.occurrences(first, 1, timeZone, range));
  });

  test.each(ODD)('around each change in %s: %s, %s', (timeZone, date) => {
    const around = Date.parse(`${date}T00:00Z`);
    for (let at = around - 2 * DAY_MS; at < around + 3 * DAY_MS; at += 15 * MINUTE_MS) {
      expect(dayAt(at, timeZone)).toMatchObject(plain.dayAt(at, timeZone));
      const range = { start: at, end: at + 26 * HOUR_MS };
      for (const [opensAt, closesAt] of [
        ['00:00', '00:00'],
        ['23:30', '23:45'],
        ['00:15', '02:45'],
      ] as const) {
        expect(openings({ opensAt, closesAt }, timeZone, range)).toEqual(plain.openings({ opensAt, closesAt }, timeZone, range));
      }
      for (const minutes of [1, 30, 26 * 60]) {
        const first = { start: at, end: at + minutes * MINUTE_MS };
        const week = { start: at, end: at + 8 * DAY_MS };
        expect(occurrences(first, 'DAILY', timeZone, week)).toEqual(plain.occurrences(first, 1, timeZone, week));
      }
    }
  });

  test('of more zones and days than it remembers', () => {
    const zones = Array.from(
      { length: 90 },
      (_, i) => `+${String(i % 14).padStart(2, '0')}:${String(Math.floor(i / 14) * 5).padStart(2, '0')}`,
    );
    for (let turn = 0; turn < 2; turn++) {
      for (const timeZone of zones) expect(dayAt(1e12, timeZone)).toMatchObject(plain.dayAt(1e12, timeZone));
      for (let day = 0; day < 600; day++) {
        const at = 1.9e12 + day * DAY_MS;
        expect(dayAt(at, 'Europe/Paris').date).toBe(plain.dayAt(at, 'Europe/Paris').date);
      }
    }
  });
});
