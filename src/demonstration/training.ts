import type { User } from '../modules/accounts/user.entity.js';
import { Course } from '../modules/courses/course.entity.js';
import { CourseAssignment } from '../modules/courses/course-assignment.entity.js';
import { Material } from '../modules/courses/material.entity.js';
import { ClassGroup } from '../modules/organizations/class-group.entity.js';
import { Membership } from '../modules/organizations/membership.entity.js';
import { Organization } from '../modules/organizations/organization.entity.js';
import { Role } from '../platform/access/permissions.js';
import { assign } from '../platform/database/changes.js';
import { makeExams } from './grades.js';
import { schools, subjects } from './training-catalogue.js';

/**
 * Two schools with two classes each, the learners in them, and ten courses with materials, given to classes and to one learner alone; exams
 * of the classes, with grades.
 */
export function makeTraining(users: readonly User[]): object[] {
  const [trainer, staff] = [Role.TRAINER, Role.STAFF].map(role => users.find(it => it.role === role) as User) as [User, User];
  const learners = users.filter(it => it.role === Role.LEARNER);
  const organizations = schools.map(({ classes: _, ...school }, i) =>
    assign(new Organization(), { ...school, ownerId: (i === 0 ? trainer : staff).id }),
  );
  const classGroups = schools.flatMap(({ classes }, i) =>
    classes.map(name => assign(new ClassGroup(), { name, organizationId: organizations[i]?.id })),
  );
  const memberships = learners.map((learner, i) =>
    assign(new Membership(), { learnerId: learner.id, classGroupId: classGroups[i % classGroups.length]?.id }),
  );
  const courses = subjects.map(subject => makeCourse(subject, subject.classes.some(it => it < 2) ? trainer : staff));
  const materials = subjects.flatMap((subject, i) => makeMaterials(subject, courses[i] as Course));
  const assignments = subjects.flatMap((subject, i) => {
    const takers = [
      ...subject.classes.map(it => ({ classGroupId: classGroups[it]?.id })),
      ...(subject.forOne ? [{ learnerId: learners[0]?.id }] : []),
    ];
    return takers.map(it => assign(new CourseAssignment(), { courseId: courses[i]?.id, ...it }));
  });
  const exams = makeExams({ courses, assignments, memberships });
  return [...organizations, ...classGroups, ...memberships, ...courses, ...materials, ...assignments, ...exams];
}

type Subject = (typeof subjects)[number];

function makeCourse({ title, description, objectives, hours, published = true }: Subject, owner: User): Course {
  return assign(new Course(), { title, description, objectives, durationMinutes: hours * 60, published, ownerId: owner.id });
}

function makeMaterials({ materials }: Subject, { id: courseId }: Course): Material[] {
  return materials.map(([kind, title], i) => {
    const page = title.toLowerCase().replace(/[^a-z]+/g, '-');
    return assign(new Material(), { courseId, kind, title, url: `https://courses.amphi.example/${page}`, position: i + 1 });
  });
}
