import { type Actor, authorize } from '../../platform/access/actor.js';
import { refuseUnlessAllowed } from '../../platform/access/allowed.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Refused, refuse } from '../../platform/errors/user-error.js';
import { placesLeft } from '../../platform/waiting-list.js';
import { refuseUnlessLearners } from '../organizations/learner.rules.js';
import { Session } from '../sessions/session.entity.js';
import { SessionChangeKind, tellSession } from '../sessions/session.live.js';
import { seeingSession } from '../sessions/session.policy.js';
import { SessionStatus } from '../sessions/session.status.js';
import { byPriorityAndName, enrolmentOf, holdLearners, membersOf, refuseOther, refuseUnlessOpen, sees, thoseIn } from './enrolling.js';
import { Enrolment } from './enrolment.entity.js';
import { EnrolmentChangeKind, tellLearner } from './enrolment.live.js';
import { cancellingEnrolment, cancellingForOthers, enrollingOthers, seeingEnrolment, updatingEnrolment } from './enrolment.policy.js';
import { EnrolmentStatus, MARKS, NEXT } from './enrolment.status.js';
import { NotEnoughSeats } from './not-enough-seats.js';
import { ask, lockWithSession, readSeats, release } from './seating.js';

/** Seats in sessions, and the lines before them. Each deed locks the session first: no seat is ever taken twice. */
export class EnrolmentService {
  constructor(private readonly database: Database) {}

  /** Gives a learner a seat or, where there is none, a place in the waiting list. */
  async enrol(actor: Actor, sessionId: string, learnerId?: string | null): Promise<Row<Enrolment>> {
    authorize(actor, 'enrolment:create');
    const forWhom = learnerId ?? actor.id;
    return this.database.write({ actor, deed: 'enrolment:create' }, async unit => {
      const [learner] = await holdLearners(unit, [forWhom]);
      const session = await lockOne(unit, Session, sessionId);
      if (forWhom !== actor.id) await refuseUnlessReached(unit, actor, session, forWhom);
      if (!learner)
        return forWhom === actor.id ? refuseOther(unit, actor) : refuse(ErrorCode.NOT_FOUND, 'They are not active.', 'learnerId');
      if (!(await sees(unit, learner, session))) refuseUnseen(forWhom === actor.id);
      refuseUnlessOpen(session);
      if ((await thoseIn(unit, sessionId, [learner])).has(forWhom)) refuse(ErrorCode.TAKEN, 'They are enrolled or waiting already.', 'id');
      const enrolment = enrolmentOf(learner, session);
      await ask(unit, session, [enrolment], await readSeats(unit, sessionId));
      await tellSession(unit, session, SessionChangeKind.SEATS);
      return enrolment;
    });
  }

  /** Gives seats to those of a class who are not in it yet: to all of them, or to as many as there are seats for. Nobody comes into the line. */
  enrolClass(actor: Actor, sessionId: string, classGroupId: string, partial: boolean): Promise<Row<Enrolment>[]> {
    return this.database.write({ actor, deed: 'enrolment:create' }, async unit => {
      await refuseUnlessManaged(unit, actor, await readOne(unit, sessionId));
      const learners = await holdLearners(unit, await membersOf(unit, actor, classGroupId));
      const session = await lockOne(unit, Session, sessionId);
      await refuseUnlessManaged(unit, actor, session);
      refuseUnlessOpen(session);
      const there = await thoseIn(unit, sessionId, learners);
      const wanting = learners.filter(it => !there.has(it.id)).sort(byPriorityAndName);
      const seats = await readSeats(unit, sessionId);
      const left = placesLeft(session.capacity - seats.taken, seats.waiting);
      if (!partial && wanting.length > left) throw new Refused([new NotEnoughSeats(left, wanting.length)]);
      const enrolments = wanting.slice(0, left).map(it => enrolmentOf(it, session));
      if (enrolments.length === 0) return [];
      await ask(unit, session, enrolments, seats);
      await tellSession(unit, session, SessionChangeKind.SEATS);
      return enrolments;
    });
  }

  cancel(actor: Actor, id: string): Promise<Row<Enrolment>> {
    return this.database.write({ actor, deed: 'enrolment:cancel' }, async unit => {
      const { enrolment, session } = await lockWithSession(unit, id);
      const manages = await allowsAfterAll(cancellingForOthers, actor, enrolment, new Loaders(unit));
      if (!manages) await refuseUnlessAllowed(unit, actor, Enrolment, enrolment, { policy: cancellingEnrolment, seeing: seeingEnrolment });
      refuseUnlessNext(enrolment, EnrolmentStatus.CANCELLED);
      if (Date.now() >= (manages ? session.endsAt : session.startsAt)) {
        refuse(ErrorCode.TOO_LATE, 'Learners could until its start, those who manage it until its end.', 'id');
      }
      await release(unit, session, [enrolment]);
      return enrolment;
    });
  }

  /** Says whether they came. */
  async mark(actor: Actor, id: string, status: EnrolmentStatus): Promise<Row<Enrolment>> {
    return this.database.write({ actor, deed: 'enrolment:update' }, async unit => {
      const { enrolment, session } = await lockWithSession(unit, id);
      await refuseUnlessAllowed(unit, actor, Enrolment, enrolment, { policy: updatingEnrolment, seeing: seeingEnrolment });
      if (!MARKS.includes(status)) refuse(ErrorCode.INVALID_VALUE, `It is marked as ${MARKS.join(', ')}.`, 'status');
      const began = session.status === SessionStatus.RUNNING || session.status === SessionStatus.COMPLETED;
      if (!began) refuse(ErrorCode.INVALID_STATUS, `The session is ${session.status}.`, 'id');
      refuseUnlessNext(enrolment, status);
      enrolment.status = status;
      await unit.em.flush();
      tellLearner(unit, enrolment, EnrolmentChangeKind.MARKED);
      return enrolment;
    });
  }
}

async function readOne(unit: Unit, sessionId: string): Promise<Row<Session>> {
  const session = await new Loaders(unit).load(Session, sessionId);
  return session ?? refuse(ErrorCode.NOT_FOUND, 'There is no such session.', 'id');
}

async function refuseUnlessReached(unit: Unit, actor: Actor, session: Session, learnerId: string): Promise<void> {
  await refuseUnlessManaged(unit, actor, session);
  await refuseUnlessLearners(unit, actor, [learnerId], 'learnerId');
}

function refuseUnlessManaged(unit: Unit, actor: Actor, session: Row<Session>): Promise<void> {
  return refuseUnlessAllowed(unit, actor, Session, session, { policy: enrollingOthers, seeing: seeingSession });
}

function refuseUnseen(isOwn: boolean): void {
  if (isOwn) refuse(ErrorCode.NOT_FOUND, 'There is no such session.', 'id');
  refuse(ErrorCode.NOT_ALLOWED, 'Its course is neither published nor given to them.', 'learnerId');
}

function refuseUnlessNext(enrolment: Enrolment, status: EnrolmentStatus): void {
  if (NEXT[enrolment.status].includes(status)) return;
  refuse(ErrorCode.INVALID_STATUS, `What is ${enrolment.status} cannot become ${status}.`, 'id');
}
