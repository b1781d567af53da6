import type { Database } from '../../platform/database/database.js';
import { Course } from './course.entity.js';
import { assigningCourse, deletingCourse, seeingCourse, updatingCourse } from './course.policy.js';
import { CourseConnection, CourseResolver } from './course.resolver.js';
import { CourseService } from './course.service.js';
import { CourseAssignment } from './course-assignment.entity.js';
import { CourseAssignmentConnection, CourseAssignmentResolver } from './course-assignment.resolver.js';
import { CourseAssignmentService } from './course-assignment.service.js';
import { Material } from './material.entity.js';
import { seeingMaterial, updatingMaterial } from './material.policy.js';
import { MaterialResolver } from './material.resolver.js';
import { MaterialService } from './material.service.js';
import { personalCourses } from './personal.js';

export const courseEntities = [Course, Material, CourseAssignment];

/** What is taught, what it is learned from, and who takes it. */
export function coursesModule(database: Database) {
  const courses = new CourseService(database);
  const materials = new MaterialService(database);
  const assignments = new CourseAssignmentService(database);
  return {
    courses,
    materials,
    assignments,
    personal: personalCourses,
    governed: [
      { entity: Course, policies: [updatingCourse, assigningCourse, deletingCourse], knownTo: seeingCourse },
      { entity: Material, policies: [updatingMaterial], knownTo: seeingMaterial },
    ],
    resolvers: [
      new CourseResolver(courses),
      CourseConnection.resolver,
      new MaterialResolver(materials),
      new CourseAssignmentResolver(assignments),
      CourseAssignmentConnection.resolver,
    ],
  };
}
