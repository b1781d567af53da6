import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { RequestError } from '../../platform/errors/request-error.js';
import { DateTime, LocalDate } from '../../platform/graphql/scalars.js';
import { DAY_MS, HOUR_MS, type Interval, intersect, MINUTE_MS, slotsIn, subtract } from '../../platform/time/interval.js';
import { daysFrom } from '../../platform/time/zone.js';
import { blockedTime, bookableTime, type Calendar, offeredTime, openTime } from '../resources/bookable-time.js';
import type { Resource } from '../resources/resource.entity.js';
import { loadCalendar } from '../resources/resource.reads.js';
import { type Except, loadTaken } from './reservation.reads.js';
import { LONGEST_MS, SHORTEST_MS } from './reservation.rules.js';

export enum UnavailabilityReason {
  NOT_ACTIVE = 'NOT_ACTIVE',
  CLOSED = 'CLOSED',
  NOT_OFFERED = 'NOT_OFFERED',
  MAINTENANCE = 'MAINTENANCE',
  SPECIAL_EVENT = 'SPECIAL_EVENT',
  FULLY_BOOKED = 'FULLY_BOOKED',
}

registerEnumType(UnavailabilityReason, {
  name: 'UnavailabilityReason',
  description: 'Why a resource cannot be reserved on a day.',
  valuesConfig: {
    NOT_ACTIVE: { description: 'The resource is not active.' },
    CLOSED: { description: 'It is closed for the rest of the day.' },
    NOT_OFFERED: { description: 'The day has no time inside its availability windows.' },
    MAINTENANCE: { description: 'It is being looked after.' },
    SPECIAL_EVENT: { description: 'Something special happens.' },
    FULLY_BOOKED: { description: 'All of its time is taken.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Whether a resource can still be reserved on a day of its site’s calendar.' })
export class DayAvailability {
  @Field(() => LocalDate, { description: 'The day, in the site’s time zone.' })
  date!: string;

  @Field(() => Boolean, { description: 'Whether at least half an hour is free.' })
  available!: boolean;

  @Field(() => UnavailabilityReason, { nullable: true, description: 'Why not.' })
  reason!: UnavailabilityReason | null;

  @Field(() => Int, { description: 'How many slots of one hour are free.' })
  freeSlots!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A time that is free.' })
export class FreeSlot {
  @Field(() => DateTime, { description: 'From when.' })
  startsAt!: Instant;

  @Field(() => DateTime, { description: 'Until when.' })
  endsAt!: Instant;
}

export const MOST_DAYS = 31;

/** When a resource can be reserved during `range`: bookable and not taken. */
export async function loadFreeTime(loaders: Loaders, resource: Row<Resource>, range: Interval, except: Except = {}): Promise<Interval[]> {
  const [calendar, taken] = await Promise.all([loadCalendar(loaders, resource), loadTaken(loaders, resource.id, range, except)]);
  return resource.state === 'ACTIVE' ? subtract(bookableTime(calendar, range), taken) : [];
}

/** Slots of so many minutes that can be reserved as they stand, none of them in the past. */
export async function loadFreeSlots(
  loaders: Loaders,
  resource: Row<Resource>,
  { from, to, minutes }: { from: Instant; to: Instant; minutes: number },
  now: Instant,
): Promise<FreeSlot[]> {
  if (minutes * MINUTE_MS < SHORTEST_MS || minutes > 24 * 60 || minutes % 15 !== 0) {
    throw new RequestError('BAD_USER_INPUT', 'minutes must be a multiple of 15 from 30 to 1440.');
  }
  if (to <= from || to - from > MOST_DAYS * DAY_MS)
    throw new RequestError('BAD_USER_INPUT', `to must come after from, by at most ${MOST_DAYS} days.`);
  if (minutes * MINUTE_MS > (LONGEST_MS[resource.kind] ?? 0)) return [];
  const range = { start: Math.max(from, now), end: to };
  const free = range.start < range.end ? await loadFreeTime(loaders, resource, range) : [];
  return slotsIn(free, minutes * MINUTE_MS).map(({ start, end }) => ({ startsAt: start, endsAt: end }));
}

/** Day by day from today on. */
export async function loadAvailability(loaders: Loaders, resource: Row<Resource>, days: number, now: Instant): Promise<DayAvailability[]> {
  if (days < 1 || days > MOST_DAYS) throw new RequestError('BAD_USER_INPUT', `days must be from 1 to ${MOST_DAYS}.`);
  const [calendar, taken] = await Promise.all([
    loadCalendar(loaders, resource),
    loadTaken(loaders, resource.id, { start: now, end: now + (days + 1) * DAY_MS }),
  ]);
  return daysFrom(now, days, calendar.timeZone).map(({ date, start, end }) => ({
    date,
    ...availabilityDuring({ start: Math.max(start, now), end }, resource.state === 'ACTIVE', calendar, taken),
  }));
}

export function availabilityDuring(
  range: Interval,
  active: boolean,
  calendar: Calendar,
  taken: readonly Interval[],
): Omit<DayAvailability, 'date'> {
  const free = active ? subtract(bookableTime(calendar, range), taken) : [];
  const available = holdsReservation(free);
  return { available, reason: available ? null : reasonFor(range, active, calendar), freeSlots: slotsIn(free, HOUR_MS).length };
}

/** The first thing that leaves no room for a reservation, in the order in which they are asked. */
function reasonFor(range: Interval, active: boolean, calendar: Calendar): UnavailabilityReason {
  if (!active) return UnavailabilityReason.NOT_ACTIVE;
  const open = openTime(calendar, range);
  if (!holdsReservation(open)) return UnavailabilityReason.CLOSED;
  if (!holdsReservation(intersect(open, offeredTime(calendar, range)))) return UnavailabilityReason.NOT_OFFERED;
  if (holdsReservation(bookableTime(calendar, range))) return UnavailabilityReason.FULLY_BOOKED;
  return blockedTime(calendar, range, 'MAINTENANCE').length > 0 ? UnavailabilityReason.MAINTENANCE : UnavailabilityReason.SPECIAL_EVENT;
}

function holdsReservation(time: readonly Interval[]): boolean {
  return slotsIn(time, SHORTEST_MS).length > 0;
}
