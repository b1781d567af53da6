import type { Course } from '../modules/courses/course.entity.js';
import { Reservation } from '../modules/reservations/reservation.entity.js';
import { bookingRules } from '../modules/reservations/reservation.rules.js';
import { ReservationStatus } from '../modules/reservations/reservation.status.js';
import type { Calendar } from '../modules/resources/bookable-time.js';
import type { Resource } from '../modules/resources/resource.entity.js';
import { Session } from '../modules/sessions/session.entity.js';
import { SessionStatus } from '../modules/sessions/session.status.js';
import { assign } from '../platform/database/changes.js';
import type { Instant } from '../platform/database/instant.js';
import { DAY_MS, HOUR_MS, type Interval, overlaps } from '../platform/time/interval.js';
import { dayAt } from '../platform/time/zone.js';

/** Days from today on which courses are given, each once, as long as there is time. */
const DAYS = [-6, -1, 2, 5, 9, 13];
const LENGTH_MS = 2 * HOUR_MS;

type CalendarFor = (resource: Resource) => Calendar;

/**
 * Sessions around today of the courses that are published, in the computer room of a site and every other with its projector, each in the
 * first two hours of a day in which its trainer and all that it takes are free.
 */
export function makeSessions(
  courses: readonly Course[],
  resources: readonly Resource[],
  calendarFor: CalendarFor,
  taken: readonly Reservation[],
): (Session | Reservation)[] {
  const [room, equipment] = ['computers', 'hdmi'].map(feature => resources.find(it => it.features.includes(feature)) as Resource) as [
    Resource,
    Resource,
  ];
  const now = Date.now();
  const today = dayAt(now, calendarFor(room).timeZone).start;
  const [sessions, reservations]: [Session[], Reservation[]] = [[], [...taken]];
  const published = courses.filter(it => it.published);
  for (const [n, day] of DAYS.entries()) {
    // A day has less time than there are courses: each begins with others.
    const first = (n * 4) % published.length;
    for (const [i, course] of [...published.slice(first), ...published.slice(0, first)].entries()) {
      const parts = i % 2 === 0 ? [room, equipment] : [room];
      const starts = Array.from({ length: 6 }, (_, hour) => today + day * DAY_MS + (8 + 2 * hour) * HOUR_MS);
      const start = starts.find(it => isPossible(it, course, parts, { calendarFor, reservations, sessions, now }));
      if (start === undefined) continue;
      const session = makeSession(course, room, start, now);
      sessions.push(session);
      reservations.push(...parts.map(it => hold(session, it)));
    }
  }
  return [...sessions, ...reservations.slice(taken.length)];
}

interface Made {
  readonly calendarFor: CalendarFor;
  readonly reservations: readonly Reservation[];
  readonly sessions: readonly Session[];
  readonly now: Instant;
}

function isPossible(
  start: Instant,
  course: Course,
  resources: readonly Resource[],
  { calendarFor, reservations, sessions, now }: Made,
): boolean {
  const time = { start, end: start + LENGTH_MS };
  // None is running, so that each is either over or to come.
  if (overlaps(time, { start: now, end: now + 1 })) return false;
  const booking = { startsAt: time.start, endsAt: time.end, participants: 1 };
  return (
    resources.every(it => bookingRules(booking, it, calendarFor(it), { now, mayBePast: true }).length === 0) &&
    !reservations.some(it => resources.some(({ id }) => id === it.resourceId) && overlaps(time, timeOf(it))) &&
    !sessions.some(it => it.trainerId === course.ownerId && overlaps(time, timeOf(it)))
  );
}

function makeSession({ id: courseId, ownerId: trainerId }: Course, room: Resource, startsAt: Instant, now: Instant): Session {
  const endsAt = startsAt + LENGTH_MS;
  const status = endsAt <= now ? SessionStatus.COMPLETED : SessionStatus.SCHEDULED;
  return assign(new Session(), { courseId, trainerId, roomId: room.id, startsAt, endsAt, status, capacity: Math.min(12, room.capacity) });
}

function hold({ id: holderId, trainerId, roomId, startsAt, endsAt, capacity, status }: Session, { id: resourceId }: Resource): Reservation {
  return assign(new Reservation(), {
    resourceId,
    userId: trainerId,
    creatorId: trainerId,
    holderId,
    startsAt,
    endsAt,
    participants: resourceId === roomId ? capacity : 1,
    status: status === SessionStatus.COMPLETED ? ReservationStatus.COMPLETED : ReservationStatus.CONFIRMED,
  });
}

function timeOf({ startsAt, endsAt }: { readonly startsAt: Instant; readonly endsAt: Instant }): Interval {
  return { start: startsAt, end: endsAt };
}
