import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { averageOf, meanOf } from '../../../src/modules/grades/average.rules.js';
import { Exam } from '../../../src/modules/grades/exam.entity.js';
import { Grade } from '../../../src/modules/grades/grade.entity.js';
import { Membership } from '../../../src/modules/organizations/membership.entity.js';
import { assign } from '../../../src/platform/database/changes.js';
import {
  ClassGrades,
  ClassGroupRemoveLearners,
  ClassOrder,
  ClassResults,
  Exam as ExamDocument,
  GradeSet,
  LearnerAverages,
  MyGrades,
  MyRank,
  OrganizationAverages,
  UserErase,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { byHand } from '../../support/by-hand.js';
import { codes } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';
import * as naive from './naive.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const trainer = await world.user({ role: 'TRAINER' });
const people = await Promise.all(Array.from({ length: 6 }, () => world.learner()));
const course = await world.course();

type Identified = { readonly id: string };

/** A class of the trainer with exams of these coefficients, and what each learner got in each of them, undefined where nothing is known. */
async function marked(coefficients: readonly number[], table: readonly (readonly (number | null | undefined)[])[], learners = people) {
  const classGroup = await world.classOf(trainer);
  const marks: naive.Marked[] = [];
  await app.database.write(byHand, async unit => {
    const exams = coefficients.map((coefficientHundredths, i) =>
      assign(new Exam(), {
        courseId: course.id,
        classGroupId: classGroup.id,
        title: `Exam ${i}`,
        kind: 'EXAM',
        coefficientHundredths,
        date: '2030-06-03',
      }),
    );
    unit.em.persist(exams);
    for (const [l, row] of table.entries()) {
      const learner = learners[l] as Identified;
      unit.em.persist(assign(new Membership(), { classGroupId: classGroup.id, learnerId: learner.id }));
      for (const [e, exam] of exams.entries()) {
        const quarters = row[e];
        if (quarters === undefined) continue;
        marks.push({ exam: exam.id, learner: learner.id, quarters, coefficient: exam.coefficientHundredths });
        unit.em.persist(assign(new Grade(), { examId: exam.id, learnerId: learner.id, quarters, absent: quarters === null }));
      }
    }
    await unit.em.flush();
  });
  return { ...classGroup, marks };
}

async function resultsOf(id: string, { client }: Person = trainer, first?: number) {
  return (await client.ask(ClassResults, { id, ...(first && { first }) })).classGroup;
}

describe('what the database computes is what one computes on paper', () => {
  const grade = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 80 }) }, fc.constant(null), fc.constant(undefined));
  const coefficient = fc.oneof(fc.constantFrom(25, 50, 100, 150, 200), fc.integer({ min: 1, max: 10_000 }));
  const tables = fc
    .tuple(fc.array(coefficient, { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: people.length }))
    .chain(([coefficients, learners]) =>
      fc.tuple(
        fc.constant(coefficients),
        fc.array(fc.array(grade, { minLength: coefficients.length, maxLength: coefficients.length }), {
          minLength: learners,
          maxLength: learners,
        }),
      ),
    );

  test('of a learner, an exam and a class; ranks and distribution', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ([coefficients, table]) => {
        const { id, marks } = await marked(coefficients, table);
        const { classGroup } = await trainer.client.ask(ClassGrades, { id });
        expect(classGroup?.average).toBe(naive.meanOf(marks));
        expect(classGroup?.gradeDistribution?.map(it => it.count)).toEqual(naive.countsOf(marks));
        const ranks = naive.ranksOf(marks);
        for (const it of classGroup?.learners?.nodes ?? []) expect(it.rank).toBe(ranks.get(it.id) ?? null);
        const ofOne = (learner: string) => marks.filter(it => it.learner === learner);
        expect(new Map(classGroup?.ranking?.map(it => [it.learner.id, it.rank]))).toEqual(ranks);
        for (const { learner, average } of classGroup?.ranking ?? []) expect(average).toBe(naive.averageOf(ofOne(learner.id)));
        const inOrder = classGroup?.ranking?.map(it => it.rank) ?? [];
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
        for (const exam of new Set(marks.map(it => it.exam))) {
          const theirs = marks.filter(it => it.exam === exam).map(it => ({ ...it, coefficient: 100 }));
          expect((await trainer.client.ask(ExamDocument, { id: exam })).exam?.average).toBe(naive.averageOf(theirs));
        }
      }),
      { numRuns: 25 },
    );
  });

  test('of a learner over all classes', async () => {
    const learner = await world.learner();
    const marks = [
      ...(await marked([100, 250], [[40, 61]], [learner])).marks,
      ...(await marked([33, 67], [[null, 79]], [learner])).marks,
      ...(await marked([1], [[undefined]], [learner])).marks,
    ];
    expect((await learner.client.ask(MyGrades)).me?.average).toBe(naive.averageOf(marks));
  });

  test('of sums, however many weights there are', () => {
    const sums = fc.array(
      fc
        .record({ points: fc.integer({ min: 0, max: 80_000_000 }), weight: fc.integer({ min: 1, max: 5_000_000 }) })
        .filter(it => it.points <= 80 * it.weight),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(sums, given => {
        const [first] = given;
        const marks = given.map(({ points, weight }, i) => ({ exam: 'e', learner: `${i}`, quarters: 0, coefficient: 1, points, weight }));
        const mean = meanOf(given.map(it => ({ ...it, learners: 1 })));
        const exact = marks.reduce((sum, it) => sum + it.points / (4 * it.weight), 0) / marks.length;
        expect(Math.abs(Number(mean) - exact)).toBeLessThanOrEqual(0.005_000_1);
        if (given.length === 1 && first) expect(mean).toBe(averageOf(first));
      }),
    );
    expect(meanOf([])).toBeNull();
  });
});

describe('an average', () => {
  test('is rounded half up, at the end', async () => {
    // (10 + 10.25 + 10) / 3 = 10.0833…, and (10 + 10.25) / 2 = 10.125.
    const { id } = await marked(
      [100, 100, 100],
      [
        [40, 41, 40],
        [40, 41],
      ],
    );
    const results = await resultsOf(id);
    expect(results?.ranking?.map(it => it.average)).toEqual(['10.13', '10.08']);
    // (10.0833… + 10.125) / 2 = 10.10416…
    expect(results?.average).toBe('10.1');
  });

  test('does not take an absence for a zero, and is of nobody null', async () => {
    const learners = await Promise.all(Array.from({ length: 4 }, () => world.learner()));
    const { id } = await marked([100, 300], [[80, null], [null, null], [0, 0], []], learners);
    const { classGroup } = await trainer.client.ask(ClassGrades, { id, orderBy: { field: 'AVERAGE', direction: 'DESC' } });
    const ranked = (i: number, rank: number, average: string) => ({ rank, average, learner: { id: learners[i]?.id } });
    expect(classGroup).toMatchObject({ average: '10', ranking: [ranked(0, 1, '20'), ranked(2, 2, '0')] });
    expect(classGroup?.learners?.nodes.map(it => it.average)).toEqual(['20', '0', null, null]);
    expect(classGroup?.learners?.nodes.map(it => it.grades.nodes.filter(mark => mark.absent).length).sort()).toEqual([0, 0, 1, 2]);
    expect(await resultsOf((await world.classOf(trainer)).id)).toEqual({
      average: null,
      ranking: [],
      gradeDistribution: [0, 5, 10, 15].map(from => ({ from, to: from + 5, count: 0 })),
    });
  });

  test('counts whoever left the class or was erased, nameless, so that it stays what it was', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    const [one, two, three] = await Promise.all([world.learner(), world.learner({ firstName: 'Zora' }), world.learner()]);
    const { id } = await marked([100], [[80], [60], [7]], [one, two, three]);
    const before = await resultsOf(id);
    await staff.client.ask(ClassGroupRemoveLearners, { id, learnerIds: [one.id] });
    expect(await resultsOf(id)).toEqual(before);
    await admin.client.ask(UserErase, { id: two.id });
    const after = await resultsOf(id);
    expect(after).toMatchObject({ average: before?.average, gradeDistribution: before?.gradeDistribution });
    expect(after?.ranking?.map(it => it.learner.fullName)).toEqual([`Ann ${one.lastName}`, 'Erased user', `Ann ${three.lastName}`]);
  });
});

describe('a ranking', () => {
  test('gives those who are equal one rank, by name, whatever their grades add up to', async () => {
    // A third of thirty and a half of twenty are ten, by doubles and by coefficients that are none.
    const { id } = await marked([33, 33, 33], [[40, 40, 40], [10, 40, 70], [40], [41, 41, 41], [39]]);
    const ranking = (await resultsOf(id))?.ranking;
    expect(ranking?.map(it => it.rank)).toEqual([1, 2, 2, 2, 5]);
    const equals = ranking?.slice(1, 4).map(it => it.learner.fullName) ?? [];
    expect(equals).toEqual(equals.toSorted());
    expect((await resultsOf(id, trainer, 2))?.ranking).toEqual(ranking?.slice(0, 2));
  });

  test('tells apart what two decimals do not', async () => {
    const { id } = await marked(
      [9_999, 1],
      [
        [40, 41],
        [40, 40],
      ],
    );
    const results = await resultsOf(id);
    expect(results?.ranking?.map(({ rank, average }) => [rank, average])).toEqual([
      [1, '10'],
      [2, '10'],
    ]);
  });

  test('is of 1 to 100', async () => {
    const { id } = await marked([100], [[40]]);
    for (const first of [0, 101]) expect(codes(await trainer.client.run(ClassResults, { id, first }))).toEqual(['BAD_USER_INPUT']);
  });

  test('tells each learner their own rank', async () => {
    const [one, two] = [await world.learner(), await world.learner()];
    const { id } = await marked([100], [[80], [60]], [one, two]);
    expect((await two.client.ask(MyRank, { classGroupId: id })).me?.rank).toBe(2);
    expect((await one.client.ask(MyRank, { classGroupId: id })).me?.rank).toBe(1);
    expect((await one.client.ask(MyRank, { classGroupId: crypto.randomUUID() })).me?.rank).toBeNull();
  });
});

describe('a distribution', () => {
  test('has each bound in the band above it, and 20 in the last', async () => {
    const learners = await Promise.all(Array.from({ length: 8 }, () => world.learner()));
    const { id } = await marked(
      [100],
      [0, 19, 20, 39, 40, 59, 60, 80].map(it => [it]),
      learners,
    );
    expect((await resultsOf(id))?.gradeDistribution).toEqual([
      { from: 0, to: 5, count: 2 },
      { from: 5, to: 10, count: 2 },
      { from: 10, to: 15, count: 2 },
      { from: 15, to: 20, count: 2 },
    ]);
  });
});

describe('learners by average', () => {
  async function orderOf(id: string, direction: 'ASC' | 'DESC', { client }: Person = trainer) {
    return (
      await everyPage(async after => {
        const { classGroup } = await client.ask(ClassOrder, { id, orderBy: { field: 'AVERAGE', direction }, first: 2, after });
        if (!classGroup?.learners) throw new Error('nothing is seen');
        return classGroup.learners;
      })
    ).map(it => it.id);
  }

  test('come page by page, those without one last in either direction, equal ones by name', async () => {
    const named = (lastName: string) => world.learner({ lastName });
    const [a, b, c, d, e] = await Promise.all(['Aa', 'Bb', 'Cc', 'Dd', 'Ee'].map(named));
    const learners = [a, b, c, d, e] as Person[];
    const { id } = await marked([33, 33, 33], [[40, 40, 40], [null], [10, 40, 70], [41], []], learners);
    const ids = (...them: (Person | undefined)[]) => them.map(it => it?.id);
    expect(await orderOf(id, 'ASC')).toEqual(ids(a, c, d, b, e));
    expect(await orderOf(id, 'DESC')).toEqual(ids(d, c, a, e, b));
    expect(await orderOf(id, 'DESC', staff)).toEqual(ids(d, c, a, e, b));
  });

  test('in a class are ordered by its exams alone', async () => {
    const [one, two] = [await world.learner(), await world.learner()];
    const { id } = await marked([100], [[40], [50]], [one, two]);
    await marked([10_000], [[80]], [one]);
    expect(await orderOf(id, 'DESC')).toEqual([two.id, one.id]);
  });

  test('are found among all', async () => {
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => world.learner()));
    const { id } = await marked([100], [[41], [79], [null]], [one, two, three] as Person[]);
    const orderBy = { field: 'AVERAGE', direction: 'DESC' } as const;
    const nodes = await everyPage(
      async after => (await staff.client.ask(LearnerAverages, { filter: { classGroupId: id }, orderBy, first: 1, after })).learners,
    );
    expect(nodes).toEqual([
      { id: two?.id, average: '19.75' },
      { id: one?.id, average: '10.25' },
      { id: three?.id, average: null },
    ]);
  });

  test('go on from no cursor of another order', async () => {
    const { learners } = await staff.client.ask(LearnerAverages, { first: 1 });
    const orderBy = { field: 'AVERAGE', direction: 'ASC' } as const;
    const wrong = ['bm8', Buffer.from('[2,0,"a","b"]').toString('base64url'), learners.pageInfo.endCursor];
    for (const after of wrong) expect(codes(await staff.client.run(LearnerAverages, { orderBy, after }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('statements', () => {
  /** Without those by which SQLite learns whether there is so much to look at that nobody is to wait for it. */
  async function asked(work: () => Promise<unknown>): Promise<string[]> {
    return (await statementsOf(app, work)).filter(it => !/limit 1 offset/.test(it));
  }

  test('are as many for one class as for many: results, ranking, exams and their averages', async () => {
    const { organizationId, id } = await marked([100, 200], [[40, 41], [50]]);
    const ask = () => asked(() => staff.client.ask(OrganizationAverages, { id: organizationId }));
    const before = (await ask()).length;
    for (let i = 0; i < 3; i++) {
      const classGroup = await world.classGroup({ organizationId });
      await world.grade(await world.exam(classGroup), people[i] as Person, 40 + i);
    }
    expect((await ask()).length).toBe(before);
    // The organization, its classes, their results, their rankings and who is in them, their exams, how many, and the averages of these.
    expect(before).toBe(8);
    const one = await asked(() => trainer.client.ask(ClassResults, { id }));
    expect(one.filter(it => /group by/.test(it))).toHaveLength(2);
  });

  test('are as many for one learner as for many: averages, ranks and grades', async () => {
    const ask = (id: string) => statementsOf(app, () => trainer.client.ask(ClassGrades, { id }));
    const few = await ask((await marked([100], [[40]])).id);
    const many = await ask(
      (
        await marked(
          [100, 200, 300],
          people.map((_, i) => [i, i + 1, i + 2]),
        )
      ).id,
    );
    expect(many.length).toBe(few.length);
  });

  test('set a grade in as many, however many there are', async () => {
    const { id, marks } = await marked(
      [100],
      people.map((_, i) => [i]),
    );
    const [first] = marks;
    const other = await world.exam({ id });
    const set = (examId: string, value: string) =>
      statementsOf(app, () => trainer.client.ask(GradeSet, { examId, learnerId: first?.learner ?? '', value }));
    const cost = (await set(other.id, '10')).length;
    expect((await set(other.id, '11')).length).toBe(cost);
    expect((await set(first?.exam ?? '', '12')).length).toBe(cost);
  });
});
