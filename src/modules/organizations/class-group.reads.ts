import type { Reading } from '../../platform/access/list.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import type { User } from '../accounts/user.entity.js';
import { ClassGroup } from './class-group.entity.js';
import type { LearnerOrder } from './learner.inputs.js';
import { learnersIn } from './learner.reads.js';
import { Membership } from './membership.entity.js';

const MEMBERS = text(' join memberships m on m.learner_id = u.id');

/** Classes, `g`, by name. */
export function classGroupList(source: RowSource): List<ClassGroup> {
  const byName = { column: text('g.name'), property: 'name' };
  return { table: source.table(ClassGroup), alias: 'g', where: [], order: [byName], direction: OrderDirection.ASC };
}

/** Who is in which class, `m`, the first to come in first. */
export function membershipList(source: RowSource): List<Membership> {
  const byEntry = { column: text('m.created_at'), property: 'createdAt', instant: true };
  return { table: source.table(Membership), alias: 'm', where: [], order: [byEntry], direction: OrderDirection.ASC };
}

/** The learners of classes, `m.class_group_id`, in an order. */
export function membersList(reading: Reading, order?: LearnerOrder | null): List<User> {
  return learnersIn({ ...reading, classGroupId: text('m.class_group_id') }, MEMBERS, order);
}
