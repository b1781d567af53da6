import { type ListDefinition, listOf } from '../../platform/access/list.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, text } from '../../platform/database/sql.js';
import { Site } from './site.entity.js';
import { type SiteFilter, type SiteOrder, SiteOrderField } from './site.inputs.js';

export const sites: ListDefinition<Site, SiteFilter, SiteOrderField> = {
  entity: Site,
  alias: 's',
  conditions: {
    search: {
      looksAt: ['name', 'address'],
      where: (part, { source }) => contains(source.dialect, text(`s.name || ' ' || s.address`), part),
    },
  },
  orders: {
    NAME: [{ column: text('s.name'), property: 'name' }],
    CREATED_AT: [{ column: text('s.created_at'), property: 'createdAt', instant: true }],
  },
  usualOrder: SiteOrderField.NAME,
};

/** The sites that a filter leaves, in an order. */
export function siteList(source: RowSource, filter?: SiteFilter | null, order?: SiteOrder | null): List<Site> {
  return listOf(sites, { source, viewer: null }, { filter, order });
}
