import type { Actor } from '../../platform/access/actor.js';
import { type ListDefinition, listOf } from '../../platform/access/list.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, sql, text } from '../../platform/database/sql.js';
import { User } from './user.entity.js';
import { type UserFilter, type UserOrder, UserOrderField } from './user.inputs.js';

export const users: ListDefinition<User, UserFilter, UserOrderField> = {
  entity: User,
  alias: 'u',
  conditions: {
    search: {
      looksAt: ['firstName', 'lastName', 'username', 'email'],
      where: (part, { source }) =>
        contains(source.dialect, text(`u.first_name || ' ' || u.last_name || ' ' || u.username || ' ' || u.email`), part),
    },
    role: { looksAt: ['role'], where: role => sql`u.role = ${role}` },
    email: { looksAt: ['email'], where: email => sql`u.email = ${email.trim().toLowerCase()}` },
    siteId: { looksAt: ['primarySiteId'], where: id => sql`u.primary_site_id = ${id}` },
    departmentId: { looksAt: ['departmentId'], where: id => sql`u.department_id = ${id}` },
    active: { looksAt: ['active'], where: active => sql`u.active = ${active}` },
  },
  orders: {
    NAME: [
      { column: text('u.last_name'), property: 'lastName' },
      { column: text('u.first_name'), property: 'firstName' },
    ],
    EMAIL: [{ column: text('u.email'), property: 'email' }],
    CREATED_AT: [{ column: text('u.created_at'), property: 'createdAt', instant: true }],
  },
  usualOrder: UserOrderField.NAME,
};

/** The users that a filter leaves, in an order, as far as the viewer may see what they look at. */
export function userList(source: RowSource, viewer: Actor, filter?: UserFilter | null, order?: UserOrder | null): List<User> {
  return listOf(users, { source, viewer }, { filter, order });
}
