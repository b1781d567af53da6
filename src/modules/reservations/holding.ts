import type { Actor } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { oneOf, sql } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, type UserError } from '../../platform/errors/user-error.js';
import { Resource } from '../resources/resource.entity.js';
import { type Begins, problemsOfBooking, type ReservationDeed, save } from './booking.js';
import { BookingConflict } from './booking-conflict.js';
import { Reservation } from './reservation.entity.js';
import { ReservationChangeKind } from './reservation.live.js';
import { ReservationStatus, TAKING } from './reservation.status.js';

/** One of the resources that are taken together. */
export interface Part {
  readonly resourceId: string;
  readonly participants: number;
  /** Where the holder's input names it. */
  readonly path: readonly string[];
  /** Where it says how many come. */
  readonly participantsPath: readonly string[];
}

/** What a holder wants to have, all of it or nothing. */
export interface Holding {
  readonly holderId: string;
  readonly userId: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly begins: Begins;
  readonly parts: readonly Part[];
}

/** What stands against a holding, and how to write it when nothing does. */
export interface CheckedHolding {
  /** Those of its parts that there are, behind their locks, by id. */
  readonly resources: ReadonlyMap<string, Row<Resource>>;
  readonly problems: readonly UserError[];
  write(): Promise<void>;
}

/**
 * Makes what a holder holds be what it wants to: takes what is new, moves what it keeps and gives back what is left out. Call it behind the
 * lock of the holder, which nobody else changes these reservations without; it holds all resources, in the order of their ids.
 */
export async function checkHolding(unit: Unit, actor: Actor, holding: Holding): Promise<CheckedHolding> {
  const held = await heldBy(unit, holding.holderId);
  const ids = [...held.map(it => it.resourceId), ...holding.parts.map(it => it.resourceId)];
  const resources = new Map((await unit.hold(Resource, ids)).map(it => [it.id, it]));
  const problems: UserError[] = [];
  const deeds: ReservationDeed[] = [];
  for (const part of holding.parts) {
    const resource = resources.get(part.resourceId);
    if (!resource) {
      problems.push(new Problem(ErrorCode.NOT_FOUND, 'There is no such resource.', part.path));
      continue;
    }
    const { deed, moves, changes } = wish(actor, holding, part, resource, held);
    if (moves) {
      const broken = await problemsOfBooking(unit, actor, deed.reservation, resource, holding.begins);
      problems.push(...broken.map(problem => ofPart(problem, part, resource)));
    }
    if (changes) deeds.push(deed);
  }
  const left = held.filter(it => !holding.parts.some(part => part.resourceId === it.resourceId));
  return {
    resources,
    problems: eachOnce(problems),
    async write() {
      // Of what is left, nothing says any more that it was ever part of the holding.
      for (const reservation of left) assign(reservation, { status: ReservationStatus.CANCELLED, holderId: null });
      await save(unit, ...deeds, ...left.map(it => deedOn(it, resources.get(it.resourceId), ReservationChangeKind.CANCELLED)));
    },
  };
}

/** Gives back all that a holder holds, or says that it took place. Call it behind the lock of the holder. */
export async function endHolding(unit: Unit, holderId: string, status: 'CANCELLED' | 'COMPLETED'): Promise<void> {
  const held = await heldBy(unit, holderId);
  const table = unit.table(Resource);
  const resources = await unit.rowsOf(table, sql`${table.selection('r')} where r.id ${oneOf(held.map(it => it.resourceId))}`);
  for (const reservation of held) reservation.status = ReservationStatus[status];
  const deeds = held.map(reservation =>
    deedOn(
      reservation,
      resources.find(it => it.id === reservation.resourceId),
      ReservationChangeKind[status],
    ),
  );
  await save(unit, ...deeds);
}

/** Not locked: only their holder changes them, and an erasure, which has locked their user before. */
function heldBy(unit: Unit, holderId: string): Promise<Reservation[]> {
  return unit.em.find(Reservation, { holderId, status: { $in: [...TAKING] } }, { orderBy: { id: 'asc' } });
}

/** The reservation as it is wanted, whether that is a matter of the calendar, and whether it is another than before. */
function wish(
  actor: Actor,
  { holderId, userId, startsAt, endsAt }: Holding,
  { resourceId, participants }: Part,
  resource: Row<Resource>,
  held: readonly Reservation[],
): { deed: ReservationDeed; moves: boolean; changes: boolean } {
  const wanted = { userId, startsAt, endsAt, participants };
  const known = held.find(it => it.resourceId === resourceId);
  if (!known) {
    const reservation = assign(new Reservation(), {
      ...wanted,
      resourceId,
      holderId,
      creatorId: actor.id,
      status: ReservationStatus.CONFIRMED,
    });
    return { deed: deedOn(reservation, resource, ReservationChangeKind.CREATED), moves: true, changes: true };
  }
  const moves = known.startsAt !== startsAt || known.endsAt !== endsAt || known.participants !== participants;
  const changes = moves || known.userId !== userId;
  return { deed: deedOn(assign(known, wanted), resource, ReservationChangeKind.UPDATED), moves, changes };
}

function deedOn(reservation: Reservation, resource: Row<Resource> | undefined, change: ReservationChangeKind): ReservationDeed {
  return { reservation, resources: resource ? [resource] : [], change };
}

/** What the holder got wrong is told where its input says it, what is wrong with a resource where that is named. */
function ofPart(problem: UserError, { path, participantsPath }: Part, resource: Row<Resource>): UserError {
  const { name } = resource;
  if (problem instanceof BookingConflict) return BookingConflict.of(resource, problem.conflicts, path);
  if (problem.path[0] === 'participants') return new Problem(problem.code, `${name}: ${problem.message}`, participantsPath);
  if (problem.code === ErrorCode.TOO_LONG || problem.code === ErrorCode.IN_THE_PAST) return problem;
  return new Problem(problem.code, `${name}: ${problem.message}`, path);
}

/** What is wrong with the time is so for each resource, and is told once. */
function eachOnce(problems: readonly UserError[]): UserError[] {
  const told = new Map(problems.map(it => [JSON.stringify([it.code, it.path, it.message]), it]));
  return [...told.values()];
}
