import { nameConstraint } from '../../platform/database/constraints.js';
import { type NoOverlap, overlaps } from '../../platform/database/no-overlap.js';
import { BookingConflict } from './booking-conflict.js';

const NAME = 'reservations_no_overlap';

const TAKES = `status in ('PENDING', 'CONFIRMED')`;

/** Two reservations that take the same resource never overlap. */
export const oneOfAResource: NoOverlap = { name: NAME, table: 'reservations', column: 'resource_id', takes: TAKES };

export const overlappingReservations = overlaps(oneOfAResource);

nameConstraint([NAME], () => new BookingConflict([], []));
