import type { Ground } from '../../platform/access/policy.js';
import { join, type Sql, sql, text } from '../../platform/database/sql.js';
import { alsoTeaches } from '../organizations/teaching.js';
import { Course } from './course.entity.js';

/** Who takes which course, each a select of `course_id` and `learner_id`: those whom it was given to, singly or with their class. */
const roads: Sql[] = [
  text('select course_id, learner_id from course_assignments where learner_id is not null'),
  text('select given.course_id, m.learner_id from course_assignments given join memberships m on m.class_group_id = given.class_group_id'),
];

/** For a later module, in which one takes a course by other things than that it was given: by a seat in one of its sessions. */
export function alsoTaken(road: Sql): void {
  roads.push(road);
}

/** A table of `course_id` and `learner_id`, each pair once. */
export function takings(): Sql {
  return sql`(${join(roads, ' union ')})`;
}

/** Holds where a learner takes the course whose id `course` is. */
export function takenBy(course: Sql, learnerId: string): Sql {
  return sql`${course} in (select course_id from ${takings()} taken where learner_id = ${learnerId})`;
}

/** That one takes a course. */
export const taking: Ground = { needs: 'course:read', entity: Course, where: takenBy };

/** Whose course was given to a class or a learner teaches them. */
alsoTeaches({
  classGroup: (id, teacherId) => givenBy(sql`given.class_group_id = ${id}`, teacherId),
  learner: (id, teacherId) => givenBy(sql`given.learner_id = ${id}`, teacherId),
});

function givenBy(condition: Sql, teacherId: string | Sql): Sql {
  return sql`exists (select 1 from course_assignments given join courses taught on taught.id = given.course_id
    where ${condition} and taught.owner_id = ${teacherId})`;
}
