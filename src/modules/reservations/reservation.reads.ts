import { type ListDefinition, listOf, type Reading, seenBy } from '../../platform/access/list.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { overlapping } from '../../platform/database/no-overlap.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import { DAY_MS, type Interval } from '../../platform/time/interval.js';
import { oneOfAResource } from './reservation.constraints.js';
import { Reservation } from './reservation.entity.js';
import { type ReservationFilter, type ReservationOrder, ReservationOrderField } from './reservation.inputs.js';

/** Written out, not as parameters: the index over taken times is used only by statements that say this. */
export const TAKES = text(`status in ('PENDING', 'CONFIRMED')`);

const MOST_CONFLICTS = 20;
/** No kind of resource is reserved for longer. */
const LONGEST_OF_ALL_MS = DAY_MS;

/** Whence to read, for whom, and the one now of the answer. */
interface ReadingNow extends Reading {
  readonly now: Instant;
}

export const reservations: ListDefinition<Reservation, ReservationFilter, ReservationOrderField, ReadingNow> = {
  entity: Reservation,
  alias: 'v',
  conditions: {
    resourceId: { looksAt: ['resourceId'], where: id => sql`v.resource_id = ${id}` },
    siteId: { looksAt: ['resourceId'], where: id => sql`v.resource_id in (select id from resources where site_id = ${id})` },
    userId: { looksAt: ['userId'], where: id => sql`v.user_id = ${id}` },
    statuses: { looksAt: ['status'], where: statuses => sql`v.status ${oneOf(statuses)}` },
    from: { looksAt: ['endsAt'], where: from => sql`v.ends_at > ${new Date(from)}` },
    to: { looksAt: ['startsAt'], where: to => sql`v.starts_at < ${new Date(to)}` },
    upcoming: {
      looksAt: ['status', 'startsAt'],
      where: (upcoming, { now }) => {
        const comes = sql`(v.${TAKES} and v.starts_at > ${new Date(now)})`;
        return upcoming ? comes : sql`not ${comes}`;
      },
    },
  },
  orders: {
    STARTS_AT: [{ column: text('v.starts_at'), property: 'startsAt', instant: true }],
    CREATED_AT: [{ column: text('v.created_at'), property: 'createdAt', instant: true }],
  },
  usualOrder: ReservationOrderField.STARTS_AT,
};

/** The reservations that a filter leaves for a viewer, in an order. `v` is their table. */
export function reservationList(
  reading: ReadingNow,
  filter?: ReservationFilter | null,
  order?: ReservationOrder | null,
): List<Reservation> {
  return listOf(reservations, reading, { filter, order });
}

/** The same of those that are known to the viewer to be for some user. */
export function reservationListOfUser(
  reading: ReadingNow,
  filter?: ReservationFilter | null,
  order?: ReservationOrder | null,
): List<Reservation> {
  const list = reservationList(reading, filter, order);
  return { ...list, where: [...list.where, ...seenBy(reading, reservations, ['userId'])] };
}

/**
 * Holds where nothing takes `resource` during `wanted`. Reservations there do not overlap each other, so of those that begin before its
 * end the last also ends last: one step on the index, however many there are.
 */
export function isFree(resource: Sql, { start, end }: Interval): Sql {
  const last = sql`select last.ends_at from reservations last where last.resource_id = ${resource} and last.${TAKES}
    and last.starts_at < ${new Date(end)} order by last.starts_at desc limit 1`;
  return sql`not exists (select 1 from (${last}) it where it.ends_at > ${new Date(start)})`;
}

/** Of what is looked for, what is left out: the reservation that is being moved, or all that somebody holds. */
export interface Except {
  readonly reservationId?: string | undefined;
  readonly holderId?: string | undefined;
}

/** What takes a resource during some of `wanted`, the first to begin first. */
export function readConflicts(source: RowSource, resourceId: string, wanted: Interval, except: Except = {}): Promise<Row<Reservation>[]> {
  const table = source.table(Reservation);
  return source.rowsOf(
    table,
    sql`${table.selection('v')} where ${overlapping(oneOfAResource, 'v', sql`${resourceId}`, wanted)}${others(except)}
      order by v.starts_at ${source.dialect.limit(MOST_CONFLICTS)}`,
  );
}

function others({ reservationId, holderId }: Except): Sql {
  const notMoved = reservationId ? sql` and v.id <> ${reservationId}` : text('');
  return holderId ? sql`${notMoved} and (v.holder_id is null or v.holder_id <> ${holderId})` : notMoved;
}

interface TakenTime extends Interval {
  readonly resourceId: string;
}

/** When some resources are taken during `range`. */
export async function readTaken(
  source: RowSource,
  resourceIds: readonly string[],
  range: Interval,
  except: Except = {},
): Promise<TakenTime[]> {
  return source.rows(
    sql`select v.resource_id as "resourceId", v.starts_at as start, v.ends_at as "end" from reservations v
      where v.resource_id ${oneOf(resourceIds)} and v.${TAKES} and v.ends_at > ${new Date(range.start)}
        and v.starts_at > ${new Date(range.start - LONGEST_OF_ALL_MS)} and v.starts_at < ${new Date(range.end)}${others(except)}`,
  );
}

/** When a resource is taken during `range`, in one statement for all resources asked for at once. */
export function loadTaken(loaders: Loaders, resourceId: string, range: Interval, except: Except = {}): Promise<readonly Interval[]> {
  return loaders.batch(`taken ${range.start} ${range.end} ${JSON.stringify(except)}`, resourceId, async ids => {
    const byResource = Map.groupBy(await readTaken(loaders.source, ids, range, except), it => it.resourceId);
    return ids.map(id => byResource.get(id) ?? []);
  });
}

/** What somebody holds, or held until its end, in no order that means anything; in one statement for all holders asked for at once. */
export function loadHeld(loaders: Loaders, holderId: string): Promise<readonly Row<Reservation>[]> {
  return loaders.batch('reservations of holders', holderId, async ids => {
    const table = loaders.source.table(Reservation);
    // Said, so that the index over what is held serves it.
    const held = text('v.holder_id is not null');
    const rows = await loaders.source.rowsOf(
      table,
      sql`${table.selection('v')} where v.holder_id ${oneOf(ids)} and ${held} order by v.resource_id`,
    );
    const byHolder = Map.groupBy(rows, it => it.holderId);
    return ids.map(id => byHolder.get(id) ?? []);
  });
}
