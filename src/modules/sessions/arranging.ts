import type { Actor } from '../../platform/access/actor.js';
import { permissionsOf } from '../../platform/access/permissions.js';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import { Problem, refuse, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import { User } from '../accounts/user.entity.js';
import type { Begins } from '../reservations/booking.js';
import { BookingConflict } from '../reservations/booking-conflict.js';
import { checkHolding, type Part } from '../reservations/holding.js';
import { type Resource, ResourceKind } from '../resources/resource.entity.js';
import type { Session } from './session.entity.js';
import { readTrainerConflicts } from './session.reads.js';

const MOST_EQUIPMENT = 20;

/** A session as it is wanted, with what it takes beside its room. */
export interface Arrangement {
  readonly session: Session;
  readonly equipmentIds: readonly string[];
}

/** What is new of it. */
interface News {
  readonly begins: Begins;
  /** Whether it has another trainer than before, and whether it takes them at another time. */
  readonly trainer: 'another' | 'at another time' | 'as before';
  /** What else is wrong with it. */
  readonly problems?: readonly UserError[];
}

/**
 * Takes the room, all equipment and the trainer, or refuses with everything that is in the way of any of them. Call it behind the session's
 * lock; it locks the resources, in the order of their ids, and then the trainer.
 */
export async function arrange(unit: Unit, actor: Actor, { session, equipmentIds }: Arrangement, news: News): Promise<void> {
  // Before anything is looked at for each of them.
  if (equipmentIds.length > MOST_EQUIPMENT) {
    refuse(ErrorCode.TOO_LONG, `At most ${MOST_EQUIPMENT} pieces of equipment.`, 'equipmentIds');
  }
  const { id: holderId, trainerId: userId, startsAt, endsAt } = session;
  const parts = partsOf(session, equipmentIds);
  const holding = await checkHolding(unit, actor, { holderId, userId, startsAt, endsAt, begins: news.begins, parts });
  refuseIfAny([
    ...problemsOf(session),
    ...(news.problems ?? []),
    ...problemsOfKinds(parts, holding.resources),
    ...holding.problems,
    ...(await problemsOfTrainer(unit, actor, session, news)),
  ]);
  unit.em.persist(session);
  await holding.write();
}

/** The room first, for everyone who has a seat; then the equipment, each piece once. */
export function partsOf({ roomId, capacity }: Pick<Session, 'roomId' | 'capacity'>, equipmentIds: readonly string[]): Part[] {
  const room = { resourceId: roomId, participants: capacity, path: ['roomId'], participantsPath: ['capacity'] };
  const equipment = [...new Set(equipmentIds)].map(resourceId => {
    const path = ['equipmentIds', String(equipmentIds.indexOf(resourceId))];
    return { resourceId, participants: 1, path, participantsPath: path };
  });
  return [room, ...equipment];
}

function problemsOfKinds(parts: readonly Part[], resources: ReadonlyMap<string, Row<Resource>>): UserError[] {
  return parts.flatMap(({ resourceId, path }, i) => {
    const needed = i === 0 ? ResourceKind.ROOM : ResourceKind.EQUIPMENT;
    const resource = resources.get(resourceId);
    if (!resource || resource.kind === needed) return [];
    return [new Problem(ErrorCode.INVALID_VALUE, `${resource.name} is no ${needed.toLowerCase()}.`, path)];
  });
}

/** Two who want the same trainer come one after the other; the database refuses an overlap by itself even so. */
async function problemsOfTrainer(unit: Unit, actor: Actor, session: Session, { trainer: news }: News): Promise<UserError[]> {
  const { id: sessionId, trainerId, startsAt: start, endsAt: end } = session;
  const table = unit.table(User);
  const [trainer] = await unit.rowsOf(table, sql`${table.selection('u')} where u.id = ${trainerId}${unit.dialect.forNoKeyUpdate}`);
  if (news === 'as before') return [];
  if (news === 'another') {
    if (!trainer?.active) {
      if (trainerId === actor.id) throw unauthenticated();
      return [new Problem(ErrorCode.NOT_FOUND, 'There is no such active user.', ['trainerId'])];
    }
    if (!mayTeach(trainer)) {
      return [new Problem(ErrorCode.INVALID_VALUE, 'A session is given by someone who may give sessions.', ['trainerId'])];
    }
  }
  const conflicts = await readTrainerConflicts(unit, { trainerId, sessionId, start, end });
  return conflicts ? [trainerConflict(conflicts, trainer)] : [];
}

export function trainerConflict(conflicts: BookingConflict['conflicts'], trainer: Named | null | undefined): BookingConflict {
  const name = trainer ? `${trainer.firstName} ${trainer.lastName}` : 'The trainer';
  return new BookingConflict(conflicts, [], ['trainerId'], `${name} is in another session for some of that time.`);
}

type Named = Pick<Row<User>, 'firstName' | 'lastName'>;

function mayTeach({ role, authorizations }: Row<User>): boolean {
  return (permissionsOf[role]?.has('session:create') ?? false) || authorizations.includes('session:create');
}
