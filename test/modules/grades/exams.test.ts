import 'reflect-metadata';
import { describe, expect, test } from 'vitest';
import { Exam as ExamEntity } from '../../../src/modules/grades/exam.entity.js';
import { assign } from '../../../src/platform/database/changes.js';
import {
  ClassGroupDelete,
  ClassGroupRemoveLearners,
  CourseDelete,
  ExamCreate,
  type ExamCreateInput,
  ExamDelete,
  Exams,
  ExamUpdate,
  GradeClear,
  GradeSet,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { byHand } from '../../support/by-hand.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const staff = await world.user({ role: 'STAFF' });

async function classWith(...learners: readonly Person[]) {
  const classGroup = await world.classOf(trainer, ...learners);
  return { classGroup, exam: await world.exam(classGroup) };
}

async function newExam(given: Partial<ExamCreateInput> = {}) {
  const courseId = given.courseId ?? (await world.course({ published: true })).id;
  const classGroupId = given.classGroupId ?? (await world.classOf(trainer)).id;
  const input = { title: 'Sums', kind: 'EXAM' as const, coefficient: '1.5', date: '2030-06-03', ...given, courseId, classGroupId };
  return (await trainer.client.ask(ExamCreate, { input })).examCreate;
}

type Given = { value?: string | null; absent?: boolean | null; comment?: string | null };

async function set(exam: { id: string }, learner: { id: string }, given: Given, { client }: Person = trainer) {
  return (await client.ask(GradeSet, { examId: exam.id, learnerId: learner.id, ...given })).gradeSet;
}

describe('an exam', () => {
  test('is added, changed and deleted', async () => {
    const { exam, errors } = await newExam({ kind: 'TECH_DEMO', title: ' A demonstration ' });
    expect(errors).toEqual([]);
    expect(exam).toMatchObject({
      title: 'A demonstration',
      kind: 'TECH_DEMO',
      coefficient: '1.5',
      date: '2030-06-03',
      viewerCanUpdate: true,
    });
    const id = exam?.id ?? '';
    const input = { title: 'Another', kind: 'EXAM', coefficient: '0.25', date: '2030-06-04', version: exam?.version } as const;
    const changed = (await trainer.client.ask(ExamUpdate, { id, input })).examUpdate;
    expect(changed.exam).toMatchObject({ title: 'Another', kind: 'EXAM', coefficient: '0.25', date: '2030-06-04' });
    expect(refusals((await trainer.client.ask(ExamUpdate, { id, input })).examUpdate)).toEqual(['STALE input.version']);
    expect((await trainer.client.ask(ExamDelete, { id })).examDelete).toMatchObject({ deletedId: id, errors: [] });
    expect(refusals((await trainer.client.ask(ExamDelete, { id })).examDelete)).toEqual(['NOT_FOUND id']);
  });

  test('tells every rule that it breaks at once', async () => {
    expect(refusals(await newExam({ title: ' ', coefficient: '0', date: '2030-02-30' }))).toEqual([
      'TOO_SHORT input.title',
      'INVALID_FORMAT input.date',
      'TOO_SMALL input.coefficient',
    ]);
    const of = async (coefficient: string) => refusals(await newExam({ coefficient }));
    expect(await of('0.005')).toEqual(['INVALID_VALUE input.coefficient']);
    expect(await of('100.01')).toEqual(['TOO_LARGE input.coefficient']);
    expect(await of('-1')).toEqual(['TOO_SMALL input.coefficient']);
    expect(await of('100')).toEqual([]);
    expect(refusals(await newExam({ date: '3 June' }))).toEqual(['INVALID_FORMAT input.date']);
    expect(refusals(await newExam({ classGroupId: crypto.randomUUID() }))).toEqual(['NOT_FOUND input.classGroupId']);
    expect(refusals(await newExam({ courseId: crypto.randomUUID() }))).toEqual(['NOT_FOUND input.courseId']);
    const { exam } = await newExam();
    const updated = await trainer.client.ask(ExamUpdate, { id: exam?.id ?? '', input: { title: '', coefficient: '0.001' } });
    expect(refusals(updated.examUpdate)).toEqual(['TOO_SHORT input.title', 'INVALID_VALUE input.coefficient']);
  });

  test('takes a number for a decimal, and nothing else', async () => {
    const { exam } = await classWith();
    const update = (coefficient: unknown) => trainer.client.query(ExamUpdate.toString(), { id: exam.id, input: { coefficient } });
    expect((await update(2.5)).data).toMatchObject({ examUpdate: { exam: { coefficient: '2.5' } } });
    for (const wrong of ['much', '1e2', true, {}, '1,5', '']) expect(codes(await update(wrong))).toEqual(['BAD_USER_INPUT']);
    const literal = (written: string) =>
      trainer.client.query(`mutation { examUpdate(id: "${exam.id}", input: { coefficient: ${written} }) { exam { coefficient } } }`);
    for (const written of ['3.25', '"3.25"'])
      expect((await literal(written)).data).toEqual({ examUpdate: { exam: { coefficient: '3.25' } } });
    for (const written of ['true', 'MUCH', '[1]']) expect((await literal(written)).errors).toHaveLength(1);
  });

  test('is not deleted while somebody has a grade in it; nor is its class or its course', async () => {
    const ann = await world.learner();
    const { exam, classGroup } = await classWith(ann);
    await set(exam, ann, { value: '12' });
    const refused = (await trainer.client.ask(ExamDelete, { id: exam.id })).examDelete;
    expect(refused.errors).toMatchObject([{ code: 'IN_USE', uses: [{ type: 'Grade', count: 1 }] }]);
    await staff.client.ask(ClassGroupRemoveLearners, { id: classGroup.id, learnerIds: [ann.id] });
    expect(refusals((await staff.client.ask(ClassGroupDelete, { id: classGroup.id })).classGroupDelete)).toEqual(['IN_USE id']);
    expect(refusals((await staff.client.ask(CourseDelete, { id: exam.courseId })).courseDelete)).toEqual(['IN_USE id']);
    await trainer.client.ask(GradeClear, { examId: exam.id, learnerId: ann.id });
    expect(refusals((await trainer.client.ask(ExamDelete, { id: exam.id })).examDelete)).toEqual([]);
    expect(refusals((await staff.client.ask(ClassGroupDelete, { id: classGroup.id })).classGroupDelete)).toEqual([]);
  });

  test('is found by course, class, kind and day, the latest first', async () => {
    const { classGroup, exam } = await classWith();
    const { exam: later } = await newExam({ classGroupId: classGroup.id, date: '2030-06-10', kind: 'TECH_DEMO' });
    const found = async (filter: object) => {
      const given = { classGroupId: classGroup.id, ...filter };
      return (await everyPage(async after => (await trainer.client.ask(Exams, { filter: given, first: 1, after })).exams)).map(it => it.id);
    };
    expect(await found({})).toEqual([later?.id, exam.id]);
    expect(await found({ kind: 'EXAM' })).toEqual([exam.id]);
    expect(await found({ courseId: exam.courseId })).toEqual([exam.id]);
    expect(await found({ from: '2030-06-04' })).toEqual([later?.id]);
    expect(await found({ from: '2030-06-03', to: '2030-06-03' })).toEqual([exam.id]);
    expect(codes(await trainer.client.run(Exams, { filter: { from: 'June' } }))).toEqual(['BAD_USER_INPUT']);
  });

  test('is one of 500 at most in a class', async () => {
    const { classGroup, exam } = await classWith();
    await app.database.write(byHand, async unit => {
      for (let i = 1; i < 500; i++) {
        const { courseId, classGroupId, kind, coefficientHundredths, date } = exam;
        unit.em.persist(assign(new ExamEntity(), { courseId, classGroupId, kind, coefficientHundredths, date, title: `Exam ${i}` }));
      }
      await unit.em.flush();
    });
    expect(refusals(await newExam({ classGroupId: classGroup.id }))).toEqual(['TOO_LONG input.classGroupId']);
  });
});
