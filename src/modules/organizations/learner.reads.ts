import type { Actor } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import { type ListDefinition, listOf } from '../../platform/database/list.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { User } from '../accounts/user.entity.js';
import { type LearnerFilter, type LearnerOrder, LearnerOrderField } from './learner.inputs.js';

export const learners: ListDefinition<User, LearnerFilter, LearnerOrderField> = {
  entity: User,
  alias: 'u',
  conditions: {
    search: [
      {
        looksAt: ['firstName', 'lastName'],
        where: (part, { source }) => contains(source.dialect, text(`u.first_name || ' ' || u.last_name`), part),
      },
      { looksAt: ['phone'], where: (part, { source }) => contains(source.dialect, text('u.phone'), part) },
    ],
    classGroupId: { looksAt: ['id'], where: id => sql`u.id in (select learner_id from memberships where class_group_id = ${id})` },
    organizationId: {
      looksAt: ['id'],
      where: id => sql`u.id in (select m.learner_id from memberships m join class_groups g on g.id = m.class_group_id
        where g.organization_id = ${id})`,
    },
  },
  orders: {
    NAME: [
      { column: text('u.last_name'), property: 'lastName' },
      { column: text('u.first_name'), property: 'firstName' },
    ],
  },
  usualOrder: LearnerOrderField.NAME,
};

/** The learners that a filter leaves for a viewer, in an order. `u` is their table. */
export function learnerList(source: RowSource, viewer: Actor, filter?: LearnerFilter | null, order?: LearnerOrder | null): List<User> {
  const list = listOf(learners, { source, viewer }, { filter, order });
  return { ...list, where: [sql`u.role = ${Role.LEARNER}`, ...list.where] };
}

/** Learners in an order; `joined` says whose. */
export function learnersIn(source: RowSource, joined: Sql, order?: LearnerOrder | null): List<User> {
  return { ...listOf(learners, { source, viewer: null }, { order }), joined };
}
