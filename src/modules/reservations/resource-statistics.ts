import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, sql, text } from '../../platform/database/sql.js';
import { DAY_MS, HOUR_MS, intersect, MINUTE_MS, totalLength } from '../../platform/time/interval.js';
import { bookableTime } from '../resources/bookable-time.js';
import type { Resource } from '../resources/resource.entity.js';
import { loadCalendar } from '../resources/resource.reads.js';
import { loadTaken, TAKES } from './reservation.reads.js';

@ObjectType({ simpleResolvers: true, description: 'How much a resource is used.' })
export class ResourceStatistics {
  @Field(() => Int, { description: 'All reservations that were ever made, whatever became of them.' })
  totalReservations!: number;

  @Field(() => Int, { description: 'Confirmed ones that are running now.' })
  activeReservations!: number;

  @Field(() => Int, { description: 'Pending or confirmed ones that have not begun.' })
  upcomingReservations!: number;

  @Field(() => Float, { description: 'Of the time of the next 7 days in which it can be reserved, the part that is, in percent.' })
  occupancyNext7Days!: number;

  @Field(() => Float, { description: 'Hours of the last 30 days in confirmed or completed reservations.' })
  hoursReservedLast30Days!: number;

  @Field(() => Float, { nullable: true, description: 'Of all reservations, in minutes; null where there are none.' })
  meanDurationMinutes!: number | null;
}

interface Counts {
  readonly resourceId: string;
  readonly total: number;
  readonly active: number;
  readonly upcoming: number;
  readonly reservedMs: number;
  readonly meanMs: number | null;
}

/** More are counted where it keeps nobody waiting. */
const MANY = 20_000;

const NONE = { total: 0, active: 0, upcoming: 0, reservedMs: 0, meanMs: null };

/** A resource's statistics; what all resources asked for at once need is counted in one statement. */
export async function loadStatistics(loaders: Loaders, resource: Row<Resource>, now: Instant): Promise<ResourceStatistics> {
  const week = { start: now, end: now + 7 * DAY_MS };
  const [calendar, taken, counts] = await Promise.all([
    loadCalendar(loaders, resource),
    loadTaken(loaders, resource.id, week),
    loaders.batch(`statistics ${now}`, resource.id, async ids => {
      const byResource = new Map((await readCounts(loaders.source, ids, now)).map(row => [row.resourceId, row]));
      return ids.map(id => byResource.get(id) ?? NONE);
    }),
  ]);
  const bookable = bookableTime(calendar, week);
  const open = totalLength(bookable);
  return {
    totalReservations: counts.total,
    activeReservations: counts.active,
    upcomingReservations: counts.upcoming,
    occupancyNext7Days: open === 0 ? 0 : round((100 * totalLength(intersect(bookable, taken))) / open),
    hoursReservedLast30Days: round(counts.reservedMs / HOUR_MS),
    meanDurationMinutes: counts.meanMs === null ? null : round(counts.meanMs / MINUTE_MS),
  };
}

function readCounts(source: RowSource, resourceIds: readonly string[], now: Instant): Promise<Counts[]> {
  const { dialect } = source;
  const at = new Date(now);
  const monthAgo = new Date(now - 30 * DAY_MS);
  const start = sql`case when v.starts_at < ${monthAgo} then ${monthAgo} else v.starts_at end`;
  const end = sql`case when v.ends_at > ${at} then ${at} else v.ends_at end`;
  const inLast30Days = sql`v.status in ('CONFIRMED', 'COMPLETED') and v.starts_at < ${at} and v.ends_at > ${monthAgo}`;
  const theirs = sql`from reservations v where v.resource_id ${oneOf(resourceIds)}`;
  return source.rowsOfMany(
    sql`select v.resource_id as "resourceId", count(*) as total,
      sum(case when v.status = 'CONFIRMED' and v.starts_at <= ${at} and v.ends_at > ${at} then 1 else 0 end) as active,
      sum(case when v.${TAKES} and v.starts_at > ${at} then 1 else 0 end) as upcoming,
      sum(case when ${inLast30Days} then ${dialect.millisBetween(start, end)} else 0 end) as "reservedMs",
      avg(${dialect.millisBetween(text('v.starts_at'), text('v.ends_at'))}) as "meanMs"
      ${theirs} group by v.resource_id`,
    sql`select 1 ${theirs} ${text(`limit 1 offset ${MANY}`)}`,
  );
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
