import { type Actor, authorize } from '../../platform/access/actor.js';
import { allows } from '../../platform/access/policy.js';
import { AskedAtOnce } from '../../platform/asked-at-once.js';
import type { Origin } from '../../platform/audit/origin.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, holdOne, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { forbidden, unauthenticated } from '../../platform/errors/request-error.js';
import { Problem, Refused, refuse, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import { Resource } from '../resources/resource.entity.js';
import { findAlternatives } from './alternatives.js';
import { type Begins, problemsOfBooking, save } from './booking.js';
import { BookingConflict } from './booking-conflict.js';
import { Reservation } from './reservation.entity.js';
import type { ReservationCreateInput, ReservationUpdateInput } from './reservation.inputs.js';
import { ReservationChangeKind } from './reservation.live.js';
import { cancelling, changeableUntil, type ReservationPolicy, updating } from './reservation.policy.js';
import { readConflicts } from './reservation.reads.js';
import { NEXT, ReservationStatus } from './reservation.status.js';

const TIME_AND_PLACE = ['resourceId', 'startsAt', 'endsAt', 'participants'] as const;

/** Taking resources for a time. Nothing is ever taken twice: see `booking.ts`. */
export class ReservationService {
  /** Many want the same time at the same moment, when it opens for reservations. */
  readonly #atOnce = new AskedAtOnce<Surroundings>();

  constructor(private readonly database: Database) {}

  create(actor: Actor, { userId, ...given }: ReservationCreateInput): Promise<Row<Reservation>> {
    authorize(actor, 'reservation:create');
    const forWhom = userId ?? actor.id;
    if (forWhom !== actor.id) authorize(actor, 'reservation:create-for-others');
    const reservation = assign(new Reservation(), { ...given, userId: forWhom, creatorId: actor.id });
    return this.#withAlternatives(reservation, undefined, () =>
      this.database.write({ actor, deed: 'reservation:create' }, async unit => {
        const resource = await holdOne(unit, Resource, given.resourceId, 'resourceId');
        const problems = [
          ...(await problemsOfUser(unit, actor, forWhom)),
          ...(await problemsOfBooking(unit, actor, reservation, resource, 'anew')),
        ];
        refuseWith(reservation, problems);
        await save(unit, { reservation, resources: [resource], change: ReservationChangeKind.CREATED });
        return reservation;
      }),
    );
  }

  update(actor: Actor, id: string, input: ReservationUpdateInput): Promise<Row<Reservation>> {
    const wanted = assign(new Reservation(), { id });
    return this.#withAlternatives(wanted, id, () =>
      this.database.write({ actor, deed: 'reservation:update' }, async unit => {
        // Held first, so that it cannot go to another resource meanwhile. What holds a resource never waits for one that may still change.
        const reservation = await lockOne(unit, Reservation, id);
        checkChangeable(updating, actor, reservation);
        refuseIfAny(TIME_AND_PLACE.filter(field => input[field] === null).map(missing));
        if (input.description || input.note) await refuseIfErased(unit, reservation.userId);
        const { resourceId, startsAt } = reservation;
        const resources = await unit.hold(Resource, [resourceId, input.resourceId ?? resourceId]);
        update(reservation, input);
        assign(wanted, reservation);
        const resource = resources.find(it => it.id === reservation.resourceId);
        if (!resource) return refuse(ErrorCode.NOT_FOUND, 'There is no such resource.', 'resourceId');
        const moved = TIME_AND_PLACE.some(field => input[field] !== undefined);
        const begins: Begins = reservation.startsAt === startsAt ? 'as before' : 'anew';
        if (moved) refuseWith(reservation, await problemsOfBooking(unit, actor, reservation, resource, begins));
        await save(unit, { reservation, resources, change: ReservationChangeKind.UPDATED });
        return reservation;
      }),
    );
  }

  cancel(actor: Actor, id: string): Promise<Row<Reservation>> {
    return this.#become(
      { actor, deed: 'reservation:cancel' },
      id,
      ReservationStatus.CANCELLED,
      ReservationChangeKind.CANCELLED,
      reservation => checkChangeable(cancelling, actor, reservation),
    );
  }

  async confirm(actor: Actor, id: string): Promise<Row<Reservation>> {
    authorize(actor, 'reservation:confirm');
    return this.#become({ actor, deed: 'reservation:confirm' }, id, ReservationStatus.CONFIRMED, ReservationChangeKind.CONFIRMED);
  }

  async complete(actor: Actor, id: string): Promise<Row<Reservation>> {
    authorize(actor, 'reservation:complete');
    return this.#become({ actor, deed: 'reservation:complete' }, id, ReservationStatus.COMPLETED, ReservationChangeKind.COMPLETED);
  }

  async markNoShow(actor: Actor, id: string): Promise<Row<Reservation>> {
    authorize(actor, 'reservation:mark-no-show');
    return this.#become({ actor, deed: 'reservation:mark-no-show' }, id, ReservationStatus.NO_SHOW, ReservationChangeKind.NO_SHOW);
  }

  #become(
    origin: Origin,
    id: string,
    status: ReservationStatus,
    change: ReservationChangeKind,
    check: (reservation: Reservation) => void = () => undefined,
  ): Promise<Row<Reservation>> {
    return this.database.write(origin, async unit => {
      const reservation = await lockOne(unit, Reservation, id);
      check(reservation);
      refuseIfHeld(reservation);
      if (!NEXT[reservation.status].includes(status)) {
        refuse(ErrorCode.INVALID_STATUS, `What is ${reservation.status} cannot become ${status}.`, 'id');
      }
      reservation.status = status;
      const resource = await new Loaders(unit).load(Resource, reservation.resourceId);
      await save(unit, { reservation, resources: resource ? [resource] : [], change });
      return reservation;
    });
  }

  /**
   * A conflict is answered with what is taken and what is free instead, found after the lock is given back. `moved` is the reservation
   * that is not in its own way.
   */
  async #withAlternatives<T>(wanted: Reservation, moved: string | undefined, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Refused) || !error.errors.some(it => it instanceof BookingConflict)) throw error;
      const { resourceId, participants, startsAt, endsAt } = wanted;
      const question = [resourceId, startsAt, endsAt, participants, moved].join();
      const look = () => this.#lookAround(wanted, moved);
      const { conflicts, alternatives } = await (this.database.isEnclosed ? look() : this.#atOnce.ask(question, look));
      throw new Refused(
        error.errors.map(it => (it instanceof BookingConflict ? new BookingConflict(conflicts, alternatives, it.path) : it)),
      );
    }
  }

  async #lookAround({ resourceId, participants, startsAt: start, endsAt: end }: Reservation, moved?: string): Promise<Surroundings> {
    const conflicts = await readConflicts(this.database, resourceId, { start, end }, { reservationId: moved });
    const alternatives = await findAlternatives(new Loaders(this.database), { resourceId, participants, start, end }, Date.now());
    return { conflicts, alternatives };
  }
}

/** What takes the time that somebody wants, and what they could have instead. */
type Surroundings = Pick<BookingConflict, 'conflicts' | 'alternatives'>;

/** Refuses it for these problems, and its own with them. Where there are none, its own are looked for when it is written. */
function refuseWith(reservation: Reservation, problems: readonly UserError[]): void {
  if (problems.length > 0) throw new Refused([...problemsOf(reservation), ...problems]);
}

async function problemsOfUser(unit: Unit, actor: Actor, userId: string): Promise<UserError[]> {
  // Held, so that nothing is stored about whoever is erased meanwhile; by as many at once as book.
  const [user] = await unit.rows<{ active: boolean }>(sql`select active from users where id = ${userId}${unit.dialect.forKeyShare}`);
  if (user?.active) return [];
  if (userId === actor.id) throw unauthenticated();
  return [new Problem(ErrorCode.NOT_FOUND, 'There is no such active user.', ['userId'])];
}

/** Whoever holds the reservation comes before an erasure, which will take the text away, or after it. */
async function refuseIfErased(unit: Unit, userId: string): Promise<void> {
  const [erased] = await unit.rows(sql`select id from users where id = ${userId} and erased_at is not null`);
  if (erased) refuse(ErrorCode.INVALID_STATUS, 'Whose it was is erased: nothing can be written on it.', 'id');
}

function checkChangeable(policy: ReservationPolicy, actor: Actor, reservation: Reservation): void {
  if (!allows(policy, actor, reservation)) throw forbidden();
  refuseIfHeld(reservation);
  if (!NEXT[reservation.status].includes(ReservationStatus.CANCELLED)) {
    refuse(ErrorCode.INVALID_STATUS, `It is ${reservation.status}.`, 'id');
  }
  if (Date.now() > changeableUntil(policy, actor, reservation)) {
    refuse(ErrorCode.TOO_LATE, 'This was possible until two hours before its start, for managers until its end.', 'id');
  }
}

/** It is behind its own lock here, and its holder is another's: see `holding.ts`. */
function refuseIfHeld({ holderId }: Reservation): void {
  if (holderId !== null) refuse(ErrorCode.IN_USE, 'It is held for something, such as a session, and changes only with that.', 'id');
}

function missing(field: string): UserError {
  return new Problem(ErrorCode.REQUIRED, `${field} is needed.`, [field]);
}
