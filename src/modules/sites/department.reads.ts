import { type ListDefinition, listOf } from '../../platform/access/list.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, sql, text } from '../../platform/database/sql.js';
import { Department } from './department.entity.js';
import type { DepartmentFilter } from './department.inputs.js';

export const departments: ListDefinition<Department, DepartmentFilter, 'NAME'> = {
  entity: Department,
  alias: 'd',
  conditions: {
    siteId: { looksAt: ['siteId'], where: id => sql`d.site_id = ${id}` },
    managerId: { looksAt: ['managerId'], where: id => sql`d.manager_id = ${id}` },
    search: { looksAt: ['name'], where: (part, { source }) => contains(source.dialect, text('d.name'), part) },
  },
  orders: { NAME: [{ column: text('d.name'), property: 'name' }] },
  usualOrder: 'NAME',
};

/** The departments that a filter leaves, by name. */
export function departmentList(source: RowSource, filter?: DepartmentFilter | null): List<Department> {
  return listOf(departments, { source, viewer: null }, { filter });
}
