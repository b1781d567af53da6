import { sql } from '../../platform/database/sql.js';
import { personalEntities, personalTable } from '../../platform/personal/personal-table.js';
import { Course } from './course.entity.js';
import { CourseAssignment } from './course-assignment.entity.js';

/** Courses that were given to them alone; what a class was given is the class's. */
const assignments = personalEntities<CourseAssignment>({
  name: 'courseAssignments',
  entity: CourseAssignment,
  columns: { id: 'stays', createdAt: 'goes', courseId: 'goes', classGroupId: 'goes', learnerId: 'goes' },
  owner: 'learnerId',
  about: userId => sql`t.learner_id = ${userId}`,
});

/** A course stays for who takes it; whose it was has no name any more. */
const courses = personalTable<Course>({
  name: 'courses',
  entity: Course,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    title: 'stays',
    description: 'stays',
    objectives: 'stays',
    durationMinutes: 'stays',
    published: 'stays',
    ownerId: 'stays',
  },
  about: userId => sql`t.owner_id = ${userId}`,
  erase: async () => [],
});

export const personalCourses = [assignments, courses];
