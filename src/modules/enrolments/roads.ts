import { alsoAllow } from '../../platform/access/policy.js';
import { sql, text } from '../../platform/database/sql.js';
import { alsoTaken } from '../courses/taking.js';
import { alsoTeaches } from '../organizations/teaching.js';
import { Session } from '../sessions/session.entity.js';
import { seeingSession } from '../sessions/session.policy.js';
import { HAS_SEAT, LIVES } from './enrolment.status.js';

/** Whoever has a seat in a session of a course takes the course: its materials are theirs to see. */
alsoTaken(text(`select held.course_id, e.learner_id from enrolments e join sessions held on held.id = e.session_id where e.${HAS_SEAT}`));

/** Who teaches a session teaches those who have a seat in it. */
alsoTeaches({
  learner: (id, teacherId) => sql`exists (select 1 from enrolments e join sessions held on held.id = e.session_id
    where e.learner_id = ${id} and e.${text(HAS_SEAT)} and held.trainer_id = ${teacherId})`,
});

/** Whoever is enrolled in a session or waits for it sees it. */
alsoAllow(seeingSession, {
  needs: 'session:read',
  entity: Session,
  where: (id, userId) =>
    sql`exists (select 1 from enrolments e where e.session_id = ${id} and e.learner_id = ${userId} and e.${text(LIVES)})`,
});
