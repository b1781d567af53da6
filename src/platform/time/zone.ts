import type { Instant } from '../database/instant.js';
import { DAY_MS, type Interval } from './interval.js';
import { closingMinute, MINUTES_PER_DAY, minuteOfDay, type OpeningHours } from './opening-hours.js';

/** The day that an instant falls on in a time zone. */
export function dayAt(instant: Instant, timeZone: string): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate();
}

/** From midnight to midnight: 23 to 25 hours, as the clocks go. */
export function wholeDay(day: Temporal.PlainDate, timeZone: string): Interval {
  return { start: instantAt(day, 0, timeZone), end: instantAt(day, MINUTES_PER_DAY, timeZone) };
}

/** `count` days, the first of them the one that `from` falls on. */
export function daysFrom(from: Instant, count: number, timeZone: string): Temporal.PlainDate[] {
  const first = dayAt(from, timeZone);
  return Array.from({ length: count }, (_, i) => first.add({ days: i }));
}

/** When a place with these hours is open during `range`; hours are the wall clock's, whatever daylight saving does to it. */
export function openings(hours: OpeningHours, timeZone: string, range: Interval): Interval[] {
  const found: Interval[] = [];
  const last = dayAt(range.end, timeZone);
  for (let day = dayAt(range.start, timeZone); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 })) {
    const start = Math.max(range.start, instantAt(day, minuteOfDay(hours.opensAt), timeZone));
    const end = Math.min(range.end, instantAt(day, closingMinute(hours), timeZone));
    if (start < end) found.push({ start, end });
  }
  return found;
}

export type Recurrence = 'ONCE' | 'DAILY' | 'WEEKLY';

const DAYS_BETWEEN = { DAILY: 1, WEEKLY: 7 } as const;

/** The occurrences that touch `range`, from the first on and for ever, each at the same time of the wall clock. */
export function occurrences(first: Interval, recurrence: Recurrence, timeZone: string, range: Interval): Interval[] {
  if (recurrence === 'ONCE') return first.start < range.end && range.start < first.end ? [first] : [];
  const step = DAYS_BETWEEN[recurrence];
  const start = zoned(first.start, timeZone);
  const end = zoned(first.end, timeZone);
  // Two steps early makes up for the hours that daylight saving adds and takes.
  let n = Math.max(0, Math.floor((range.start - first.end) / (step * DAY_MS)) - 2);
  const found: Interval[] = [];
  for (; ; n++) {
    const days = n * step;
    const at = start.add({ days }).epochMilliseconds;
    if (at >= range.end) return found;
    const until = end.add({ days }).epochMilliseconds;
    if (until > range.start && until > at) found.push({ start: at, end: until });
  }
}

function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}

/** A minute of a day by the wall clock; one that the clocks jump over is as much later, one that comes twice is the first. */
function instantAt(day: Temporal.PlainDate, minute: number, timeZone: string): Instant {
  const date = minute === MINUTES_PER_DAY ? day.add({ days: 1 }) : day;
  const time = { hour: Math.floor((minute % MINUTES_PER_DAY) / 60), minute: minute % 60 };
  return date.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
}
