import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';
import { HOUR_MS, type Interval, lengthOf, MINUTE_MS, QUARTER_MS } from '../../platform/time/interval.js';
import { type Calendar, obstaclesTo } from '../resources/bookable-time.js';

export const SHORTEST_MS = 30 * MINUTE_MS;

/** The longest reservation of each kind of resource, in milliseconds. */
export const LONGEST_MS: Readonly<Record<string, number>> = { ROOM: 8 * HOUR_MS, EQUIPMENT: 8 * HOUR_MS, VEHICLE: 24 * HOUR_MS };

/** What must hold of a reservation's time by itself. */
export function timeRules({ startsAt, endsAt }: { readonly startsAt: number; readonly endsAt: number }): readonly UserError[] {
  if (startsAt == null || endsAt == null) return [];
  const problems: UserError[] = (
    [
      ['startsAt', startsAt],
      ['endsAt', endsAt],
    ] as const
  )
    .filter(([, instant]) => instant % QUARTER_MS !== 0)
    .map(([field]) => new Problem(ErrorCode.NOT_ON_QUARTER_HOUR, 'Times are on a quarter of an hour.', [field]));
  if (endsAt <= startsAt) problems.push(new Problem(ErrorCode.ENDS_BEFORE_START, 'The end must come after the start.', ['endsAt']));
  else if (endsAt - startsAt < SHORTEST_MS) problems.push(new Problem(ErrorCode.TOO_SHORT, 'At least 30 minutes.', ['endsAt']));
  return problems;
}

export interface Booking {
  readonly startsAt: number;
  readonly endsAt: number;
  readonly participants: number;
}

export interface Booked {
  readonly kind: string;
  readonly state: string;
  readonly capacity: number;
}

/** What must hold between a reservation and its resource, beside that nobody else has taken it. Every broken rule is answered. */
export function bookingRules(
  booking: Booking,
  resource: Booked,
  calendar: Calendar,
  { now, mayBePast }: { readonly now: number; readonly mayBePast: boolean },
): UserError[] {
  const wanted: Interval = { start: booking.startsAt, end: booking.endsAt };
  const problems: UserError[] = [];
  const add = (code: ErrorCode, message: string, field: string) => problems.push(new Problem(code, message, [field]));
  const longest = LONGEST_MS[resource.kind];
  if (longest !== undefined && lengthOf(wanted) > longest)
    add(ErrorCode.TOO_LONG, `At most ${longest / HOUR_MS} hours for this kind.`, 'endsAt');
  if (booking.participants > resource.capacity) add(ErrorCode.OVER_CAPACITY, `It is for ${resource.capacity} at most.`, 'participants');
  if (booking.startsAt < now && !mayBePast) add(ErrorCode.IN_THE_PAST, 'It would begin in the past.', 'startsAt');
  if (resource.state !== 'ACTIVE') add(ErrorCode.RESOURCE_NOT_USABLE, 'The resource is not active.', 'resourceId');
  if (wanted.end <= wanted.start || lengthOf(wanted) > MOST_LOOKED_AT_MS) return problems;
  const { closed, notOffered, blocked } = obstaclesTo(calendar, wanted);
  if (closed) add(ErrorCode.OUTSIDE_OPENING_HOURS, 'It is closed for some of that time.', 'startsAt');
  if (notOffered) add(ErrorCode.UNAVAILABLE, 'It can be reserved only inside its availability windows.', 'startsAt');
  if (blocked) add(ErrorCode.UNAVAILABLE, 'A maintenance or a special event is in the way.', 'startsAt');
  return problems;
}

/** A time of years would take long to look at, and is refused for its length anyway. */
const MOST_LOOKED_AT_MS = 31 * 24 * HOUR_MS;
