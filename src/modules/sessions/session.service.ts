import { type Actor, authorize } from '../../platform/access/actor.js';
import { lockAllowed } from '../../platform/access/allowed.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import { AskedAtOnce } from '../../platform/asked-at-once.js';
import { assign, update } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, Refused, refuse, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import { Course } from '../courses/course.entity.js';
import { seeingCourse } from '../courses/course.policy.js';
import { BookingConflict } from '../reservations/booking-conflict.js';
import { endHolding } from '../reservations/holding.js';
import { type Arrangement, arrange } from './arranging.js';
import { lookAround, type Surroundings, withSurroundings } from './session.alternatives.js';
import { Session } from './session.entity.js';
import type { SessionCreateInput, SessionUpdateInput } from './session.inputs.js';
import { SessionChangeKind, tellSession } from './session.live.js';
import { cancellingSession, runningSession, type SessionPolicy, seeingSession, updatingSession } from './session.policy.js';
import { loadEquipment } from './session.reads.js';
import { NEXT, SessionStatus } from './session.status.js';

/** Runs inside the change of a session, which is locked and written, before its commit. What it throws undoes all of it. */
type Inside = (unit: Unit, actor: Actor, session: Session, change: SessionChangeKind) => Promise<void>;

/** What changes of a session's time, place and people. */
type Changes = SessionUpdateInput & { readonly startsAt?: number; readonly endsAt?: number };

const NEEDED = ['roomId', 'equipmentIds', 'trainerId', 'capacity'] as const;

/** A course at a time. What it takes, it takes wholly or not at all: see `arrange`. */
export class SessionService {
  /** Later modules add theirs. */
  readonly inside: Inside[] = [];
  /** Many want the same trainer or room at the same moment. */
  readonly #atOnce = new AskedAtOnce<Surroundings>();

  constructor(private readonly database: Database) {}

  create(actor: Actor, { equipmentIds, trainerId, ...given }: SessionCreateInput): Promise<Row<Session>> {
    authorize(actor, 'session:create');
    const session = assign(new Session(), { ...given, trainerId: trainerId ?? actor.id });
    return this.#withAlternatives(async wants => {
      const arrangement = wants({ session, equipmentIds });
      return this.database.write({ actor, deed: 'session:create' }, async unit => {
        const problems = await problemsOfCourse(unit, actor, session);
        await arrange(unit, actor, arrangement, { begins: 'anew', trainer: 'another', problems });
        await tellSession(unit, session, SessionChangeKind.CREATED);
        return session;
      });
    });
  }

  update(actor: Actor, id: string, input: SessionUpdateInput): Promise<Row<Session>> {
    return this.#change(actor, id, 'session:update', input, SessionChangeKind.UPDATED);
  }

  /** Everything that it takes moves with it. */
  reschedule(actor: Actor, id: string, startsAt: number, endsAt: number): Promise<Row<Session>> {
    return this.#change(actor, id, 'session:reschedule', { startsAt, endsAt }, SessionChangeKind.RESCHEDULED);
  }

  /** Everything that it takes is given back. */
  cancel(actor: Actor, id: string, reason?: string | null): Promise<Row<Session>> {
    const { CANCELLED } = SessionStatus;
    return this.#become(actor, id, 'session:cancel', cancellingSession, CANCELLED, session => {
      assign(session, { cancelReason: reason?.trim() || null });
      refuseIfAny(problemsOf(session).map(it => (it.path[0] === 'cancelReason' ? it.at(['reason']) : it)));
    });
  }

  start(actor: Actor, id: string): Promise<Row<Session>> {
    return this.#become(actor, id, 'session:start', runningSession, SessionStatus.RUNNING);
  }

  complete(actor: Actor, id: string): Promise<Row<Session>> {
    return this.#become(actor, id, 'session:complete', runningSession, SessionStatus.COMPLETED);
  }

  #change(actor: Actor, id: string, deed: string, { equipmentIds, ...changes }: Changes, change: SessionChangeKind): Promise<Row<Session>> {
    return this.#withAlternatives(wants =>
      this.database.write({ actor, deed }, async unit => {
        const session = await lockSession(unit, updatingSession, actor, id);
        if (session.status !== SessionStatus.SCHEDULED) refuse(ErrorCode.INVALID_STATUS, `It is ${session.status}.`, 'id');
        refuseIfAny(NEEDED.filter(field => ({ equipmentIds, ...changes })[field] === null).map(missing));
        const { trainerId, startsAt, endsAt, roomId } = session;
        const equipment = equipmentIds ?? (await loadEquipment(new Loaders(unit), session)).map(it => it.id);
        update(session, changes);
        if (session.trainerId !== trainerId && session.trainerId !== actor.id) authorize(actor, 'session:create-for-others');
        const moves = session.startsAt !== startsAt || session.endsAt !== endsAt;
        await arrange(unit, actor, wants({ session, equipmentIds: equipment }), {
          begins: session.startsAt === startsAt ? 'as before' : 'anew',
          trainer: session.trainerId !== trainerId ? 'another' : moves ? 'at another time' : 'as before',
        });
        await this.#changed(unit, actor, session, change, ...(session.roomId === roomId ? [] : [roomId]));
        return session;
      }),
    );
  }

  #become(
    actor: Actor,
    id: string,
    deed: string,
    policy: SessionPolicy,
    status: Later,
    prepare: (session: Session) => void = () => undefined,
  ): Promise<Row<Session>> {
    return this.database.write({ actor, deed }, async unit => {
      const session = await lockSession(unit, policy, actor, id);
      if (!NEXT[session.status].includes(status)) {
        refuse(ErrorCode.INVALID_STATUS, `What is ${session.status} cannot become ${status}.`, 'id');
      }
      prepare(session);
      session.status = status;
      if (status !== SessionStatus.RUNNING) await endHolding(unit, id, status);
      await unit.em.flush();
      await this.#changed(unit, actor, session, CHANGE[status]);
      return session;
    });
  }

  async #changed(unit: Unit, actor: Actor, session: Session, change: SessionChangeKind, ...leftRoomIds: string[]): Promise<void> {
    for (const also of this.inside) await also(unit, actor, session, change);
    await tellSession(unit, session, change, ...leftRoomIds);
  }

  /** A conflict is answered with when all is free instead, found after the locks are given back. `wants` notes what is wanted. */
  async #withAlternatives<T>(work: (wants: (arrangement: Arrangement) => Arrangement) => Promise<T>): Promise<T> {
    let wanted: Arrangement | undefined;
    try {
      return await work(it => {
        wanted = it;
        return it;
      });
    } catch (error) {
      const found = wanted;
      if (!(error instanceof Refused) || !found || !error.errors.some(it => it instanceof BookingConflict)) throw error;
      const look = () => lookAround(this.database, found, Date.now());
      throw withSurroundings(error, await (this.database.isEnclosed ? look() : this.#atOnce.ask(questionOf(found), look)));
    }
  }
}

type Later = Exclude<SessionStatus, SessionStatus.SCHEDULED>;

const CHANGE: Readonly<Record<Later, SessionChangeKind>> = {
  RUNNING: SessionChangeKind.STARTED,
  COMPLETED: SessionChangeKind.COMPLETED,
  CANCELLED: SessionChangeKind.CANCELLED,
};

/**
 * Locks a session that a policy allows the actor: whatever belongs to it is changed by one at a time. Before it, the actor and its trainer are
 * held: an erasure of either does so, too, and then changes the same rows. So it comes before or after, and takes away what is written here.
 */
export async function lockSession(unit: Unit, policy: SessionPolicy, actor: Actor, id: string, path = 'id'): Promise<Session> {
  await unit.rows(sql`select u.id from users u where u.id in (select a.id from users a where a.id = ${actor.id}
    union all select s.trainer_id from sessions s where s.id = ${id}) order by u.id${unit.dialect.forKeyShare}`);
  return lockAllowed(unit, actor, Session, id, { policy, seeing: seeingSession, path });
}

/**
 * The course is held, so that it is not deleted meanwhile; by as many at once as make sessions of it. One that the actor may not know of is
 * refused as one that never was.
 */
async function problemsOfCourse(unit: Unit, actor: Actor, { courseId, trainerId }: Session): Promise<UserError[]> {
  const table = unit.table(Course);
  const [course] = await unit.rowsOf(table, sql`${table.selection('c')} where c.id = ${courseId}${unit.dialect.forKeyShare}`);
  const isSeen = course && (await allowsAfterAll(seeingCourse, actor, course, new Loaders(unit)));
  if (trainerId !== actor.id || (isSeen && course.ownerId !== actor.id)) authorize(actor, 'session:create-for-others');
  return isSeen ? [] : [new Problem(ErrorCode.NOT_FOUND, 'There is no such course.', ['courseId'])];
}

/** Whoever asks for the same is answered the same, a session that is moved being in nobody's way but its own. */
function questionOf({ session, equipmentIds }: Arrangement): string {
  const { id, version, trainerId, roomId, capacity, startsAt, endsAt } = session;
  return [version ? id : '', trainerId, roomId, capacity, startsAt, endsAt, ...equipmentIds].join();
}

function missing(field: string): UserError {
  return new Problem(ErrorCode.REQUIRED, `${field} is needed.`, [field]);
}
