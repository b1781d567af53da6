import type { Actor } from '../../platform/access/actor.js';
import { refuseUnlessAllowed } from '../../platform/access/allowed.js';
import { assign } from '../../platform/database/changes.js';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import { holdLiving } from '../accounts/living.js';
import { Enrolment } from './enrolment.entity.js';
import { EnrolmentChangeKind, tellLearner } from './enrolment.live.js';
import { seeingEnrolment, updatingEnrolment } from './enrolment.policy.js';
import { SEATED } from './enrolment.status.js';
import { ProgressEntry } from './progress-entry.entity.js';
import { lockWithSession } from './seating.js';

interface Progress {
  readonly percent: number;
  readonly note?: string | null;
}

/** How far learners are. */
export class ProgressService {
  constructor(private readonly database: Database) {}

  record(actor: Actor, enrolmentId: string, progress: Progress): Promise<Row<Enrolment>> {
    return this.database.write({ actor, deed: 'enrolment:update' }, async unit => {
      await holdLiving(unit, actor);
      const { enrolment } = await lockWithSession(unit, enrolmentId, 'enrolmentId');
      const guard = { policy: updatingEnrolment, seeing: seeingEnrolment, path: 'enrolmentId' };
      await refuseUnlessAllowed(unit, actor, Enrolment, enrolment, guard);
      if (!SEATED.includes(enrolment.status)) refuse(ErrorCode.INVALID_STATUS, `It is ${enrolment.status}.`, 'enrolmentId');
      // An erasure locks the enrolment, too: it comes before, or takes the note away.
      const [erased] = await unit.rows(sql`select id from users where id = ${enrolment.learnerId} and erased_at is not null`);
      if (erased) refuse(ErrorCode.INVALID_STATUS, 'Whose it was is erased: nothing can be written on it.', 'enrolmentId');
      const entry = assign(new ProgressEntry(), { ...progress, enrolmentId, authorId: actor.id });
      refuseIfAny(problemsOf(entry));
      enrolment.progress = progress.percent;
      unit.em.persist(entry);
      await unit.em.flush();
      tellLearner(unit, enrolment, EnrolmentChangeKind.PROGRESS);
      return enrolment;
    });
  }
}
