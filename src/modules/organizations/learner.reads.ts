import { type Actor, may } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import type { List, OrderTerm } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { User } from '../accounts/user.entity.js';
import type { LearnerFilter, LearnerOrder, LearnerOrderField } from './learner.inputs.js';
import { teachesLearner } from './teaching.js';

const columns: Record<LearnerOrderField, readonly OrderTerm[]> = {
  NAME: [
    { column: text('u.last_name'), property: 'lastName' },
    { column: text('u.first_name'), property: 'firstName' },
  ],
};

/** Learners in an order, `u`; `joined` says whose. */
export function learnersIn(source: RowSource, joined: Sql, order?: LearnerOrder | null): List<User> {
  return { ...orderedUsers(source, order), joined, where: [] };
}

/** The learners that a filter leaves for an actor, in an order. */
export function learnerList(source: RowSource, actor: Actor, filter: LearnerFilter, order?: LearnerOrder | null): List<User> {
  return { ...orderedUsers(source, order), where: [sql`u.role = ${Role.LEARNER}`, ...conditionsOf(source, actor, filter)] };
}

function orderedUsers(source: RowSource, order?: LearnerOrder | null): Omit<List<User>, 'where'> {
  return {
    table: source.table(User),
    alias: 'u',
    order: columns[order?.field ?? 'NAME'],
    direction: order?.direction ?? OrderDirection.ASC,
  };
}

function conditionsOf({ dialect }: RowSource, actor: Actor, { search, classGroupId, organizationId }: LearnerFilter): Sql[] {
  const conditions: Sql[] = [];
  if (search) {
    const byPhone = sql`(${contains(dialect, text('u.phone'), search)} and ${seesPhone(actor)})`;
    conditions.push(sql`(${contains(dialect, text(`u.first_name || ' ' || u.last_name`), search)} or ${byPhone})`);
  }
  if (classGroupId) conditions.push(sql`u.id in (select learner_id from memberships where class_group_id = ${classGroupId})`);
  if (organizationId) {
    conditions.push(
      sql`u.id in (select m.learner_id from memberships m join class_groups g on g.id = m.class_group_id where g.organization_id = ${organizationId})`,
    );
  }
  return conditions;
}

/** Whoever searches by number must not learn numbers that they may not see. */
function seesPhone(actor: Actor): Sql {
  return may(actor, 'learner:read-details') ? text('1 = 1') : teachesLearner(text('u.id'), actor.id);
}
