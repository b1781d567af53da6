import type { Actor } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { refuseUnlessLearners } from '../organizations/learner.rules.js';
import type { Course } from './course.entity.js';
import { lockManaged } from './course.service.js';
import { CourseAssignment } from './course-assignment.entity.js';

/** Whom a course is given to, or taken from. */
export interface Takers {
  readonly classGroupIds?: readonly string[] | null;
  readonly learnerIds?: readonly string[] | null;
}

const MOST_CLASS_GROUPS_AT_ONCE = 100;

/** Giving courses to classes and single learners. */
export class CourseAssignmentService {
  constructor(private readonly database: Database) {}

  /** Who was given it already keeps it, and is no reason to refuse the others. */
  assign(actor: Actor, id: string, takers: Takers): Promise<Row<Course>> {
    return this.database.write(async unit => {
      const course = await lockManaged(unit, actor, id, 'course:assign');
      const classGroupIds = [...new Set(takers.classGroupIds ?? [])];
      const learnerIds = [...new Set(takers.learnerIds ?? [])];
      await refuseUnlessClassGroups(unit, classGroupIds);
      await refuseUnlessLearners(unit, learnerIds);
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
    return this.database.write(async unit => {
      const course = await lockManaged(unit, actor, id, 'course:assign');
      await unit.em.nativeDelete(CourseAssignment, {
        courseId: id,
        $or: [{ classGroupId: { $in: [...(classGroupIds ?? [])] } }, { learnerId: { $in: [...(learnerIds ?? [])] } }],
      });
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

/** Holds them, so that none of them is deleted meanwhile. */
async function refuseUnlessClassGroups(unit: Unit, ids: readonly string[]): Promise<void> {
  if (ids.length > MOST_CLASS_GROUPS_AT_ONCE) {
    refuse(ErrorCode.TOO_LONG, `At most ${MOST_CLASS_GROUPS_AT_ONCE} classes at once.`, 'classGroupIds');
  }
  if (ids.length === 0) return;
  const held = await unit.hold(ClassGroup, ids);
  if (held.length !== ids.length) refuse(ErrorCode.NOT_FOUND, 'One of them is no class.', 'classGroupIds');
}
