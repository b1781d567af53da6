import type { Instant } from '../database/instant.js';
import { LruMap } from '../lru-map.js';
import { DAY_MS, type Interval } from './interval.js';

/** A day of a zone's calendar, from midnight to midnight: 23 to 25 hours, as the clocks go. */
export interface Day extends Interval {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** Days since 1970-01-01. */
  readonly number: number;
  /** No clock is changed in it: its hours are as far from its midnight as the wall clock says. */
  readonly even: boolean;
}

const KEPT_ZONES = 64;
const KEPT_DAYS = 500;
const EPOCH = new Temporal.PlainDate(1970, 1, 1);

/** The calendar of a time zone. Its days are remembered: asking Temporal takes microseconds each time. */
export class ZoneCalendar {
  readonly #days = new LruMap<number, Day>(KEPT_DAYS);

  constructor(private readonly timeZone: string) {}

  day(number: number): Day {
    const known = this.#days.get(number);
    if (known) return known;
    const date = EPOCH.add({ days: number });
    const midnight = this.#ask(date, 0);
    const start = midnight.epochMilliseconds;
    const end = this.#ask(date.add({ days: 1 }), 0).epochMilliseconds;
    const change = midnight.getTimeZoneTransition('next')?.epochMilliseconds;
    const even = end - start === DAY_MS && (change === undefined || change >= end);
    const day = { date: date.toString(), number, start, end, even };
    this.#days.set(number, day);
    return day;
  }

  /** The day that an instant falls on. */
  dayAt(instant: Instant): Day {
    const inUtc = Math.floor(instant / DAY_MS);
    for (const number of [inUtc, inUtc + 1, inUtc - 1]) {
      const day = this.day(number);
      if (day.start <= instant && instant < day.end && day.even) return day;
    }
    return this.day(EPOCH.until(zoned(instant, this.timeZone).toPlainDate()).days);
  }

  /** How long after the last midnight of the wall clock an instant is by that clock. */
  clockAt(instant: Instant): number {
    const { even, start, end } = this.dayAt(instant);
    // A clock that goes back over midnight comes to the day before once more.
    if (even && instant < end) return instant - start;
    const midnight = new Temporal.PlainTime();
    return midnight.until(zoned(instant, this.timeZone).toPlainTime()).total('milliseconds');
  }

  /** A time of a day by the wall clock; one that the clocks jump over is as much later, one that comes twice is the first. */
  instantAt(number: number, clock: number): Instant {
    if (clock >= DAY_MS) return this.instantAt(number + 1, clock - DAY_MS);
    const day = this.day(number);
    return day.even ? day.start + clock : this.#ask(Temporal.PlainDate.from(day.date), clock).epochMilliseconds;
  }

  #ask(date: Temporal.PlainDate, clock: number): Temporal.ZonedDateTime {
    const plainTime = new Temporal.PlainTime().add({ milliseconds: clock });
    return date.toZonedDateTime({ timeZone: this.timeZone, plainTime });
  }
}

const calendars = new LruMap<string, ZoneCalendar>(KEPT_ZONES);

export function calendarIn(timeZone: string): ZoneCalendar {
  let calendar = calendars.get(timeZone);
  if (!calendar) {
    calendar = new ZoneCalendar(timeZone);
    calendars.set(timeZone, calendar);
  }
  return calendar;
}

function zoned(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}
