import type { Actor } from '../../platform/access/actor.js';
import { lockAllowed } from '../../platform/access/allowed.js';
import { allowsAfterAll } from '../../platform/access/other-rows.js';
import type { Policy } from '../../platform/access/policy.js';
import { assign, update } from '../../platform/database/changes.js';
import { type Database, holdOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { sql } from '../../platform/database/sql.js';
import { refuseIfUsed } from '../../platform/database/uses.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { forbidden } from '../../platform/errors/request-error.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import { Course } from '../courses/course.entity.js';
import { seeingCourse } from '../courses/course.policy.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { Exam } from './exam.entity.js';
import type { ExamCreateInput, ExamUpdateInput } from './exam.inputs.js';
import { creatingExam, deletingExam, seeingExam, updatingExam } from './exam.policy.js';
import { readCoefficient } from './exam.rules.js';

const MOST_EXAMS = 500;
/** Stands for a coefficient that is refused, so that the other problems are told with it. */
const ANY_COEFFICIENT = 1;

/** What learners are graded for. */
export class ExamService {
  constructor(private readonly database: Database) {}

  create(actor: Actor, { coefficient, ...given }: ExamCreateInput): Promise<Row<Exam>> {
    return this.database.write({ actor, deed: 'exam:create' }, async unit => {
      await holdPlace(unit, actor, given);
      const exam = weigh(assign(new Exam(), given), coefficient);
      unit.em.persist(exam);
      await unit.em.flush();
      return exam;
    });
  }

  /** Course and class stay: its grades are theirs. */
  update(actor: Actor, id: string, { coefficient, ...input }: ExamUpdateInput): Promise<Row<Exam>> {
    return this.database.write({ actor, deed: 'exam:update' }, async unit => {
      const exam = weigh(update(await lockExam(unit, updatingExam, actor, id), input), coefficient);
      await unit.em.flush();
      return exam;
    });
  }

  delete(actor: Actor, id: string): Promise<string> {
    return this.database.write({ actor, deed: 'exam:delete' }, async unit => {
      await unit.barReferences(Exam, [id]);
      const exam = await lockExam(unit, deletingExam, actor, id);
      await refuseIfUsed(unit, Exam, id);
      unit.em.remove(exam);
      await unit.em.flush();
      return id;
    });
  }
}

/** Locks an exam that a policy allows the actor: its grades are changed by one at a time. */
export function lockExam(unit: Unit, policy: Policy<never>, actor: Actor, id: string, path = 'id'): Promise<Exam> {
  return lockAllowed(unit, actor, Exam, id, { policy, seeing: seeingExam, path });
}

/** Holds course and class, so that neither is deleted meanwhile, and refuses those that the actor may not have an exam of. */
async function holdPlace(unit: Unit, actor: Actor, { courseId, classGroupId }: Pick<ExamCreateInput, 'courseId' | 'classGroupId'>) {
  // The course first, as whoever gives it to classes does.
  const [course] = await unit.hold(Course, [courseId]);
  const classGroup = await holdOne(unit, ClassGroup, classGroupId, 'classGroupId');
  const loaders = new Loaders(unit);
  if (!(await allowsAfterAll(creatingExam, actor, classGroup, loaders))) throw forbidden();
  const isSeen = course && (await allowsAfterAll(seeingCourse, actor, course, loaders));
  if (!isSeen) refuse(ErrorCode.NOT_FOUND, 'There is no such course.', 'courseId');
  const [counted] = await unit.rows<{ count: number }>(sql`select count(*) as count from exams where class_group_id = ${classGroupId}`);
  if (counted && counted.count >= MOST_EXAMS) refuse(ErrorCode.TOO_LONG, `A class has at most ${MOST_EXAMS} exams.`, 'classGroupId');
}

function weigh(exam: Exam, coefficient: string | null | undefined): Exam {
  if (coefficient === undefined || coefficient === null) return exam;
  const read = readCoefficient(coefficient);
  exam.coefficientHundredths = typeof read === 'number' ? read : ANY_COEFFICIENT;
  if (typeof read !== 'number') refuseIfAny([...problemsOf(exam), ...read]);
  return exam;
}
