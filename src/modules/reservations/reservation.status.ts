export enum ReservationStatus {
  PENDING = 'PENDING',
  CONFIRMED = 'CONFIRMED',
  CANCELLED = 'CANCELLED',
  COMPLETED = 'COMPLETED',
  NO_SHOW = 'NO_SHOW',
}

const { PENDING, CONFIRMED, CANCELLED, COMPLETED, NO_SHOW } = ReservationStatus;

/** The statuses that keep a resource from being taken by another. */
export const TAKING: readonly ReservationStatus[] = [PENDING, CONFIRMED];

/** What each status may become. */
export const NEXT: Readonly<Record<ReservationStatus, readonly ReservationStatus[]>> = {
  PENDING: [CONFIRMED, CANCELLED],
  CONFIRMED: [COMPLETED, NO_SHOW, CANCELLED],
  CANCELLED: [],
  COMPLETED: [],
  NO_SHOW: [],
};
