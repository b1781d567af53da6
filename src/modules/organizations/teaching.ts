import type { Actor } from '../../platform/access/actor.js';
import type { Loaders } from '../../platform/database/loaders.js';
import { join, type Sql, sql, text } from '../../platform/database/sql.js';
import { alsoVisibleTo } from '../../platform/graphql/visibility.js';
import { User } from '../accounts/user.entity.js';
import { seesLearners } from './learner.policy.js';

/** Holds where a user teaches the class, or the learner, whose id `subject` is: a column or a value. */
type Teaches = (subject: Sql, teacherId: string) => Sql;

/** Who made the organization teaches its classes. */
const ofClassGroup: Teaches[] = [
  (id, teacherId) => sql`exists (select 1 from class_groups own join organizations school on school.id = own.organization_id
    where own.id = ${id} and school.owner_id = ${teacherId})`,
];

/** Who teaches a class teaches those who are in it. */
const ofLearner: Teaches[] = [
  (id, teacherId) => sql`exists (select 1 from memberships of_learner
    where of_learner.learner_id = ${id} and ${teachesClassGroup(text('of_learner.class_group_id'), teacherId)})`,
];

/** For a later module, in which one teaches by other things than an organization: by a course that one gave, or a session. */
export function alsoTeaches(others: { readonly classGroup?: Teaches; readonly learner?: Teaches }): void {
  if (others.classGroup) ofClassGroup.push(others.classGroup);
  if (others.learner) ofLearner.push(others.learner);
}

function teachesClassGroup(id: Sql, teacherId: string): Sql {
  return anyOf(ofClassGroup.map(road => road(id, teacherId)));
}

export function teachesLearner(id: Sql, teacherId: string): Sql {
  return anyOf(ofLearner.map(road => road(id, teacherId)));
}

function teaches(actor: Actor, { id }: { readonly id: string }, loaders: Loaders): Promise<boolean> {
  return loaders.finds(
    `taught by ${actor.id}`,
    id,
    ids => sql`select u.id from users u where u.id ${ids} and ${teachesLearner(text('u.id'), actor.id)}`,
  );
}

alsoVisibleTo(User, ['email', 'phone', 'birthDate', 'memberships'], { whom: seesLearners, sees: teaches });

function anyOf(conditions: readonly Sql[]): Sql {
  return sql`(${join(conditions, ' or ')})`;
}
