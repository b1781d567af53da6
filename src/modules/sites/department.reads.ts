import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { Department } from './department.entity.js';
import type { DepartmentFilter } from './department.inputs.js';

const BY_NAME = { column: text('d.name'), property: 'name' };

/** The departments that a filter leaves, by name. */
export function departmentList(source: RowSource, { siteId, managerId, search }: DepartmentFilter = {}): List<Department> {
  const where: Sql[] = [];
  if (siteId) where.push(sql`d.site_id = ${siteId}`);
  if (managerId) where.push(sql`d.manager_id = ${managerId}`);
  if (search) where.push(contains(source.dialect, text('d.name'), search));
  return { table: source.table(Department), alias: 'd', where, order: [BY_NAME], direction: OrderDirection.ASC };
}
