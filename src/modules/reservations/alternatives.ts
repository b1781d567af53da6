import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { sql } from '../../platform/database/sql.js';
import { DAY_MS, type Interval, intersect, lengthOf, nextQuarter, QUARTER_MS, subtract } from '../../platform/time/interval.js';
import { isBookable } from '../resources/bookable-time.js';
import { Resource } from '../resources/resource.entity.js';
import { loadCalendar } from '../resources/resource.reads.js';
import type { BookableTime } from './booking-conflict.js';
import { loadFreeTime } from './free-time.js';
import { isFree } from './reservation.reads.js';
import { LONGEST_MS, SHORTEST_MS } from './reservation.rules.js';

const OTHER_TIMES = 3;
const OTHER_RESOURCES = 2;
const LOOKED_AT = 10;
const AROUND_MS = 7 * DAY_MS;

interface Wanted extends Interval {
  readonly resourceId: string;
  readonly participants: number;
}

/** What can be had instead, each as it stands: other resources of the kind at the same time, then the nearest times of the same one. */
export async function findAlternatives(loaders: Loaders, wanted: Wanted, now: Instant): Promise<BookableTime[]> {
  const resource = await loaders.load(Resource, wanted.resourceId);
  if (!resource || wanted.end <= wanted.start) return [];
  const lawful = { ...wanted, ...lawfulTime(wanted, resource.kind) };
  const [others, times] = await Promise.all([likeIt(loaders, resource, lawful, now), nearestTimes(loaders, resource, lawful, now)]);
  return [...others, ...times];
}

/** The time asked for, widened to quarters of an hour and kept within the shortest and the longest that the kind allows. */
function lawfulTime({ start, end }: Interval, kind: string): Interval {
  const from = Math.floor(start / QUARTER_MS) * QUARTER_MS;
  const length = Math.min(Math.max(nextQuarter(end) - from, SHORTEST_MS), LONGEST_MS[kind] ?? SHORTEST_MS);
  return { start: from, end: from + length };
}

/** Resources of its site and kind that are large enough and free then, the smallest first. */
async function likeIt(loaders: Loaders, resource: Row<Resource>, wanted: Wanted, now: Instant): Promise<BookableTime[]> {
  if (wanted.start < now) return [];
  const { source } = loaders;
  const table = source.table(Resource);
  const candidates = await source.rowsOf(
    table,
    sql`${table.selection('r')}
      where r.site_id = ${resource.siteId} and r.kind = ${resource.kind} and r.state = 'ACTIVE' and r.id <> ${resource.id}
        and r.capacity >= ${wanted.participants}
        and ${isFree(sql`r.id`, wanted)}
      order by r.capacity, r.name, r.id ${source.dialect.limit(LOOKED_AT)}`,
  );
  const bookable = await Promise.all(candidates.map(async it => isBookable(await loadCalendar(loaders, it), wanted)));
  return candidates
    .filter((_, i) => bookable[i])
    .slice(0, OTHER_RESOURCES)
    .map(it => ({ resource: it, startsAt: wanted.start, endsAt: wanted.end }));
}

/** The times of the same length, within a week, that begin nearest to the wanted one. */
async function nearestTimes(loaders: Loaders, resource: Row<Resource>, wanted: Wanted, now: Instant): Promise<BookableTime[]> {
  const range = rangeAround(wanted, now);
  if (range.start >= range.end || wanted.participants > resource.capacity) return [];
  return nearestIn(await loadFreeTime(loaders, resource, range), resource, wanted);
}

/** Several resources for one time, and when whoever is needed beside them has no time. */
export interface WantedTogether extends Interval {
  readonly resources: readonly { readonly resource: Row<Resource>; readonly participants: number }[];
  /** Whose own reservations are in nobody's way. */
  readonly holderId: string;
  readonly loadBusy: (range: Interval) => Promise<readonly Interval[]>;
}

/** The nearest times when all of them can be had together. The first of the resources stands for all. */
export async function findTimesTogether(loaders: Loaders, wanted: WantedTogether, now: Instant): Promise<BookableTime[]> {
  const { resources, holderId, loadBusy } = wanted;
  const [first] = resources;
  if (!first || wanted.end <= wanted.start || resources.some(it => it.participants > it.resource.capacity)) return [];
  const lawful = resources.reduce<Interval>((time, { resource }) => lawfulTime(time, resource.kind), wanted);
  const range = rangeAround(lawful, now);
  if (range.start >= range.end) return [];
  const [busy, ...free] = await Promise.all([
    loadBusy(range),
    ...resources.map(({ resource }) => loadFreeTime(loaders, resource, range, { holderId })),
  ]);
  return nearestIn(sharedTime(free, busy), first.resource, lawful);
}

/** The time that is in each of `free` and in none of `busy`. */
export function sharedTime(free: readonly (readonly Interval[])[], busy: readonly Interval[]): Interval[] {
  const [first = [], ...others] = free;
  return subtract(
    others.reduce<readonly Interval[]>((shared, it) => intersect(shared, it), first),
    busy,
  );
}

function rangeAround({ start, end }: Interval, now: Instant): Interval {
  return { start: Math.max(now, start - AROUND_MS), end: end + AROUND_MS };
}

function nearestIn(free: readonly Interval[], resource: Row<Resource>, wanted: Interval): BookableTime[] {
  return nearestStarts(free, lengthOf(wanted), wanted.start, OTHER_TIMES).map(start => ({
    resource,
    startsAt: start,
    endsAt: start + lengthOf(wanted),
  }));
}

/** The starts on quarters of an hour, nearest to `wanted` first, at which `length` fits into the free time. */
export function nearestStarts(free: readonly Interval[], length: number, wanted: Instant, most: number): Instant[] {
  const starts: Instant[] = [];
  for (const { start, end } of free) {
    const first = nextQuarter(start);
    const last = Math.floor((end - length) / QUARTER_MS) * QUARTER_MS;
    if (last < first) continue;
    const nearest = Math.min(Math.max(Math.round(wanted / QUARTER_MS) * QUARTER_MS, first), last);
    for (let i = -most; i <= most; i++) {
      const at = nearest + i * QUARTER_MS;
      if (first <= at && at <= last) starts.push(at);
    }
  }
  return starts.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted) || a - b).slice(0, most);
}
