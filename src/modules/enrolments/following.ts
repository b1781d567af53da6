import type { Actor } from '../../platform/access/actor.js';
import type { Unit } from '../../platform/database/database.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import type { Session } from '../sessions/session.entity.js';
import { SessionChangeKind, tellSession } from '../sessions/session.live.js';
import { LIVES, WAITS } from './enrolment.status.js';
import { empty, isComing, readSeats, serve } from './seating.js';

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
