import type { EntityMetadata } from '@mikro-orm/core';
import { nameConstraint } from '../../platform/database/constraints.js';
import { DatabaseRules } from '../../platform/database/database-rules.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem } from '../../platform/errors/user-error.js';
import { Session } from '../sessions/session.entity.js';
import { HAS_SEAT } from './enrolment.status.js';
import { NotEnoughSeats } from './not-enough-seats.js';

const NO_SEAT = 'enrolments_no_seat_twice';
const SEATS_KEPT = 'sessions_seats_kept';
export const ENROLLED_ONCE = 'enrolments_enrolled_once';

const seatsOf = (session: string, but = '') =>
  `(select count(*) from enrolments it where it.session_id = ${session} and it.${HAS_SEAT}${but})`;

const isFull = (but = '') => `${seatsOf('new.session_id', but)} >= (select capacity from sessions where id = new.session_id)`;
const FULL = isFull(' and it.id <> new.id');

/** Whoever writes the row, a session never has more learners than seats. */
export const neverOversold = {
  sqlite(meta: EntityMetadata): void {
    // What is not there yet needs no leaving out, and without its id the index alone tells: a class is counted once for each of its learners.
    for (const [event, when, full] of [
      ['insert', 'insert', isFull()],
      ['update', 'update of session_id, status', FULL],
    ] as const) {
      const name = `${NO_SEAT}_${event}`;
      meta.triggers.push({
        name,
        timing: 'before',
        events: [event],
        expression: `create trigger ${name} before ${when} on enrolments for each row when new.${HAS_SEAT} begin select raise(abort, '${NO_SEAT}') where ${full}; end`,
      });
    }
  },
  /** The session is held before its seats are counted, so that two who take the last one come one after the other. */
  postgresql(meta: EntityMetadata): void {
    const name = NO_SEAT;
    meta.triggers.push({
      name,
      timing: 'before',
      events: ['insert', 'update'],
      body: [
        `if new.${HAS_SEAT} and (tg_op = 'INSERT' or not old.${HAS_SEAT} or new.session_id <> old.session_id) then`,
        'perform id from sessions where id = new.session_id for update;',
        `if ${FULL} then raise exception '${name}' using errcode = 'check_violation'; end if;`,
        'end if; return new;',
      ].join(' '),
    });
  },
};

const FEWER = `new.capacity < old.capacity and new.capacity < ${seatsOf('new.id')}`;

/** Nor does it come to have fewer seats than learners. */
DatabaseRules({
  sqlite(meta) {
    const name = SEATS_KEPT;
    meta.triggers.push({
      name,
      timing: 'before',
      events: ['update'],
      expression: `create trigger ${name} before update of capacity on sessions for each row begin select raise(abort, '${name}') where ${FEWER}; end`,
    });
  },
  postgresql(meta) {
    const name = SEATS_KEPT;
    const body = `if ${FEWER} then raise exception '${name}' using errcode = 'check_violation'; end if; return new;`;
    meta.triggers.push({ name, timing: 'before', events: ['update'], body });
  },
})(Session);

nameConstraint([NO_SEAT], () => new NotEnoughSeats(0, 1));
nameConstraint([SEATS_KEPT], () => new Problem(ErrorCode.TOO_SMALL, 'More learners than that have a seat already.', ['capacity']));
nameConstraint(
  [ENROLLED_ONCE, 'enrolments.session_id, enrolments.learner_id'],
  () => new Problem(ErrorCode.TAKEN, 'They are enrolled or waiting already.', ['id']),
);
