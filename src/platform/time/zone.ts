import type { Instant } from '../database/instant.js';
import { calendarIn, type Day } from './days.js';
import { DAY_MS, type Interval, MINUTE_MS } from './interval.js';
import { closingMinute, minuteOfDay, type OpeningHours } from './opening-hours.js';

/** The day that an instant falls on in a time zone. */
export function dayAt(instant: Instant, timeZone: string): Day {
  return calendarIn(timeZone).dayAt(instant);
}

/** `count` days, the first of them the one that `from` falls on. */
export function daysFrom(from: Instant, count: number, timeZone: string): Day[] {
  const calendar = calendarIn(timeZone);
  const first = calendar.dayAt(from).number;
  return Array.from({ length: count }, (_, i) => calendar.day(first + i));
}

/** When a place with these hours is open during `range`; hours are the wall clock's, whatever daylight saving does to it. */
export function openings(hours: OpeningHours, timeZone: string, range: Interval): Interval[] {
  const calendar = calendarIn(timeZone);
  const opens = minuteOfDay(hours.opensAt) * MINUTE_MS;
  const closes = closingMinute(hours) * MINUTE_MS;
  const found: Interval[] = [];
  const last = calendar.dayAt(range.end).number;
  for (let day = calendar.dayAt(range.start).number; day <= last; day++) {
    const start = Math.max(range.start, calendar.instantAt(day, opens));
    const end = Math.min(range.end, calendar.instantAt(day, closes));
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
  const start = recurring(first.start, timeZone);
  const end = recurring(first.end, timeZone);
  // Two steps early makes up for the hours that daylight saving adds and takes.
  let n = Math.max(0, Math.floor((range.start - first.end) / (step * DAY_MS)) - 2);
  const found: Interval[] = [];
  for (; ; n++) {
    const at = start(n * step);
    if (at >= range.end) return found;
    const until = end(n * step);
    if (until > range.start && until > at) found.push({ start: at, end: until });
  }
}

/** The same time of the wall clock, so many days later. */
function recurring(first: Instant, timeZone: string): (days: number) => Instant {
  const calendar = calendarIn(timeZone);
  const { number } = calendar.dayAt(first);
  const clock = calendar.clockAt(first);
  return days => (days === 0 ? first : calendar.instantAt(number + days, clock));
}

/** What the wall clock of a time zone shows: YYYY-MM-DDTHH:mm:ss. */
export function localTimeAt(instant: Instant, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' });
}

export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
