import type { Database } from '../../platform/database/database.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { ClassResultsResolver, RankedLearnerResolver } from './class-results.resolver.js';
import { Exam } from './exam.entity.js';
import { creatingExam, deletingExam, seeingGrades, seeingResults, settingGrade, updatingExam } from './exam.policy.js';
import { ClassGroupExamsResolver, CourseExamsResolver, ExamConnection, ExamResolver } from './exam.resolver.js';
import { ExamService } from './exam.service.js';
import { Grade, GradeEntry } from './grade.entity.js';
import { ExamGradesResolver, GradeConnection, GradeEntryResolver, GradeResolver, UserGradesResolver } from './grade.resolver.js';
import { GradeService } from './grade.service.js';
import { personalGrades } from './personal.js';

export const gradeEntities = [Exam, Grade, GradeEntry];

/** What learners are graded for, what they got, and what it comes to. */
export function gradesModule(database: Database) {
  const exams = new ExamService(database);
  const grades = new GradeService(database);
  return {
    exams,
    grades,
    personal: personalGrades,
    governed: [
      { entity: ClassGroup, policies: [creatingExam, seeingResults], knownTo: 'everyone' as const },
      { entity: Exam, policies: [updatingExam, deletingExam, settingGrade, seeingGrades], knownTo: 'everyone' as const },
    ],
    resolvers: [
      new ExamResolver(exams),
      ExamConnection.resolver,
      new ClassGroupExamsResolver(),
      new CourseExamsResolver(),
      new GradeResolver(grades),
      GradeConnection.resolver,
      new GradeEntryResolver(),
      new ExamGradesResolver(),
      new UserGradesResolver(),
      new ClassResultsResolver(),
      new RankedLearnerResolver(),
    ],
  };
}
