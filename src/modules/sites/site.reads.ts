import type { Row } from '../../platform/database/entity.js';
import { type OrderTerm, type Page, type PageArguments, readPage } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Site } from './site.entity.js';
import { type SiteFilter, type SiteOrder, SiteOrderField } from './site.inputs.js';

const columns: Record<SiteOrderField, Omit<OrderTerm, 'direction'>> = {
  NAME: { column: text('s.name'), property: 'name' },
  CREATED_AT: { column: text('s.created_at'), property: 'createdAt', instant: true },
};

export function readSites(
  source: RowSource,
  { search }: SiteFilter,
  order: SiteOrder | null,
  page: PageArguments,
): Promise<Page<Row<Site>>> {
  return readPage(
    source,
    {
      table: source.table(Site),
      alias: 's',
      where: search ? [contains(text(`s.name || ' ' || s.address`), search)] : [],
      order: [{ ...columns[order?.field ?? SiteOrderField.NAME], direction: order?.direction ?? OrderDirection.ASC }],
    },
    page,
  );
}
