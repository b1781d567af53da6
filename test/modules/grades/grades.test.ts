import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  AccountExport,
  ClassGroupDelete,
  ClassGroupRemoveLearners,
  CourseDelete,
  Exam,
  ExamCreate,
  type ExamCreateInput,
  ExamDelete,
  ExamGradesPage,
  Exams,
  ExamUpdate,
  GradeClear,
  GradeSet,
  MyGrades,
  UserErase,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { runByHand } from '../../support/raw-sql.js';
import { type Person, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const staff = await world.user({ role: 'STAFF' });
const admin = await world.user({ role: 'ADMIN' });

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
    const wrong: [quarters: number | null, absent: boolean][] = [
      [null, false],
      [40, true],
      [81, false],
      [-1, false],
    ];
    for (const it of wrong) await expect(insert(...it)).rejects.toThrow(/check/i);
    await insert(40, false);
    await expect(insert(41, false)).rejects.toThrow(/unique/i);
  });
});

describe('what is known of somebody', () => {
  test('has their grades and what was said to these; with them what was said goes, in the audit too, and what they got stays', async () => {
    const said = unique('said');
    const [ann, bob] = [await world.learner(), await world.learner()];
    const { exam } = await classWith(ann, bob);
    await set(exam, ann, { value: '10', comment: `${said} first` });
    await set(exam, ann, { value: '11', comment: `${said} then` });
    await set(exam, bob, { value: '12', comment: `${said} to Bob` });
    const { accountExport } = await ann.client.ask(AccountExport);
    const told = JSON.stringify(accountExport);
    for (const it of ['first', 'then']) expect(told).toContain(`${said} ${it}`);
    expect(told).not.toContain(`${said} to Bob`);
    expect(JSON.stringify((await trainer.client.ask(AccountExport)).accountExport)).not.toContain(said);
    await admin.client.ask(UserErase, { id: ann.id });
    const { exam: after } = await trainer.client.ask(Exam, { id: exam.id });
    expect(after?.average).toBe('11.5');
    expect(after?.grades?.nodes.map(it => it.learner.fullName)).toContain('Erased user');
    await app.sealer.seal();
    const tables = ['grades', 'grade_entries', 'audit_entries', 'audit_unsealed'] as const;
    const statements = [
      sql`select * from grades`,
      sql`select * from grade_entries`,
      sql`select * from audit_entries`,
      sql`select * from audit_unsealed`,
    ];
    for (const [i, statement] of statements.entries()) {
      const rows = (await app.database.rows(statement)).map(row => JSON.stringify(row)).filter(row => row.includes(said));
      expect({ table: tables[i], rows: rows.filter(row => !row.includes('to Bob')) }).toEqual({ table: tables[i], rows: [] });
    }
  });
});
