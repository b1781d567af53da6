import type { Actor } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import type { Unit } from '../../platform/database/database.js';
import { sql, text } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import type { User } from '../accounts/user.entity.js';
import { Session } from '../sessions/session.entity.js';
import { SessionChangeKind, tellSession } from '../sessions/session.live.js';
import { Enrolment } from './enrolment.entity.js';
import { EnrolmentStatus, LIVES, WAITS } from './enrolment.status.js';
import { empty, isComing, readSeats, release, serve } from './seating.js';

/** What a change of a session, which is locked, does to those who are in it. */
export async function followSession(unit: Unit, _actor: Actor, session: Session, change: SessionChangeKind): Promise<void> {
  if (change === SessionChangeKind.CREATED || change === SessionChangeKind.COMPLETED) return;
  if (change === SessionChangeKind.CANCELLED) return empty(unit, session, LIVES);
  // Nobody is seated once it runs.
  if (change === SessionChangeKind.STARTED) return empty(unit, session, WAITS);
  const { taken, waiting } = await readSeats(unit, session.id);
  if (session.capacity < taken) {
    refuse(ErrorCode.TOO_SMALL, `${taken} learners have a seat already.`, 'capacity');
  }
  if (waiting === 0 || session.capacity === taken || !isComing(session)) return;
  await serve(unit, session);
  await tellSession(unit, session, SessionChangeKind.SEATS);
}

/**
 * Whoever is no active learner any more waits for nothing: a seat is not given to who could not ask for it. Seats that they have stay theirs. Who
 * comes back asks anew. They are locked, and enrolling holds them: nobody comes into a line meanwhile.
 */
export async function followRights(unit: Unit, { id, role, active }: User): Promise<void> {
  if (active && role === Role.LEARNER) return;
  const lines = await unit.rows<{ id: string; sessionId: string }>(
    sql`select e.id, e.session_id as "sessionId" from enrolments e where e.learner_id = ${id} and e.${text(WAITS)}`,
  );
  const sessions = await unit.lock(
    Session,
    lines.map(it => it.sessionId),
  );
  const waiting = await unit.lock(
    Enrolment,
    lines.map(it => it.id),
  );
  for (const session of sessions) {
    // They may have got their seat while this waited.
    const leaving = waiting.filter(it => it.sessionId === session.id && it.status === EnrolmentStatus.WAITLISTED);
    if (leaving.length > 0) await release(unit, session, leaving);
  }
}
