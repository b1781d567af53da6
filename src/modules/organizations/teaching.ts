import { anyOf, type Sql, sql, text } from '../../platform/database/sql.js';

/** Holds where a user teaches the class, or the learner, whose id `subject` is. Both are columns or values. */
type Teaches = (subject: Sql, teacherId: string | Sql) => Sql;

/** Who made the organization of a class. */
export const madeItsOrganization: Teaches = (
  id,
  teacherId,
) => sql`exists (select 1 from class_groups own join organizations school on school.id = own.organization_id
  where own.id = ${id} and school.owner_id = ${teacherId})`;

/** They teach its classes. */
const ofClassGroup: Teaches[] = [madeItsOrganization];

/** Who teaches a class teaches those who are in it; and who invited somebody means to teach them. */
const ofLearner: Teaches[] = [
  (id, teacherId) => sql`exists (select 1 from memberships of_learner
    where of_learner.learner_id = ${id} and ${teachesClassGroup(text('of_learner.class_group_id'), teacherId)})`,
  (id, teacherId) => sql`exists (select 1 from invitations to_learner
    where to_learner.user_id = ${id} and to_learner.inviter_id = ${teacherId})`,
];

/** For a later module, in which one teaches by other things than an organization: by a course that one gave, or a session. */
export function alsoTeaches(others: { readonly classGroup?: Teaches; readonly learner?: Teaches }): void {
  if (others.classGroup) ofClassGroup.push(others.classGroup);
  if (others.learner) ofLearner.push(others.learner);
}

export function teachesClassGroup(id: Sql, teacherId: string | Sql): Sql {
  return anyOf(ofClassGroup.map(road => road(id, teacherId)));
}

export function teachesLearner(id: Sql, teacherId: string | Sql): Sql {
  return anyOf(ofLearner.map(road => road(id, teacherId)));
}
