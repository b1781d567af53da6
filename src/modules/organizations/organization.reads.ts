import type { Actor } from '../../platform/access/actor.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Organization } from './organization.entity.js';
import type { OrganizationFilter } from './organization.inputs.js';

/** The organizations that a filter leaves for an actor, by name. */
export function organizationList(source: RowSource, actor: Actor, { search, mine }: OrganizationFilter = {}): List<Organization> {
  const where: Sql[] = [];
  if (search) where.push(contains(source.dialect, text(`o.name || ' ' || coalesce(o.address, '')`), search));
  if (mine != null) where.push(mine ? sql`o.owner_id = ${actor.id}` : sql`o.owner_id <> ${actor.id}`);
  const byName = { column: text('o.name'), property: 'name' };
  return { table: source.table(Organization), alias: 'o', where, order: [byName], direction: OrderDirection.ASC };
}
