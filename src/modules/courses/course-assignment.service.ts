import type { Actor } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { refuseUnlessClassGroups, refuseUnlessLearners } from '../organizations/learner.rules.js';
import type { Course } from './course.entity.js';
import { assigningCourse } from './course.policy.js';
import { lockCourse } from './course.service.js';
import { CourseAssignment } from './course-assignment.entity.js';

/** Whom a course is given to, or taken from. */
export interface Takers {
  readonly classGroupIds?: readonly string[] | null;
  readonly learnerIds?: readonly string[] | null;
}

/** Giving courses to classes and single learners. */
export class CourseAssignmentService {
  constructor(private readonly database: Database) {}

  /** Who was given it already keeps it, and is no reason to refuse the others. */
  assign(actor: Actor, id: string, takers: Takers): Promise<Row<Course>> {
    return this.database.write({ actor, deed: 'course:assign' }, async unit => {
      const course = await lockCourse(unit, assigningCourse, actor, id);
      const classGroupIds = [...new Set(takers.classGroupIds ?? [])];
      const learnerIds = [...new Set(takers.learnerIds ?? [])];
      await refuseUnlessClassGroups(unit, actor, classGroupIds);
      await refuseUnlessLearners(unit, actor, learnerIds);
      const there = await takersOf(unit, id);
      unit.em.persist([
        ...classGroupIds.filter(it => !there.has(it)).map(it => assign(new CourseAssignment(), { courseId: id, classGroupId: it })),
        ...learnerIds.filter(it => !there.has(it)).map(it => assign(new CourseAssignment(), { courseId: id, learnerId: it })),
      ]);
      await unit.em.flush();
      return course;
    });
  }

  /** Who was not given it is no reason to refuse the others. Whoever was given it on another road keeps it. */
  takeBack(actor: Actor, id: string, { classGroupIds, learnerIds }: Takers): Promise<Row<Course>> {
    return this.database.write({ actor, deed: 'course:assign' }, async unit => {
      const course = await lockCourse(unit, assigningCourse, actor, id);
      const given = await unit.em.find(CourseAssignment, {
        courseId: id,
        $or: [{ classGroupId: { $in: [...(classGroupIds ?? [])] } }, { learnerId: { $in: [...(learnerIds ?? [])] } }],
      });
      unit.em.remove(given);
      await unit.em.flush();
      return course;
    });
  }
}

async function takersOf(unit: Unit, courseId: string): Promise<ReadonlySet<string>> {
  const rows = await unit.rows<{ id: string }>(
    sql`select coalesce(class_group_id, learner_id) as id from course_assignments where course_id = ${courseId}`,
  );
  return new Set(rows.map(it => it.id));
}
