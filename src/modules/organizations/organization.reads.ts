import type { Actor } from '../../platform/access/actor.js';
import { type ListDefinition, listOf, type Reading } from '../../platform/access/list.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, sql, text } from '../../platform/database/sql.js';
import { Organization } from './organization.entity.js';
import type { OrganizationFilter } from './organization.inputs.js';

interface ReadingFor extends Reading {
  readonly viewer: Actor;
}

export const organizations: ListDefinition<Organization, OrganizationFilter, 'NAME', ReadingFor> = {
  entity: Organization,
  alias: 'o',
  conditions: {
    search: {
      looksAt: ['name', 'address'],
      where: (part, { source }) => contains(source.dialect, text(`o.name || ' ' || coalesce(o.address, '')`), part),
    },
    mine: {
      looksAt: ['ownerId'],
      where: (mine, { viewer }) => (mine ? sql`o.owner_id = ${viewer.id}` : sql`o.owner_id <> ${viewer.id}`),
    },
  },
  orders: { NAME: [{ column: text('o.name'), property: 'name' }] },
  usualOrder: 'NAME',
};

/** The organizations that a filter leaves for a viewer, by name. */
export function organizationList(source: RowSource, viewer: Actor, filter?: OrganizationFilter | null): List<Organization> {
  return listOf(organizations, { source, viewer }, { filter });
}
