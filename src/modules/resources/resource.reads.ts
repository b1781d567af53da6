import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List, OrderTerm } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import type { Selected } from '../../platform/database/table.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Site } from '../sites/site.entity.js';
import { AvailabilityWindow } from './availability-window.entity.js';
import { type Calendar, calendarOf } from './bookable-time.js';
import { Resource } from './resource.entity.js';
import { type ResourceFilter, type ResourceOrder, ResourceOrderField } from './resource.inputs.js';

export const MOST_RESOURCES_ON_A_PAGE = 200;

const columns: Record<ResourceOrderField, OrderTerm> = {
  NAME: { column: text('r.name'), property: 'name' },
  CAPACITY: { column: text('r.capacity'), property: 'capacity', integer: true },
  KIND: { column: text('r.kind'), property: 'kind' },
};

/** The resources that a filter leaves, in an order. `r` is their table. */
export function resourceList(source: RowSource, filter: ResourceFilter = {}, order?: ResourceOrder | null): List<Resource> {
  return {
    table: source.table(Resource),
    alias: 'r',
    where: conditionsOf(source, filter),
    order: [columns[order?.field ?? ResourceOrderField.NAME]],
    direction: order?.direction ?? OrderDirection.ASC,
    most: MOST_RESOURCES_ON_A_PAGE,
  };
}

function conditionsOf({ dialect }: RowSource, filter: ResourceFilter): Sql[] {
  const conditions: Sql[] = [];
  if (filter.kind) conditions.push(sql`r.kind = ${filter.kind}`);
  if (filter.siteId) conditions.push(sql`r.site_id = ${filter.siteId}`);
  if (filter.building) conditions.push(contains(dialect, text('r.location_building'), filter.building));
  if (filter.usable != null) conditions.push(filter.usable ? sql`r.state = 'ACTIVE'` : sql`r.state <> 'ACTIVE'`);
  if (filter.features?.length) conditions.push(dialect.hasAll(text('r.features'), filter.features));
  if (filter.minCapacity != null) conditions.push(sql`r.capacity >= ${filter.minCapacity}`);
  if (filter.search) conditions.push(contains(dialect, text(`r.name || ' ' || coalesce(r.description, '')`), filter.search));
  return conditions;
}

/** The resources with these ids, in that order. */
export async function readResources(source: RowSource, ids: readonly string[], selected?: Selected): Promise<Row<Resource>[]> {
  const projection = source.table(Resource).projection('r', selected, ['id']);
  const rows = await source.rowsOf(projection, sql`${projection.selection} where r.id ${oneOf(ids)}`);
  const byId = new Map(rows.map(row => [row.id, row]));
  return ids.flatMap(id => byId.get(id) ?? []);
}

/** The windows of some resources. */
export function readWindows(source: RowSource, resourceIds: readonly string[]): Promise<Row<AvailabilityWindow>[]> {
  const table = source.table(AvailabilityWindow);
  return source.rowsOf(table, sql`${table.selection('w')} where w.resource_id ${oneOf(resourceIds)}`);
}

/** The calendar of one resource. */
export async function readCalendar(source: RowSource, resource: Row<Resource>): Promise<Calendar> {
  const table = source.table(Site);
  const [[site], windows] = await Promise.all([
    source.rowsOf(table, sql`${table.selection('s')} where s.id = ${resource.siteId}`),
    readWindows(source, [resource.id]),
  ]);
  return calendarOf(resource, site ?? noSite(), windows);
}

/** The calendar of a resource, in one statement for the windows of all resources asked for at once and one for their sites. */
export async function loadCalendar(loaders: Loaders, resource: Row<Resource>): Promise<Calendar> {
  const [site, windows] = await Promise.all([
    loaders.load(Site, resource.siteId),
    loaders.batch('windows of resources', resource.id, async ids => {
      const byResource = Map.groupBy(await readWindows(loaders.source, ids), window => window.resourceId);
      return ids.map(id => byResource.get(id) ?? []);
    }),
  ]);
  return calendarOf(resource, site ?? noSite(), windows);
}

function noSite(): never {
  throw new Error('a resource has no site');
}
