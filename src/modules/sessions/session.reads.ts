import type { Actor } from '../../platform/access/actor.js';
import { allowedBy, type ListDefinition, listOf, type Reading } from '../../platform/access/list.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { overlapping } from '../../platform/database/no-overlap.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import { DAY_MS, type Interval } from '../../platform/time/interval.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { loadHeld } from '../reservations/reservation.reads.js';
import { Resource } from '../resources/resource.entity.js';
import { oneOfATrainer } from './session.constraints.js';
import { Session } from './session.entity.js';
import { type SessionFilter, type SessionOrder, SessionOrderField } from './session.inputs.js';
import { seeingSession } from './session.policy.js';

const MOST_CONFLICTS = 20;
/** A room is taken for less. */
const LONGEST_MS = DAY_MS;

/** Whence to read, for whom, and the one now of the answer. */
export interface ReadingSessions extends Reading {
  readonly viewer: Actor;
  readonly now: Instant;
}

export const sessions: ListDefinition<Session, SessionFilter, SessionOrderField, ReadingSessions> = {
  entity: Session,
  alias: 's',
  conditions: {
    courseId: { looksAt: ['courseId'], where: id => sql`s.course_id = ${id}` },
    trainerId: { looksAt: ['trainerId'], where: id => sql`s.trainer_id = ${id}` },
    siteId: { looksAt: ['roomId'], where: id => sql`s.room_id in (select id from resources where site_id = ${id})` },
    statuses: { looksAt: ['status'], where: statuses => sql`s.status ${oneOf(statuses)}` },
    from: { looksAt: ['endsAt'], where: from => sql`s.ends_at > ${new Date(from)}` },
    to: { looksAt: ['startsAt'], where: to => sql`s.starts_at < ${new Date(to)}` },
    upcoming: {
      looksAt: ['status', 'startsAt'],
      where: (upcoming, { now }) => {
        const comes = sql`(s.status = 'SCHEDULED' and s.starts_at > ${new Date(now)})`;
        return upcoming ? comes : sql`not ${comes}`;
      },
    },
  },
  orders: { STARTS_AT: [{ column: text('s.starts_at'), property: 'startsAt', instant: true }] },
  usualOrder: SessionOrderField.STARTS_AT,
};

/** The sessions that a filter leaves, of those that the viewer may see, in an order. `s` is their table. */
export function sessionList(reading: ReadingSessions, filter?: SessionFilter | null, order?: SessionOrder | null): List<Session> {
  const list = listOf(sessions, reading, { filter, order });
  return { ...list, where: [...list.where, allowedBy(seeingSession, reading, sessions)] };
}

/** One session; null where there is none that the viewer may see. */
export async function readSession(loaders: Loaders, viewer: Actor, id: string): Promise<Row<Session> | null> {
  const session = await loaders.load(Session, id);
  return session && (await allowsAfterAll(seeingSession, viewer, session, loaders)) ? session : null;
}

/** The reservation of its room first. */
export async function loadReservations(loaders: Loaders, { id, roomId }: Row<Session>): Promise<Row<Reservation>[]> {
  const held = await loadHeld(loaders, id);
  return [...held.filter(it => it.resourceId === roomId), ...held.filter(it => it.resourceId !== roomId)];
}

/** What it takes beside its room, by name. */
export async function loadEquipment(loaders: Loaders, { id, roomId }: Row<Session>): Promise<Row<Resource>[]> {
  const held = await loadHeld(loaders, id);
  const equipment = await Promise.all(held.filter(it => it.resourceId !== roomId).map(it => loaders.load(Resource, it.resourceId)));
  return equipment.filter(it => it !== null).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** That a trainer is wanted for a time, by the session with this id, which is in nobody's way. */
export interface TrainerWanted extends Interval {
  readonly trainerId: string;
  readonly sessionId: string;
}

/**
 * What takes a trainer during some of a time: the reservations of the rooms in which they are, the first to begin first. Null where nothing
 * does.
 */
export async function readTrainerConflicts(source: RowSource, wanted: TrainerWanted): Promise<Row<Reservation>[] | null> {
  const { trainerId, sessionId } = wanted;
  if (wanted.end <= wanted.start) return null;
  const inTheWay = await source.rows<{ id: string }>(
    sql`select s.id from sessions s where ${overlapping(oneOfATrainer, 's', sql`${trainerId}`, wanted)} and s.id <> ${sessionId}
      order by s.starts_at ${source.dialect.limit(MOST_CONFLICTS)}`,
  );
  if (inTheWay.length === 0) return null;
  const table = source.table(Reservation);
  return source.rowsOf(
    table,
    sql`${table.selection('v')} join sessions s on s.id = v.holder_id and s.room_id = v.resource_id
      where v.holder_id ${oneOf(inTheWay.map(it => it.id))} and v.holder_id is not null order by v.starts_at`,
  );
}

/** When a trainer teaches, other than in that session. */
export function readTrainerBusy(source: RowSource, { trainerId, sessionId, start, end }: TrainerWanted): Promise<Interval[]> {
  return source.rows(
    sql`select s.starts_at as start, s.ends_at as "end" from sessions s
      where s.trainer_id = ${trainerId} and s.${text(oneOfATrainer.takes)} and s.ends_at > ${new Date(start)}
        and s.starts_at > ${new Date(start - LONGEST_MS)} and s.starts_at < ${new Date(end)} and s.id <> ${sessionId}`,
  );
}
