import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { Loaders } from '../../platform/database/loaders.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { Refused, type UserError } from '../../platform/errors/user-error.js';
import { User } from '../accounts/user.entity.js';
import { findTimesTogether } from '../reservations/alternatives.js';
import { type BookableTime, BookingConflict } from '../reservations/booking-conflict.js';
import { readConflicts } from '../reservations/reservation.reads.js';
import { Resource } from '../resources/resource.entity.js';
import { type Arrangement, partsOf, trainerConflict } from './arranging.js';
import { readTrainerBusy, readTrainerConflicts } from './session.reads.js';

/** What is in the way of a session, and when all that it takes can be had instead. */
export interface Surroundings {
  readonly conflicts: readonly BookingConflict[];
  readonly alternatives: readonly BookableTime[];
}

/** As it is by now, without any lock. */
export async function lookAround(source: RowSource, arrangement: Arrangement, now: Instant): Promise<Surroundings> {
  const [conflicts, alternatives] = await Promise.all([conflictsOf(source, arrangement), alternativesTo(source, arrangement, now)]);
  return { conflicts, alternatives };
}

/** The same refusal with what is free instead. Where the database itself had the last word, it did not say what is in the way: that is told, too. */
export function withSurroundings({ errors }: Refused, { conflicts, alternatives }: Surroundings): Refused {
  const isBare = (it: UserError) => it instanceof BookingConflict && it.conflicts.length === 0 && conflicts.length > 0;
  const others = errors.filter(it => !isBare(it));
  const found = errors.some(isBare) ? conflicts.filter(it => !others.some(other => isAtSame(it, other))) : [];
  return new Refused([...others, ...found].map(it => (it instanceof BookingConflict ? it.instead(alternatives) : it)));
}

function isAtSame(one: UserError, other: UserError): boolean {
  return one.code === other.code && one.path.join() === other.path.join();
}

async function conflictsOf(source: RowSource, { session, equipmentIds }: Arrangement): Promise<BookingConflict[]> {
  const { id: sessionId, trainerId, startsAt: start, endsAt: end } = session;
  const loaders = new Loaders(source);
  const ofParts = partsOf(session, equipmentIds).map(async ({ resourceId, path }) => {
    const [conflicts, resource] = await Promise.all([
      readConflicts(source, resourceId, { start, end }, { holderId: sessionId }),
      loaders.load(Resource, resourceId),
    ]);
    return conflicts.length > 0 ? [BookingConflict.of(resource, conflicts, path)] : [];
  });
  const ofTrainer = async () => {
    const wanted = { trainerId, sessionId, start, end };
    const [conflicts, trainer] = await Promise.all([readTrainerConflicts(source, wanted), loaders.load(User, trainerId)]);
    return conflicts ? [trainerConflict(conflicts, trainer)] : [];
  };
  return (await Promise.all([...ofParts, ofTrainer()])).flat();
}

async function alternativesTo(source: RowSource, { session, equipmentIds }: Arrangement, now: Instant): Promise<BookableTime[]> {
  const { id: sessionId, trainerId, startsAt: start, endsAt: end } = session;
  const loaders = new Loaders(source);
  const parts = await Promise.all(
    partsOf(session, equipmentIds).map(async part => ({ ...part, resource: await loaders.load(Resource, part.resourceId) })),
  );
  const resources = parts.filter((it): it is (typeof parts)[number] & { resource: Row<Resource> } => it.resource !== null);
  if (resources.length < parts.length) return [];
  const loadBusy = (range: { start: Instant; end: Instant }) => readTrainerBusy(source, { trainerId, sessionId, ...range });
  return findTimesTogether(loaders, { start, end, resources, holderId: sessionId, loadBusy }, now);
}
