import { sql } from '../../platform/database/sql.js';
import { personalTable } from '../../platform/personal/personal-table.js';
import { Session } from '../sessions/session.entity.js';
import { Enrolment } from './enrolment.entity.js';
import { EnrolmentStatus, NEXT } from './enrolment.status.js';
import { ProgressEntry } from './progress-entry.entity.js';
import { isComing, release } from './seating.js';

/**
 * Enrolments stay, with nobody's name on them: how full a session was is its trainer's to know. Seats in sessions to come are freed for those
 * who wait, and nobody nameless stays in a line.
 */
const enrolments = personalTable<Enrolment>({
  name: 'enrolments',
  entity: Enrolment,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    sessionId: 'stays',
    learnerId: 'stays',
    status: 'stays',
    priority: 'stays',
    ticket: 'stays',
    progress: 'stays',
  },
  about: userId => sql`t.learner_id = ${userId}`,
  async erase(unit, userId) {
    const rows = await unit.rows<{ id: string; sessionId: string }>(
      sql`select id, session_id as "sessionId" from enrolments where learner_id = ${userId}`,
    );
    const sessions = await unit.lock(
      Session,
      rows.map(it => it.sessionId),
    );
    const theirs = await unit.lock(
      Enrolment,
      rows.map(it => it.id),
    );
    for (const session of sessions) {
      const leaving = theirs.filter(it => it.sessionId === session.id && isLeft(it, session));
      if (leaving.length > 0) await release(unit, session, leaving);
    }
    return theirs.map(it => it.id);
  },
});

function isLeft({ status }: Enrolment, session: Session): boolean {
  return status === EnrolmentStatus.WAITLISTED || (NEXT[status].includes(EnrolmentStatus.CANCELLED) && isComing(session));
}

/** What was said of their progress goes. What they said of others' stays: that is about the others. */
const progressEntries = personalTable<ProgressEntry>({
  name: 'progressEntries',
  entity: ProgressEntry,
  columns: { id: 'stays', createdAt: 'stays', enrolmentId: 'stays', percent: 'stays', note: 'goes', authorId: 'stays' },
  about: userId => sql`t.id in (select id from progress_entries where author_id = ${userId}
    union all select p.id from progress_entries p join enrolments e on e.id = p.enrolment_id where e.learner_id = ${userId})`,
  async erase(unit, userId) {
    const found = await unit.rows<{ id: string }>(
      sql`select id from progress_entries where enrolment_id in (select e.id from enrolments e where e.learner_id = ${userId})`,
    );
    const theirs = await unit.lock(
      ProgressEntry,
      found.map(it => it.id),
    );
    for (const entry of theirs) entry.note = null;
    await unit.em.flush();
    return theirs.map(it => it.id);
  },
});

export const personalEnrolments = [enrolments, progressEntries];
