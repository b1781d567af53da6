import { nameConstraint } from '../../platform/database/constraints.js';
import type { NoOverlap } from '../../platform/database/no-overlap.js';
import { sql, text } from '../../platform/database/sql.js';
import { BookingConflict } from './booking-conflict.js';

const NAME = 'reservations_no_overlap';

const TAKES = `status in ('PENDING', 'CONFIRMED')`;

/** Two reservations that take the same resource never overlap. */
export const oneOfAResource: NoOverlap = { name: NAME, table: 'reservations', column: 'resource_id', takes: TAKES };

/** Reservations that overlap the one before them: none, or the constraint was not kept. */
export const overlappingReservations = sql`select id from (
  select id, starts_at, lag(ends_at) over (partition by resource_id order by starts_at) as free_at from reservations where ${text(TAKES)}
) taken where starts_at < free_at`;

nameConstraint([NAME], () => new BookingConflict([], []));
