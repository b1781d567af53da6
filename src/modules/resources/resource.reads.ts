import { type ListDefinition, listOf } from '../../platform/access/list.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, oneOf, sql, text } from '../../platform/database/sql.js';
import type { Selected } from '../../platform/database/table.js';
import { Site } from '../sites/site.entity.js';
import { AvailabilityWindow } from './availability-window.entity.js';
import { type Calendar, calendarOf } from './bookable-time.js';
import { Resource } from './resource.entity.js';
import { type ResourceFilter, type ResourceOrder, ResourceOrderField } from './resource.inputs.js';

export const MOST_RESOURCES_ON_A_PAGE = 200;

export const resources: ListDefinition<Resource, ResourceFilter, ResourceOrderField> = {
  entity: Resource,
  alias: 'r',
  conditions: {
    kind: { looksAt: ['kind'], where: kind => sql`r.kind = ${kind}` },
    siteId: { looksAt: ['siteId'], where: id => sql`r.site_id = ${id}` },
    building: { looksAt: ['location'], where: (part, { source }) => contains(source.dialect, text('r.location_building'), part) },
    usable: { looksAt: ['state'], where: usable => (usable ? sql`r.state = 'ACTIVE'` : sql`r.state <> 'ACTIVE'`) },
    features: { looksAt: ['features'], where: (features, { source }) => source.dialect.hasAll(text('r.features'), features) },
    minCapacity: { looksAt: ['capacity'], where: least => sql`r.capacity >= ${least}` },
    search: {
      looksAt: ['name', 'description'],
      where: (part, { source }) => contains(source.dialect, text(`r.name || ' ' || coalesce(r.description, '')`), part),
    },
  },
  orders: {
    NAME: [{ column: text('r.name'), property: 'name' }],
    CAPACITY: [{ column: text('r.capacity'), property: 'capacity', integer: true }],
    KIND: [{ column: text('r.kind'), property: 'kind' }],
  },
  usualOrder: ResourceOrderField.NAME,
  most: MOST_RESOURCES_ON_A_PAGE,
};

/** The resources that a filter leaves, in an order. `r` is their table. */
export function resourceList(source: RowSource, filter?: ResourceFilter | null, order?: ResourceOrder | null): List<Resource> {
  return listOf(resources, { source, viewer: null }, { filter, order });
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
