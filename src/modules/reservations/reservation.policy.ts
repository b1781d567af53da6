import { type Actor, may } from '../../platform/access/actor.js';
import { allows, type Owned, type Policy } from '../../platform/access/policy.js';
import { HOUR_MS } from '../../platform/time/interval.js';
import { NEXT, ReservationStatus } from './reservation.status.js';

/** Its own people may give a reservation back until so long before it begins. */
export const CANCELLABLE_BEFORE_MS = 2 * HOUR_MS;

/** Reservations are the own of whom they are for, and of whoever made them. */
const owners = ['userId', 'creatorId'] as const;
export type ReservationPolicy = Policy<(typeof owners)[number]>;

/** Who, why and notes. */
export const seeingDetails: ReservationPolicy = { permission: 'reservation:read-details', owners };

/** To move it or change its details at all, were it not too late. */
export const updating: ReservationPolicy = { permission: 'reservation:update', owners };

/** To give it back at all, were it not too late. */
export const cancelling: ReservationPolicy = { permission: 'reservation:cancel', owners };

interface Timed extends Owned<(typeof owners)[number]> {
  readonly holderId: string | null;
  readonly status: ReservationStatus;
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Until when an actor may do so: those who manage until its end, its own people until two hours before it begins. */
export function changeableUntil({ permission }: ReservationPolicy, actor: Actor, { startsAt, endsAt }: Timed): number {
  return may(actor, permission) ? endsAt : startsAt - CANCELLABLE_BEFORE_MS;
}

/** What is held is given back with what holds it. */
export function viewerCanCancel(actor: Actor, reservation: Timed, now: number): boolean {
  return (
    reservation.holderId === null &&
    NEXT[reservation.status].includes(ReservationStatus.CANCELLED) &&
    allows(cancelling, actor, reservation) &&
    now <= changeableUntil(cancelling, actor, reservation)
  );
}
