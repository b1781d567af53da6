import { type Actor, may } from '../../platform/access/actor.js';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import type { UserError } from '../../platform/errors/user-error.js';
import type { Resource } from '../resources/resource.entity.js';
import { readCalendar } from '../resources/resource.reads.js';
import { BookingConflict } from './booking-conflict.js';
import type { Reservation } from './reservation.entity.js';
import { keysOf, type ReservationChangeKind } from './reservation.live.js';
import { readConflicts } from './reservation.reads.js';
import { bookingRules } from './reservation.rules.js';

/** What happened to a reservation, and to which resources. */
export interface ReservationDeed {
  readonly reservation: Reservation;
  readonly resources: readonly Row<Resource>[];
  readonly change: ReservationChangeKind;
}

/**
 * Writes them behind their resources' locks; the database refuses an overlap by itself even so. Word of each goes out after the commit, to
 * those who watch the resource that it left, too.
 */
export async function save(unit: Unit, ...deeds: readonly ReservationDeed[]): Promise<void> {
  unit.em.persist(deeds.map(it => it.reservation));
  await unit.em.flush();
  for (const { reservation, resources, change } of deeds) {
    const places = resources.map(({ id, siteId }) => ({ siteId, resourceId: id }));
    unit.publish('reservationChanged', { id: reservation.id, change, places }, places.flatMap(keysOf));
  }
}

/** Whether the start is the one that it has already, and so may be past. */
export type Begins = 'anew' | 'as before';

/** Every rule that it breaks with its resource and, last, that the time is taken. Call it behind the resource's lock. */
export async function problemsOfBooking(
  unit: Unit,
  actor: Actor,
  reservation: Reservation,
  resource: Row<Resource>,
  begins: Begins,
): Promise<UserError[]> {
  const calendar = await readCalendar(unit, resource);
  const problems = bookingRules(reservation, resource, calendar, {
    now: Date.now(),
    mayBePast: begins === 'as before' || may(actor, 'reservation:create-in-the-past'),
  });
  const { startsAt: start, endsAt: end } = reservation;
  const conflicts = start < end ? await readConflicts(unit, resource.id, { start, end }, { reservationId: reservation.id }) : [];
  return conflicts.length > 0 ? [...problems, new BookingConflict(conflicts, [])] : problems;
}
