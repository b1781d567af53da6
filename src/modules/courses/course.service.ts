import { type Actor, authorize } from '../../platform/access/actor.js';
import { lockAllowed } from '../../platform/access/allowed.js';
import { permissionsOf } from '../../platform/access/permissions.js';
import type { Policy } from '../../platform/access/policy.js';
import { assign, update } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { problemsOfWriting } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import { User } from '../accounts/user.entity.js';
import { Course } from './course.entity.js';
import type { CourseCreateInput, CourseUpdateInput } from './course.inputs.js';
import { deletingCourse, seeingCourse, updatingCourse } from './course.policy.js';

/** What can be learned. */
export class CourseService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, { ownerId, ...given }: CourseCreateInput): Promise<Row<Course>> {
    authorize(actor, 'course:create');
    const owner = ownerId ?? actor.id;
    if (owner !== actor.id) authorize(actor, 'course:create-for-others');
    return this.database.write({ actor, deed: 'course:create' }, async unit => {
      const course = assign(new Course(), { ...given, ownerId: owner });
      if (owner !== actor.id) refuseIfAny([...(await problemsOfWriting(unit.em, course)), ...(await problemsOfOwner(unit, owner))]);
      unit.em.persist(course);
      await unit.em.flush();
      return course;
    });
  }

  update(actor: Actor, id: string, input: CourseUpdateInput): Promise<Row<Course>> {
    return this.database.write({ actor, deed: 'course:update' }, async unit => {
      const course = update(await lockCourse(unit, updatingCourse, actor, id), input);
      await unit.em.flush();
      return course;
    });
  }

  /** Its materials go with it. */
  delete(actor: Actor, id: string): Promise<string> {
    return this.database.write({ actor, deed: 'course:delete' }, async unit => {
      await unit.barReferences(Course, [id]);
      const course = await lockCourse(unit, deletingCourse, actor, id);
      await refuseIfUsed(unit, Course, id);
      unit.em.remove(course);
      await unit.em.flush();
      return id;
    });
  }
}

/** Locks a course that a policy allows the actor: whatever belongs to it is changed by one at a time. */
export function lockCourse(unit: Unit, policy: Policy<'ownerId'>, actor: Actor, id: string, path = 'id'): Promise<Course> {
  return lockAllowed(unit, actor, Course, id, { policy, seeing: seeingCourse, path });
}

async function problemsOfOwner(unit: Unit, ownerId: string): Promise<UserError[]> {
  const owner = await new Loaders(unit).load(User, ownerId);
  if (!owner || permissionsOf[owner.role]?.has('course:create')) return [];
  return [new Problem(ErrorCode.INVALID_VALUE, 'A course is owned by someone who may have courses.', ['ownerId'])];
}
