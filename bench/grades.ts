import Sqlite from 'better-sqlite3';
import { chance, EDITABLE, editable, idOf, inserter, withoutIndexes } from './data.js';
import { addSchool, classGroupId, courseId, learnerId } from './school.js';

export interface GradesSize {
  readonly learners: number;
  readonly exams: number;
}

const examId = (n: number) => idOf(22, n);
const COEFFICIENTS = [50, 100, 150, 200, 300];

/** Adds a class whose learners have a grade in each of its exams, or were absent, to data that belongs to the caller. */
export function addGrades(file: string, { learners, exams }: GradesSize): void {
  const db = new Sqlite(file);
  db.pragma('synchronous = off');
  db.transaction(() => {
    addSchool(db, learners);
    const exam = inserter(db, 'exams', [...EDITABLE, 'course_id', 'class_group_id', 'title', 'kind', 'coefficient_hundredths', 'date']);
    for (let n = 0; n < exams; n++) {
      exam([...editable(examId(n), n), courseId, classGroupId, `Exam ${n}`, 'EXAM', COEFFICIENTS[n % COEFFICIENTS.length], '2030-06-03']);
    }
    withoutIndexes(db, 'grades', () => addMarks(db, { learners, exams }));
  })();
  db.exec('analyze grades; analyze exams');
  db.close();
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
