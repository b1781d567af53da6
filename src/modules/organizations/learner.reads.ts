import type { Actor } from '../../platform/access/actor.js';
import { type ListDefinition, listOf, type Reading } from '../../platform/access/list.js';
import { Role } from '../../platform/access/permissions.js';
import type { List, OrderTerm } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, type Sql, sql, text } from '../../platform/database/sql.js';
import { User } from '../accounts/user.entity.js';
import { type LearnerFilter, type LearnerOrder, LearnerOrderField } from './learner.inputs.js';

/** Whence learners are read, for whom, and of which class where it is a class's list: the column that holds its id. */
export interface LearnerReading extends Reading {
  readonly classGroupId?: Sql;
}

/** What is computed of the learner `u`. */
type ComputedTerm = (reading: LearnerReading) => OrderTerm & { readonly computed: true };

const computed = new Map<LearnerOrderField, ComputedTerm>();

/** For a later module, which knows what learners can be ordered by beside their names. It may look only at what the viewer may see. */
export function alsoOrderLearners(field: LearnerOrderField, term: ComputedTerm): void {
  computed.set(field, term);
}

const byName = [
  { column: text('u.last_name'), property: 'lastName' },
  { column: text('u.first_name'), property: 'firstName' },
] as const;

export const learners: ListDefinition<User, LearnerFilter, LearnerOrderField, LearnerReading> = {
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
    NAME: byName,
    AVERAGE: reading => [...termsOf(LearnerOrderField.AVERAGE, reading), ...byName],
  },
  usualOrder: LearnerOrderField.NAME,
};

/** The learners that a filter leaves for a viewer, in an order. `u` is their table. */
export function learnerList(source: RowSource, viewer: Actor, filter?: LearnerFilter | null, order?: LearnerOrder | null): List<User> {
  const list = listOf(learners, { source, viewer }, { filter, order });
  return { ...list, where: [sql`u.role = ${Role.LEARNER}`, ...list.where] };
}

/** Learners in an order; `joined` says whose. */
export function learnersIn(reading: LearnerReading, joined: Sql, order?: LearnerOrder | null): List<User> {
  return { ...listOf(learners, reading, { order }), joined };
}

function termsOf(field: LearnerOrderField, reading: LearnerReading): ReturnType<ComputedTerm>[] {
  const term = computed.get(field);
  return term ? [term(reading)] : [];
}
