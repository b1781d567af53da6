import { type Actor, may } from '../../platform/access/actor.js';
import { HOUR_MS } from '../../platform/time/interval.js';
import { NEXT, ReservationStatus } from './reservation.status.js';

/** Its own people may give a reservation back until so long before it begins. */
export const CANCELLABLE_BEFORE_MS = 2 * HOUR_MS;

interface Concerned {
  readonly userId: string;
  readonly creatorId: string;
}

interface Timed extends Concerned {
  readonly status: ReservationStatus;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Whether it is for the actor, or made by the actor. */
export function isOwn(actor: Actor, { userId, creatorId }: Concerned): boolean {
  return actor.id === userId || actor.id === creatorId;
}

/** Who, why and notes. */
export function seesDetails(actor: Actor, reservation: Concerned): boolean {
  return isOwn(actor, reservation) || may(actor, 'reservation:read-details');
}

/** Whether the actor may move it or give it back at all, were it not too late. */
export function mayChange(actor: Actor, reservation: Concerned, permission: 'reservation:update' | 'reservation:cancel'): boolean {
  return isOwn(actor, reservation) || may(actor, permission);
}

/** Until when the actor may do so: those who manage until its end, its own people until two hours before it begins. */
export function changeableUntil(
  actor: Actor,
  { startsAt, endsAt }: Timed,
  permission: 'reservation:update' | 'reservation:cancel',
): number {
  return may(actor, permission) ? endsAt : startsAt - CANCELLABLE_BEFORE_MS;
}

export function viewerCanCancel(actor: Actor, reservation: Timed, now: number): boolean {
  return (
    NEXT[reservation.status].includes(ReservationStatus.CANCELLED) &&
    mayChange(actor, reservation, 'reservation:cancel') &&
    now <= changeableUntil(actor, reservation, 'reservation:cancel')
  );
}
