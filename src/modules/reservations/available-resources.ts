import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { checkFirst, type Page, type PageArguments } from '../../platform/database/page.js';
import { allOf, sql, text } from '../../platform/database/sql.js';
import { RequestError } from '../../platform/errors/request-error.js';
import { type Interval, lengthOf } from '../../platform/time/interval.js';
import { AvailabilityWindow } from '../resources/availability-window.entity.js';
import { type Calendar, calendarOf, isBookable } from '../resources/bookable-time.js';
import { Resource } from '../resources/resource.entity.js';
import type { ResourceFilter } from '../resources/resource.inputs.js';
import { MOST_RESOURCES_ON_A_PAGE, readResources, resourceList } from '../resources/resource.reads.js';
import { Site } from '../sites/site.entity.js';
import { isFree } from './reservation.reads.js';
import { LONGEST_MS } from './reservation.rules.js';

/** What decides about a resource's time, without all the rest of it. */
interface Candidate {
  readonly id: string;
  readonly kind: string;
  readonly siteId: string;
  readonly opensAt: string | null;
  readonly closesAt: string | null;
}

/** The resources that can be reserved for all of `wanted`, by name: active, open, offered, not blocked and not taken. */
export function findAvailableResources(
  loaders: Loaders,
  wanted: Interval,
  filter: ResourceFilter,
  args: PageArguments,
): Page<Row<Resource>> {
  if (wanted.end <= wanted.start) throw new RequestError('BAD_USER_INPUT', 'endsAt must come after startsAt.');
  checkFirst(args, MOST_RESOURCES_ON_A_PAGE);
  const { first, after } = args;
  let read: Promise<string[]> | undefined;
  const available = () => {
    read ??= readAvailableIds(loaders, wanted, filter);
    return read;
  };
  return {
    async read(selected) {
      const ids = await available();
      const start = after ? ids.indexOf(after) + 1 : 0;
      if (after && start === 0)
        throw new RequestError('BAD_USER_INPUT', 'The cursor is of a resource that is not available any more. Begin again.');
      return {
        nodes: await readResources(loaders.source, ids.slice(start, start + first), selected),
        hasNextPage: start + first < ids.length,
        hasPreviousPage: start > 0,
        cursorOf: resource => resource.id,
      };
    },
    totalCount: async () => (await available()).length,
  };
}

async function readAvailableIds(loaders: Loaders, wanted: Interval, filter: ResourceFilter): Promise<string[]> {
  const { source } = loaders;
  const { where } = resourceList(source, { ...filter, usable: true });
  const [candidates, windows] = await Promise.all([
    source.rows<Candidate>(
      sql`select r.id, r.kind, r.site_id as "siteId", r.opens_at as "opensAt", r.closes_at as "closesAt" from resources r
        where ${allOf(where)} and ${isFree(text('r.id'), wanted)} order by r.name, r.id`,
    ),
    readWindowsThatMatter(loaders, wanted),
  ]);
  const siteIds = [...new Set(candidates.map(it => it.siteId))];
  const sites = new Map((await Promise.all(siteIds.map(id => loaders.load(Site, id)))).map(site => [site?.id, site]));
  const isBookableThen = bookableDuring(wanted);
  return candidates
    .filter(it => {
      const site = sites.get(it.siteId);
      return !!site && lengthOf(wanted) <= (LONGEST_MS[it.kind] ?? 0) && isBookableThen(calendarOf(it, site, windows.get(it.id) ?? []));
    })
    .map(it => it.id);
}

/** Most resources share their hours with others and have no windows: their clocks are looked at once. */
function bookableDuring(wanted: Interval): (calendar: Calendar) => boolean {
  const byHours = new Map<string, boolean>();
  return calendar => {
    if (calendar.windows.length > 0) return isBookable(calendar, wanted);
    const key = `${calendar.timeZone} ${calendar.hours?.opensAt} ${calendar.hours?.closesAt}`;
    const known = byHours.get(key) ?? isBookable(calendar, wanted);
    byHours.set(key, known);
    return known;
  };
}

/** Windows that can decide about `wanted`: a single one elsewhere in time cannot, unless it is NORMAL and so asks for more of its kind. */
async function readWindowsThatMatter({ source }: Loaders, wanted: Interval): Promise<Map<string, Row<AvailabilityWindow>[]>> {
  const table = source.table(AvailabilityWindow);
  const rows = await source.rowsOf(
    table,
    sql`${table.selection('w')} where w.kind = 'NORMAL' or w.recurrence <> 'ONCE'
      or (w.starts_at < ${new Date(wanted.end)} and w.ends_at > ${new Date(wanted.start)})`,
  );
  return Map.groupBy(rows, window => window.resourceId);
}
