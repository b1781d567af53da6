import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  AccountExport,
  ClassGroupRemoveLearners,
  Exam,
  ExamDelete,
  ExamGradesPage,
  ExamWithHistories,
  GradeClear,
  GradeSet,
  MyGrades,
  UserErase,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { refusals } from '../../support/client.js';
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

type Given = { value?: string | null; absent?: boolean | null; comment?: string | null };

async function set(exam: { id: string }, learner: { id: string }, given: Given, { client }: Person = trainer) {
  return (await client.ask(GradeSet, { examId: exam.id, learnerId: learner.id, ...given })).gradeSet;
}

describe('a grade', () => {
  test('is set and set again; its history tells what it was, who said so and when', async () => {
    const ann = await world.learner();
    const { exam } = await classWith(ann);
    const { grade } = await set(exam, ann, { value: '14.25', comment: ' Well done. ' });
    expect(grade).toMatchObject({
      value: '14.25',
      absent: false,
      comment: 'Well done.',
      history: [{ value: '14.25', author: { id: trainer.id } }],
    });
    expect((await set(exam, ann, { value: '14.50' }, staff)).grade).toMatchObject({ id: grade?.id, value: '14.5', comment: 'Well done.' });
    const { grade: last } = await set(exam, ann, { absent: true, comment: null });
    expect(last).toMatchObject({ id: grade?.id, value: null, absent: true, comment: null });
    expect(last?.history).toMatchObject([
      { value: null, absent: true, comment: null, author: { id: trainer.id } },
      { value: '14.5', absent: false, comment: 'Well done.', author: { id: staff.id } },
      { value: '14.25', absent: false, comment: 'Well done.', author: { id: trainer.id } },
    ]);
    const times = last?.history.map(it => Date.parse(it.at)) ?? [];
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(Date.now() - (times[0] ?? 0)).toBeLessThan(60_000);
  });

  test('is from 0 to 20 by steps of 0.25, or an absence, and not both', async () => {
    const ann = await world.learner();
    const { exam } = await classWith(ann);
    const of = async (given: Given) => refusals(await set(exam, ann, given));
    for (const value of ['0', '20', '20.00', '0.25', '19.75']) expect(await of({ value })).toEqual([]);
    for (const value of ['14.3', '0.125', '19.999']) expect(await of({ value })).toEqual(['INVALID_VALUE value']);
    expect(await of({ value: '20.25' })).toEqual(['TOO_LARGE value']);
    expect(await of({ value: '-0.25' })).toEqual(['TOO_SMALL value']);
    for (const given of [{}, { value: null }, { absent: false }]) expect(await of(given)).toEqual(['REQUIRED value']);
    expect(await of({ value: '0', absent: true })).toEqual(['INVALID_VALUE absent']);
    expect(await of({ value: '1.1', comment: 'x'.repeat(2_001) })).toEqual(['INVALID_VALUE value', 'TOO_LONG comment']);
    expect((await set(exam, ann, { value: '8', absent: false })).grade?.history).toHaveLength(6);
  });

  test('is of somebody in the class of the exam', async () => {
    const [ann, bob] = [await world.learner(), await world.learner()];
    const { exam, classGroup } = await classWith(ann);
    for (const learner of [bob, trainer, { id: crypto.randomUUID() }]) {
      expect(refusals(await set(exam, learner, { value: '10' }))).toEqual(['NOT_FOUND learnerId']);
    }
    expect(refusals(await set({ id: crypto.randomUUID() }, ann, { value: '10' }))).toEqual(['NOT_FOUND examId']);
    await set(exam, ann, { value: '10' });
    await staff.client.ask(ClassGroupRemoveLearners, { id: classGroup.id, learnerIds: [ann.id] });
    expect(refusals(await set(exam, ann, { value: '11' }))).toEqual(['NOT_FOUND learnerId']);
    expect((await ann.client.ask(MyGrades)).me?.grades.nodes).toMatchObject([{ value: '10' }]);
  });

  test('that was set for the wrong one is taken away', async () => {
    const ann = await world.learner();
    const { exam } = await classWith(ann);
    const { grade } = await set(exam, ann, { value: '10' });
    const clear = async () => (await trainer.client.ask(GradeClear, { examId: exam.id, learnerId: ann.id })).gradeClear;
    expect(await clear()).toMatchObject({ deletedId: grade?.id, errors: [] });
    expect(refusals(await clear())).toEqual(['NOT_FOUND learnerId']);
    expect((await trainer.client.ask(Exam, { id: exam.id })).exam).toMatchObject({ average: null, grades: { totalCount: 0 } });
    expect((await set(exam, ann, { value: '11' })).grade?.history).toHaveLength(1);
  });

  test('is remembered a hundred times', async () => {
    const ann = await world.learner();
    const { exam } = await classWith(ann);
    for (let i = 0; i < 100; i++) await set(exam, ann, { value: `${i % 20}` });
    const { grade } = await set(exam, ann, { value: '20' });
    expect(grade?.history).toHaveLength(100);
    expect(grade?.history.slice(0, 2).map(it => it.value)).toEqual(['20', '19']);
  });

  test('is listed by name, page by page, in as many statements as there are of any exam', async () => {
    const people = [];
    for (const lastName of ['Cole', 'Adams', 'Brown']) people.push(await world.learner({ lastName }));
    const [cole, adams, brown] = people as [Person, Person, Person];
    const { exam } = await classWith(...people);
    await set(exam, adams, { value: '10' });
    const ask = () => statementsOf(app, () => trainer.client.ask(ExamWithHistories, { id: exam.id }));
    const cost = (await ask()).length;
    for (const person of people) await set(exam, person, { value: '11' });
    expect((await ask()).length).toBe(cost);
    const nodes = await everyPage(async after => {
      const { exam: found } = await trainer.client.ask(ExamGradesPage, { id: exam.id, first: 1, after });
      if (!found?.grades) throw new Error('nothing is seen');
      expect(found.grades.totalCount).toBe(3);
      return found.grades;
    });
    expect(nodes.map(it => it.learner.id)).toEqual([adams.id, brown.id, cole.id]);
  });

  test('is one, and has both in its history, when two set it at once', async () => {
    for (let i = 0; i < 5; i++) {
      const ann = await world.learner();
      const { exam } = await classWith(ann);
      const values = ['10', '11', '12', '13'];
      const answers = await Promise.all(values.map((value, n) => set(exam, ann, { value }, n % 2 ? staff : trainer)));
      expect(answers.flatMap(refusals)).toEqual([]);
      expect(new Set(answers.map(it => it.grade?.id)).size).toBe(1);
      const { exam: found } = await trainer.client.ask(ExamWithHistories, { id: exam.id });
      expect(found?.grades?.totalCount).toBe(1);
      const history = found?.grades?.nodes[0]?.history.map(it => it.value) ?? [];
      expect(history.toSorted()).toEqual(values);
      expect(found?.grades?.nodes[0]?.value).toBe(history[0]);
    }
  });

  test('and the end of its exam do not meet: either it is gone, or it has the grade', async () => {
    for (let i = 0; i < 5; i++) {
      const ann = await world.learner();
      const { exam } = await classWith(ann);
      const [given, deleted] = await Promise.all([set(exam, ann, { value: '10' }), trainer.client.ask(ExamDelete, { id: exam.id })]);
      const isThere = (await trainer.client.ask(Exam, { id: exam.id })).exam !== null;
      expect([...refusals(given), ...refusals(deleted.examDelete)]).toEqual([isThere ? 'IN_USE id' : 'NOT_FOUND examId']);
    }
  });

  test('is not set of somebody who is erased at the same moment, or loses what was said to it', async () => {
    for (let i = 0; i < 5; i++) {
      const ann = await world.learner();
      const { exam } = await classWith(ann);
      const [given] = await Promise.all([
        set(exam, ann, { value: '10', comment: 'About Ann' }),
        admin.client.ask(UserErase, { id: ann.id }),
      ]);
      const found = (await trainer.client.ask(Exam, { id: exam.id })).exam?.grades;
      expect(refusals(given)).toEqual(found?.totalCount === 1 ? [] : ['NOT_FOUND learnerId']);
      const rows = await app.database.rows<{ comment: string | null }>(sql`select comment from grades where learner_id = ${ann.id}`);
      expect(rows.every(it => it.comment === null)).toBe(true);
    }
  });

  test('is held by the database to all of this, whoever writes by hand', async () => {
    const ann = await world.learner();
    const { exam } = await classWith(ann);
    const insert = (quarters: number | null, absent: boolean) =>
      runByHand(
        app,
        sql`insert into grades (id, created_at, updated_at, exam_id, learner_id, quarters, absent)
          values (${crypto.randomUUID()}, ${new Date()}, ${new Date()}, ${exam.id}, ${ann.id}, ${quarters}, ${absent})`,
      );
    const refused: [quarters: number | null, absent: boolean][] = [
      [null, false],
      [40, true],
      [81, false],
      [-1, false],
    ];
    for (const it of refused) await expect(insert(...it)).rejects.toThrow(/check/i);
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
