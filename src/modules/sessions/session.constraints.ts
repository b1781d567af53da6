import { nameConstraint } from '../../platform/database/constraints.js';
import { type NoOverlap, overlaps } from '../../platform/database/no-overlap.js';
import { BookingConflict } from '../reservations/booking-conflict.js';

const NAME = 'sessions_trainer_no_overlap';

/** A trainer is never in two sessions at once. */
export const oneOfATrainer: NoOverlap = {
  name: NAME,
  table: 'sessions',
  column: 'trainer_id',
  takes: `status in ('SCHEDULED', 'RUNNING')`,
};

export const overlappingSessions = overlaps(oneOfATrainer);

nameConstraint([NAME], () => new BookingConflict([], [], ['trainerId']));
