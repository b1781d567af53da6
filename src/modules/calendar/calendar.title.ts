import { allows } from '../../platform/access/policy.js';
import type { Context } from '../../platform/graphql/context.js';
import { Course } from '../courses/course.entity.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { seeingDetails } from '../reservations/reservation.policy.js';
import { Resource } from '../resources/resource.entity.js';
import { Session } from '../sessions/session.entity.js';
import type { CalendarEntry } from './calendar.entry.js';

/** The title of the course; of a reservation what it is for, where the viewer may know that, or else what is taken. */
export async function titleOf({ loaders, actor }: Context, { sessionId, reservationId }: CalendarEntry): Promise<string> {
  const session = sessionId === null ? null : await loaders.load(Session, sessionId);
  if (session) return (await loaders.load(Course, session.courseId))?.title ?? '';
  const reservation = reservationId === null ? null : await loaders.load(Reservation, reservationId);
  if (!reservation) return '';
  if (reservation.description && actor && allows(seeingDetails, actor, reservation)) return reservation.description;
  return (await loaders.load(Resource, reservation.resourceId))?.name ?? '';
}
