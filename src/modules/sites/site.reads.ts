import type { List, OrderTerm } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Site } from './site.entity.js';
import { type SiteFilter, type SiteOrder, SiteOrderField } from './site.inputs.js';

const columns: Record<SiteOrderField, OrderTerm> = {
  NAME: { column: text('s.name'), property: 'name' },
  CREATED_AT: { column: text('s.created_at'), property: 'createdAt', instant: true },
};

/** The sites that a filter leaves, in an order. */
export function siteList(source: RowSource, { search }: SiteFilter, order: SiteOrder | null): List<Site> {
  return {
    table: source.table(Site),
    alias: 's',
    where: search ? [contains(source.dialect, text(`s.name || ' ' || s.address`), search)] : [],
    order: [columns[order?.field ?? SiteOrderField.NAME]],
    direction: order?.direction ?? OrderDirection.ASC,
  };
}
