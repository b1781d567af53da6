import { describe, expect, test } from 'vitest';
import {
  ClassGrades,
  ClassOrder,
  ClassResults,
  CourseExams,
  ExamCreate,
  ExamDelete,
  ExamSeen,
  Exams,
  ExamUpdate,
  GradeClear,
  GradeSet,
  LearnerAverages,
  LearnerGrades,
  MyGrades,
  MyRank,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const manager = await world.user({ role: 'MANAGER' });
const trainer = await world.user({ role: 'TRAINER' });
const other = await world.user({ role: 'TRAINER' });
const [ann, bob] = [await world.learner({ lastName: 'Adams' }), await world.learner({ lastName: 'Brown' })];

// Both are in a class of each trainer: what they got in one is nothing to the other.
const classGroup = await world.classOf(trainer, ann, bob);
const elsewhere = await world.classOf(other, ann, bob);
const exam = await world.exam(classGroup);
const otherExam = await world.exam(elsewhere, { date: '2030-07-01' });
const comments = { here: 'Said here to Ann', there: 'Said there to Ann' };
await world.grade(exam, ann, 40, comments.here);
await world.grade(exam, bob, 60);
await world.grade(otherExam, ann, 77, comments.there);
await world.grade(otherExam, bob, 30);

const seen = async ({ client }: Person, id = exam.id) => (await client.ask(ExamSeen, { id })).exam;

describe('a learner', () => {
  test('sees their own grades, average and rank', async () => {
    const { me } = await ann.client.ask(MyGrades);
    expect(me?.average).toBe('14.63');
    expect(me?.grades).toMatchObject({
      totalCount: 2,
      nodes: [
        { value: '19.25', comment: comments.there, exam: { id: otherExam.id } },
        { value: '10', comment: comments.here, exam: { id: exam.id } },
      ],
    });
    expect((await ann.client.ask(MyRank, { classGroupId: classGroup.id })).me?.rank).toBe(2);
    expect(await seen(ann)).toMatchObject({ average: null, grades: null, viewerGrade: { value: '10' }, viewerCanUpdate: false });
  });

  test('sees nothing of others: no ranking, no average, no distribution, and no list of learners', async () => {
    expect((await ann.client.ask(ClassResults, { id: classGroup.id })).classGroup).toEqual({
      average: null,
      ranking: null,
      gradeDistribution: null,
    });
    expect(codes(await ann.client.run(LearnerAverages, { orderBy: { field: 'AVERAGE', direction: 'ASC' } }))).toEqual(['FORBIDDEN']);
    expect(
      (await ann.client.ask(ClassOrder, { id: classGroup.id, orderBy: { field: 'AVERAGE', direction: 'ASC' } })).classGroup?.learners,
    ).toBeNull();
  });

  test('sees nothing of another whom they meet on any road', async () => {
    // The owner of a course, say, who is graded somewhere, too.
    const owner = await world.user({ role: 'TRAINER' });
    const theirs = await world.exam(await world.classOf(other, owner));
    await world.grade(theirs, owner, 12, 'Not for Ann');
    const { id } = await world.course({ ownerId: owner.id, published: true });
    const document = `query ($id: ID!, $group: ID!) { course(id: $id) { owner { average rank(classGroupId: $group) grades { totalCount nodes { value } } } } }`;
    const ask = ({ client }: Person) => client.query(document, { id, group: theirs.classGroupId });
    const nothing = { average: null, rank: null, grades: { totalCount: 0, nodes: [] } };
    for (const person of [ann, trainer, manager]) expect((await ask(person)).data).toEqual({ course: { owner: nothing } });
    for (const person of [owner, other, staff])
      expect((await ask(person)).data).toMatchObject({ course: { owner: { average: '3', rank: 1 } } });
  });

  test('sees the exams of their classes and those they have a grade in, and no others', async () => {
    const cem = await world.learner();
    expect(await seen(cem)).toBeNull();
    expect((await cem.client.ask(Exams)).exams).toMatchObject({ totalCount: 0, nodes: [] });
    expect((await ann.client.ask(Exams)).exams.nodes.map(it => [it.id, it.viewerGrade?.value])).toEqual([
      [otherExam.id, '19.25'],
      [exam.id, '10'],
    ]);
    const left = await world.exam(await world.classOf(other));
    await world.grade(left, cem, 50);
    expect((await seen(cem, left.id))?.viewerGrade).toMatchObject({ value: '12.5' });
    expect((await cem.client.ask(Exams)).exams.totalCount).toBe(1);
  });
});

describe('a trainer', () => {
  const averagesSeenBy = async ({ client }: Person) => {
    const { learners } = await client.ask(LearnerGrades, { filter: { classGroupId: classGroup.id } });
    return learners.nodes.map(it => [it.average, it.grades.nodes.map(grade => grade.exam.id)]);
  };

  test('sees of each learner the grades in their own classes, and the average of these', async () => {
    expect(await averagesSeenBy(trainer)).toEqual([
      ['10', [exam.id]],
      ['15', [exam.id]],
    ]);
    expect(await averagesSeenBy(other)).toEqual([
      ['19.25', [otherExam.id]],
      ['7.5', [otherExam.id]],
    ]);
    expect(await averagesSeenBy(staff)).toEqual([
      ['14.63', [otherExam.id, exam.id]],
      ['11.25', [otherExam.id, exam.id]],
    ]);
    expect(await averagesSeenBy(manager)).toEqual([
      [null, []],
      [null, []],
    ]);
  });

  test('orders learners by what they see, and the cursors say no more', async () => {
    for (const [person, order] of [
      [trainer, [bob, ann]],
      [other, [ann, bob]],
      [staff, [ann, bob]],
    ] as const) {
      const variables = { filter: { classGroupId: classGroup.id }, orderBy: { field: 'AVERAGE', direction: 'DESC' } as const };
      const { learners } = await person.client.ask(LearnerAverages, variables);
      expect(learners.nodes.map(it => it.id)).toEqual(order.map(it => it.id));
      const [, value] = JSON.parse(Buffer.from(learners.pageInfo.endCursor ?? '', 'base64url').toString());
      expect((value / 4).toFixed(2)).toBe(Number(learners.nodes.at(-1)?.average).toFixed(2));
    }
  });

  test('orders those of a class that they do not teach by name, and the cursors say nothing', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      for (const person of [other, manager]) {
        const variables = { id: classGroup.id, orderBy: { field: 'AVERAGE', direction } as const };
        const { classGroup: found } = await person.client.ask(ClassOrder, variables);
        expect(found?.learners?.nodes.map(it => it.id)).toEqual(direction === 'ASC' ? [ann.id, bob.id] : [bob.id, ann.id]);
        const cursor = JSON.parse(Buffer.from(found?.learners?.pageInfo.endCursor ?? '', 'base64url').toString());
        expect(cursor.slice(0, 2)).toEqual([direction === 'ASC' ? 1 : 0, 0]);
      }
    }
  });

  test('sees the results of their classes only, though they see who is in the others', async () => {
    const { classGroup: own } = await trainer.client.ask(ClassGrades, { id: classGroup.id });
    expect(own).toMatchObject({
      average: '12.5',
      ranking: [
        { rank: 1, learner: { id: bob.id } },
        { rank: 2, learner: { id: ann.id } },
      ],
    });
    expect(own?.learners?.nodes.map(it => it.rank)).toEqual([2, 1]);
    const { classGroup: foreign } = await other.client.ask(ClassGrades, { id: classGroup.id });
    expect(foreign).toMatchObject({ average: null, ranking: null, gradeDistribution: null, learners: { totalCount: 2 } });
    expect(foreign?.learners?.nodes.map(it => it.rank)).toEqual([null, null]);
    expect(await seen(other)).toBeNull();
    expect(await seen(trainer)).toMatchObject({ average: '12.5', grades: { nodes: { length: 2 } }, viewerCanUpdate: true });
  });

  test('sees the exams of their classes, wherever they are listed', async () => {
    const listed = async ({ client }: Person) => (await client.ask(Exams, { filter: { courseId: exam.courseId } })).exams.totalCount;
    expect(await Promise.all([trainer, other, staff, manager].map(listed))).toEqual([1, 0, 1, 0]);
    const { courseId } = await world.exam(classGroup, { courseId: (await world.course({ published: true })).id });
    const ofCourse = async ({ client }: Person) => (await client.ask(CourseExams, { id: courseId })).course?.exams.totalCount;
    expect(await Promise.all([trainer, other, ann, staff, manager].map(ofCourse))).toEqual([1, 0, 1, 1, 0]);
  });

  test('changes exams and grades of their classes only', async () => {
    const there = { examId: exam.id, learnerId: ann.id };
    const input = {
      courseId: (await world.course({ published: true })).id,
      classGroupId: classGroup.id,
      title: 'No',
      kind: 'EXAM',
      date: '2030-06-03',
    } as const;
    const deedsOn = async ({ client }: Person, id: string) => {
      const grade = { ...there, examId: id };
      return [
        await client.run(ExamUpdate, { id, input: { title: 'No' } }),
        await client.run(ExamDelete, { id }),
        await client.run(GradeSet, { ...grade, value: '20' }),
        await client.run(GradeClear, grade),
        await client.tryOut(GradeSet, { ...grade, value: '20' }),
      ];
    };
    for (const person of [other, ann, manager]) expect(codes(await person.client.run(ExamCreate, { input }))).toEqual(['FORBIDDEN']);
    for (const person of [ann, manager]) {
      expect((await deedsOn(person, exam.id)).flatMap(codes)).toEqual(Array.from({ length: 5 }, () => 'FORBIDDEN'));
    }
    // Of an exam that one may not know of no more is told than of none.
    const told = async (id: string) => (await deedsOn(other, id)).map(({ data, errors }) => ({ data, errors }));
    expect(JSON.stringify(await told(exam.id))).toContain('NOT_FOUND');
    expect(await told(exam.id)).toEqual(await told(crypto.randomUUID()));
    expect((await trainer.client.ask(ClassResults, { id: classGroup.id })).classGroup?.average).toBe('12.5');
  });

  test('teaches a class also by a course that they gave to it, for as long as that lasts, and for as long as they are a trainer', async () => {
    const guest = await world.user({ role: 'TRAINER' });
    expect(await seen(guest)).toBeNull();
    await world.give(await world.course({ ownerId: guest.id }), { classGroupId: classGroup.id });
    expect(await seen(guest)).toMatchObject({ average: '12.5' });
    const former = await world.user({ role: 'EMPLOYEE', authorizations: ['learner:read'] });
    await world.classOf(former, ann);
    const { learners } = await former.client.ask(LearnerGrades, { filter: { classGroupId: classGroup.id } });
    expect(learners.nodes).toMatchObject([
      { average: null, grades: { totalCount: 0 } },
      { average: null, grades: { totalCount: 0 } },
    ]);
  });

  test('who invited a learner sees none of their grades', async () => {
    const inviter = await world.user({ role: 'TRAINER' });
    await world.invitation(ann, inviter);
    expect(await averagesSeenBy(inviter)).toEqual([
      [null, []],
      [null, []],
    ]);
  });
});

test('a course that one does not see is none to have an exam of', async () => {
  const { id: courseId } = await world.course();
  const input = { courseId, classGroupId: classGroup.id, title: 'Sums', kind: 'EXAM', date: '2030-06-03' } as const;
  expect(refusals((await trainer.client.ask(ExamCreate, { input })).examCreate)).toEqual(['NOT_FOUND input.courseId']);
  expect(refusals((await staff.client.ask(ExamCreate, { input })).examCreate)).toEqual([]);
});
