import type { User } from '../modules/accounts/user.entity.js';
import type { Course } from '../modules/courses/course.entity.js';
import type { CourseAssignment } from '../modules/courses/course-assignment.entity.js';
import { Exam, ExamKind } from '../modules/grades/exam.entity.js';
import { Grade, GradeEntry } from '../modules/grades/grade.entity.js';
import type { Membership } from '../modules/organizations/membership.entity.js';
import { assign } from '../platform/database/changes.js';
import { DAY_MS } from '../platform/time/interval.js';

/** Who is taught what, as the training centre was made. */
interface Taught {
  readonly courses: readonly Course[];
  readonly assignments: readonly CourseAssignment[];
  readonly memberships: readonly Membership[];
}

const kinds = [
  { kind: ExamKind.EXAM, named: 'Written exam', coefficientHundredths: 200 },
  { kind: ExamKind.TECH_DEMO, named: 'Demonstration', coefficientHundredths: 150 },
];
const DAYS_BETWEEN = 3;
const COMMENTS = ['Clear and complete.', 'Well prepared.', null, null, 'Have another look at the second part.', null];

/** An exam and a demonstration of every course that a class was given; everybody in the class has a grade, or was absent. */
export function makeExams({ courses, assignments, memberships }: Taught): object[] {
  const given = assignments.flatMap(({ courseId, classGroupId }) => (classGroupId ? [{ courseId, classGroupId }] : []));
  return given.flatMap(({ courseId, classGroupId }, i) => {
    const course = courses.find(it => it.id === courseId);
    if (!course) return [];
    const learnerIds = memberships.filter(it => it.classGroupId === classGroupId).map(it => it.learnerId);
    return kinds.flatMap(({ kind, named, coefficientHundredths }, k) => {
      const date = dayBefore((given.length - i) * DAYS_BETWEEN - k);
      const exam = assign(new Exam(), { courseId, classGroupId, title: `${named}: ${course.title}`, kind, coefficientHundredths, date });
      return [exam, ...learnerIds.flatMap((learnerId, n) => makeGrade(exam, learnerId, course.ownerId, 7 * i + 3 * k + n))];
    });
  });
}

/** A grade from 5 to 20 that looks like chance, and that it was set. */
function makeGrade({ id: examId }: Exam, learnerId: string, authorId: User['id'], n: number): object[] {
  const absent = n % 19 === 18;
  const quarters = absent ? null : 20 + ((n * 37 + (n % 7) * 11) % 61);
  const given = { quarters, absent, comment: absent ? null : (COMMENTS[n % COMMENTS.length] ?? null) };
  const grade = assign(new Grade(), { examId, learnerId, ...given });
  return [grade, assign(new GradeEntry(), { gradeId: grade.id, number: 1, ...given, authorId })];
}

function dayBefore(days: number): string {
  return new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
}
