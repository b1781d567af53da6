import Sqlite from 'better-sqlite3';
import { chance, EDITABLE, editable, idOf, inserter, userId, withoutIndexes } from './data.js';

/** The class whose learners are graded, and who teaches it. */
export const classGroupId = idOf(20, 0);
export const TEACHER = 0;

export interface GradesSize {
  readonly learners: number;
  readonly exams: number;
}

const learnerId = (n: number) => idOf(21, n);
const examId = (n: number) => idOf(22, n);
const COEFFICIENTS = [50, 100, 150, 200, 300];

/** Adds a class whose learners have a grade in each of its exams, or were absent, to data that belongs to the caller. */
export function addGrades(file: string, { learners, exams }: GradesSize): void {
  const db = new Sqlite(file);
  db.pragma('synchronous = off');
  db.transaction(() => {
    addClass(db);
    const user = inserter(db, 'users', [
      ...EDITABLE,
      'username',
      'email',
      'first_name',
      'last_name',
      'password_hash',
      'role',
      'priority',
      'authorizations',
      'active',
    ]);
    const membership = inserter(db, 'memberships', ['id', 'created_at', 'class_group_id', 'learner_id']);
    for (let n = 0; n < learners; n++) {
      const name = `learner${n}`;
      user([
        ...editable(learnerId(n), n),
        name,
        `${name}@example.org`,
        'Lea',
        `Doe ${n}`,
        'nobody knows it',
        'LEARNER',
        'STANDARD',
        '[]',
        1,
      ]);
      membership([idOf(23, n), 0, classGroupId, learnerId(n)]);
    }
    const exam = inserter(db, 'exams', [...EDITABLE, 'course_id', 'class_group_id', 'title', 'kind', 'coefficient_hundredths', 'date']);
    for (let n = 0; n < exams; n++) {
      exam([
        ...editable(examId(n), n),
        idOf(24, 0),
        classGroupId,
        `Exam ${n}`,
        'EXAM',
        COEFFICIENTS[n % COEFFICIENTS.length],
        '2030-06-03',
      ]);
    }
    withoutIndexes(db, 'grades', () => addMarks(db, { learners, exams }));
  })();
  db.exec('analyze grades; analyze exams');
  db.close();
}

function addClass(db: Sqlite.Database): void {
  db.prepare(`update users set role = 'STAFF' where id = ?`).run(userId(TEACHER));
  inserter(db, 'organizations', [...EDITABLE, 'name', 'owner_id'])([...editable(idOf(25, 0), 0), 'School', userId(TEACHER)]);
  inserter(db, 'class_groups', [...EDITABLE, 'organization_id', 'name'])([...editable(classGroupId, 0), idOf(25, 0), 'Class']);
  inserter(db, 'courses', [...EDITABLE, 'title', 'duration_minutes', 'published', 'owner_id'])([
    ...editable(idOf(24, 0), 0),
    'Course',
    60,
    1,
    userId(TEACHER),
  ]);
}

/** As they come in: exam by exam. One in fifty was absent. */
function addMarks(db: Sqlite.Database, { learners, exams }: GradesSize): void {
  const grade = inserter(db, 'grades', [...EDITABLE, 'exam_id', 'learner_id', 'quarters', 'absent']);
  for (let e = 0, n = 0; e < exams; e++) {
    for (let l = 0; l < learners; l++, n++) {
      const absent = chance(26, n) % 50 === 0;
      grade([...editable(idOf(26, n), n), examId(e), learnerId(l), absent ? null : chance(27, n) % 81, absent ? 1 : 0]);
    }
  }
}
