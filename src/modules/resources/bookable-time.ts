import { covers, type Interval, intersect, overlaps, subtract } from '../../platform/time/interval.js';
import type { OpeningHours } from '../../platform/time/opening-hours.js';
import { occurrences, openings, type Recurrence } from '../../platform/time/zone.js';

/** What decides when a resource can be reserved at all, whoever has reserved it already. */
export interface Calendar {
  readonly timeZone: string;
  /** Null for what opening hours do not bind. */
  readonly hours: OpeningHours | null;
  readonly windows: readonly CalendarWindow[];
}

export interface CalendarWindow {
  readonly kind: 'NORMAL' | 'MAINTENANCE' | 'SPECIAL_EVENT';
  readonly startsAt: number;
  readonly endsAt: number;
  readonly recurrence: Recurrence;
}

interface ResourceFacts {
  readonly kind: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

interface SiteFacts extends OpeningHours {
  readonly timeZone: string;
}

/** Opening hours bind rooms only: their own if they have any, else their site's. */
export function calendarOf(resource: ResourceFacts, site: SiteFacts, windows: readonly CalendarWindow[]): Calendar {
  const { opensAt, closesAt } = resource;
  const own = opensAt != null && closesAt != null ? { opensAt, closesAt } : site;
  return { timeZone: site.timeZone, hours: resource.kind === 'ROOM' ? own : null, windows };
}

/** When the place is open during `range`. */
export function openTime({ hours, timeZone }: Calendar, range: Interval): Interval[] {
  return hours ? openings(hours, timeZone, range) : [range];
}

/** What of `range` is inside NORMAL windows; all of it where there are none. */
export function offeredTime({ windows, timeZone }: Calendar, range: Interval): Interval[] {
  const normal = windows.filter(it => it.kind === 'NORMAL');
  return normal.length === 0 ? [range] : intersect([range], timeOf(normal, timeZone, range));
}

/** What of `range` maintenance and special events take away. */
export function blockedTime(calendar: Calendar, range: Interval, ...kinds: CalendarWindow['kind'][]): Interval[] {
  const blocking = kinds.length > 0 ? kinds : ['MAINTENANCE', 'SPECIAL_EVENT'];
  return timeOf(
    calendar.windows.filter(it => blocking.includes(it.kind)),
    calendar.timeZone,
    range,
  );
}

/** When the resource could be reserved during `range` if nobody had: open, offered and not blocked. */
export function bookableTime(calendar: Calendar, range: Interval): Interval[] {
  return subtract(intersect(openTime(calendar, range), offeredTime(calendar, range)), blockedTime(calendar, range));
}

/** What keeps a resource from being reserved for a time. */
export interface Obstacles {
  readonly closed: boolean;
  readonly notOffered: boolean;
  readonly blocked: boolean;
}

export function obstaclesTo(calendar: Calendar, wanted: Interval): Obstacles {
  return {
    closed: !covers(openTime(calendar, wanted), wanted),
    notOffered: !covers(offeredTime(calendar, wanted), wanted),
    blocked: blockedTime(calendar, wanted).some(it => overlaps(it, wanted)),
  };
}

export function isBookable(calendar: Calendar, wanted: Interval): boolean {
  const { closed, notOffered, blocked } = obstaclesTo(calendar, wanted);
  return !closed && !notOffered && !blocked;
}

function timeOf(windows: readonly CalendarWindow[], timeZone: string, range: Interval): Interval[] {
  return windows.flatMap(it => occurrences({ start: it.startsAt, end: it.endsAt }, it.recurrence, timeZone, range));
}
