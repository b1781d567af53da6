import type { List, OrderTerm } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { User } from './user.entity.js';
import { type UserFilter, type UserOrder, UserOrderField } from './user.inputs.js';

const columns: Record<UserOrderField, readonly OrderTerm[]> = {
  NAME: [
    { column: text('u.last_name'), property: 'lastName' },
    { column: text('u.first_name'), property: 'firstName' },
  ],
  EMAIL: [{ column: text('u.email'), property: 'email' }],
  CREATED_AT: [{ column: text('u.created_at'), property: 'createdAt', instant: true }],
};

/** The users that a filter leaves, in an order. */
export function userList(source: RowSource, filter: UserFilter, order: UserOrder | null | undefined): List<User> {
  return {
    table: source.table(User),
    alias: 'u',
    where: conditionsOf(source, filter),
    order: columns[order?.field ?? UserOrderField.NAME],
    direction: order?.direction ?? OrderDirection.ASC,
  };
}

function conditionsOf({ dialect }: RowSource, { search, role, email, siteId, departmentId, active }: UserFilter): Sql[] {
  const conditions: Sql[] = [];
  if (search) conditions.push(contains(dialect, text(`u.first_name || ' ' || u.last_name || ' ' || u.username || ' ' || u.email`), search));
  if (role) conditions.push(sql`u.role = ${role}`);
  if (email) conditions.push(sql`u.email = ${email.trim().toLowerCase()}`);
  if (siteId) conditions.push(sql`u.primary_site_id = ${siteId}`);
  if (departmentId) conditions.push(sql`u.department_id = ${departmentId}`);
  if (active != null) conditions.push(sql`u.active = ${active}`);
  return conditions;
}
