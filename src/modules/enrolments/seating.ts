import { lockOne, type Unit } from '../../platform/database/database.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import { writeMany } from '../../platform/database/writing-many.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { nextInLine, turnOf } from '../../platform/waiting-list.js';
import { Session } from '../sessions/session.entity.js';
import { SessionChangeKind, tellSession } from '../sessions/session.live.js';
import { SessionStatus } from '../sessions/session.status.js';
import { Enrolment } from './enrolment.entity.js';
import { EnrolmentChangeKind, tellLearner } from './enrolment.live.js';
import { EnrolmentStatus, LIVES, WAITS } from './enrolment.status.js';
import { type Seats, seatsOf } from './seats.js';

/*
 * Who has a seat and who waits, as one transaction changes it. Whoever calls anything here has locked the session, so that all askings for
 * its seats come one after the other, whatever server they come to.
 */

/** An enrolment and its session, locked: the session first, as everybody does. */
export async function lockWithSession(unit: Unit, id: string, path = 'id'): Promise<{ enrolment: Enrolment; session: Session }> {
  const [row] = await unit.rows<{ sessionId: string }>(sql`select session_id as "sessionId" from enrolments where id = ${id}`);
  if (!row) return refuse(ErrorCode.NOT_FOUND, 'There is no such enrolment.', path);
  const session = await lockOne(unit, Session, row.sessionId);
  return { session, enrolment: await lockOne(unit, Enrolment, id) };
}

export async function readSeats(unit: Unit, sessionId: string): Promise<Seats> {
  const [seats] = await unit.rows<Seats>(seatsOf(oneOf([sessionId])));
  return seats ?? { taken: 0, waiting: 0, lastTicket: 0 };
}

/** Whether seats of it are still given. */
export function isComing({ status, startsAt }: Session): boolean {
  return status === SessionStatus.SCHEDULED && startsAt > Date.now();
}

/** Gives tickets to those who ask now, in their order, and then serves the line with them in it. */
export async function ask(unit: Unit, session: Session, asking: readonly Enrolment[], { taken, lastTicket }: Seats): Promise<void> {
  for (const [i, enrolment] of asking.entries()) enrolment.ticket = lastTicket + i + 1;
  await seat(unit, session, session.capacity - taken, asking);
}

/** Gives the seats that are free to those who wait. Whoever gave one back has been written. */
export async function serve(unit: Unit, session: Session): Promise<void> {
  if (!isComing(session)) return;
  const { taken, waiting } = await readSeats(unit, session.id);
  const free = session.capacity - taken;
  if (free > 0 && waiting > 0) await seat(unit, session, free);
}

/** Takes enrolments back, gives what becomes free to those who wait, and tells all of them. */
export async function release(unit: Unit, session: Session, enrolments: readonly Enrolment[]): Promise<void> {
  await end(unit, enrolments);
  await serve(unit, session);
  await tellSession(unit, session, SessionChangeKind.SEATS);
}

/** Takes back whoever is in a session, or of those only who wait. */
export async function empty(unit: Unit, session: Session, whom: typeof LIVES | typeof WAITS): Promise<void> {
  const found = await unit.rows<{ id: string }>(sql`select e.id from enrolments e where e.session_id = ${session.id} and e.${text(whom)}`);
  if (found.length === 0) return;
  await end(unit, await lockEnrolments(unit, found));
  await tellSession(unit, session, SessionChangeKind.SEATS);
}

async function seat(unit: Unit, session: Session, free: number, asking: readonly Enrolment[] = []): Promise<void> {
  const waiting = free > 0 ? await lockNext(unit, session.id, free) : [];
  const seated = new Set(nextInLine([...waiting, ...asking], free));
  for (const enrolment of seated) enrolment.status = EnrolmentStatus.ENROLLED;
  await writeMany(unit, asking);
  for (const it of waiting) if (seated.has(it)) tellLearner(unit, it, EnrolmentChangeKind.PROMOTED);
  for (const it of asking) tellLearner(unit, it, EnrolmentChangeKind[seated.has(it) ? 'ENROLLED' : 'WAITLISTED']);
}

/** The first of the line, no more than can be served. */
async function lockNext(unit: Unit, sessionId: string, most: number): Promise<Enrolment[]> {
  const line = sql`select waiting.id from enrolments waiting
    where waiting.session_id = ${sessionId} and waiting.${text(WAITS)} order by ${turnOf('waiting')}`;
  return lockEnrolments(unit, await unit.rows<{ id: string }>(sql`${line} ${unit.dialect.limit(most)}`));
}

async function end(unit: Unit, enrolments: readonly Enrolment[]): Promise<void> {
  for (const enrolment of enrolments) {
    enrolment.status = EnrolmentStatus.CANCELLED;
    tellLearner(unit, enrolment, EnrolmentChangeKind.CANCELLED);
  }
  await unit.em.flush();
}

function lockEnrolments(unit: Unit, found: readonly { readonly id: string }[]): Promise<Enrolment[]> {
  return unit.lock(
    Enrolment,
    found.map(it => it.id),
  );
}
