import type { Actor } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import type { Exam } from './exam.entity.js';
import { settingGrade } from './exam.policy.js';
import { lockExam } from './exam.service.js';
import { Grade, GradeEntry } from './grade.entity.js';
import { type Given, readGrade } from './grade.rules.js';

/** Whose grade, and in what. */
export interface GradePlace {
  readonly examId: string;
  readonly learnerId: string;
}

/** What is to be set: left out, the comment stays as it is. */
export interface GradeGiven extends GradePlace, Given {
  readonly comment?: string | null | undefined;
}

/** What learners got. Each change locks the exam: of two who set the same grade at once the later has the last word, and both are remembered. */
export class GradeService {
  constructor(private readonly database: Database) {}

  set(actor: Actor, { examId, learnerId, comment, ...given }: GradeGiven): Promise<Row<Grade>> {
    return this.database.write({ actor, deed: 'grade:set' }, async unit => {
      const exam = await lockExam(unit, settingGrade, actor, examId, 'examId');
      await refuseUnlessInClass(unit, exam, learnerId);
      const grade = (await unit.em.findOne(Grade, { examId, learnerId })) ?? assign(new Grade(), { examId, learnerId });
      const read = readGrade(given);
      const isRefused = !('quarters' in read);
      assign(grade, { comment, ...(isRefused ? {} : { quarters: read.quarters, absent: read.quarters === null }) });
      if (isRefused) refuseIfAny([...read, ...problemsOf(grade)]);
      unit.em.persist(grade);
      await unit.em.flush();
      await note(unit, grade, actor.id);
      return grade;
    });
  }

  /** With its history, as if it had never been set: the audit remembers. */
  clear(actor: Actor, { examId, learnerId }: GradePlace): Promise<string> {
    return this.database.write({ actor, deed: 'grade:set' }, async unit => {
      await lockExam(unit, settingGrade, actor, examId, 'examId');
      await holdLearner(unit, learnerId);
      const grade = await unit.em.findOne(Grade, { examId, learnerId });
      if (!grade) return refuse(ErrorCode.NOT_FOUND, 'They have no grade in this exam.', 'learnerId');
      unit.em.remove(grade);
      await unit.em.flush();
      return grade.id;
    });
  }
}

/** So that they are not erased meanwhile. */
async function holdLearner(unit: Unit, learnerId: string): Promise<void> {
  await unit.rows(sql`select id from users where id = ${learnerId}${unit.dialect.forKeyShare}`);
}

/** Whoever was erased is in no class any more: nothing is written about them. */
async function refuseUnlessInClass(unit: Unit, { classGroupId }: Exam, learnerId: string): Promise<void> {
  await holdLearner(unit, learnerId);
  const [member] = await unit.rows(sql`select id from memberships where class_group_id = ${classGroupId} and learner_id = ${learnerId}`);
  if (!member) refuse(ErrorCode.NOT_FOUND, 'There is no such learner in the class of this exam.', 'learnerId');
}

async function note(unit: Unit, { id: gradeId, quarters, absent, comment }: Grade, authorId: string): Promise<void> {
  const [last] = await unit.rows<{ number: number | null }>(
    sql`select max(number) as number from grade_entries where grade_id = ${gradeId}`,
  );
  unit.em.persist(assign(new GradeEntry(), { gradeId, number: (last?.number ?? 0) + 1, quarters, absent, comment, authorId }));
  await unit.em.flush();
}
