import { expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { ClassOrder, ClassResults, LearnerAverages } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { fillGrades } from '../../support/many-grades.js';
import { everyPage } from '../../support/pages.js';
import { planOf } from '../../support/plans.js';
import { runByHand } from '../../support/raw-sql.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';
import * as naive from './naive.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const [learner, other] = [await world.learner(), await world.learner()];
const classGroup = await world.classOf(trainer, learner);
await fillGrades(app, await world.exam(classGroup), learner.id, { learners: 600, exams: 50 });
await fillGrades(app, await world.exam(await world.classGroup({}, other)), other.id, { learners: 350, exams: 200 });
for (const table of [sql`analyze grades`, sql`analyze exams`, sql`analyze memberships`]) await runByHand(app, table);

const marks = await app.database.rows<naive.Marked>(
  sql`select g.exam_id as exam, g.learner_id as learner, g.quarters, e.coefficient_hundredths as coefficient
    from grades g join exams e on e.id = g.exam_id where e.class_group_id = ${classGroup.id}`,
);
const ranks = naive.ranksOf(marks);

test('of 100,000 grades, those of a class come to what one computes on paper', async () => {
  const { classGroup: found } = await trainer.client.ask(ClassResults, { id: classGroup.id, first: 100 });
  expect(marks).toHaveLength(30_000);
  expect(found?.average).toBe(naive.meanOf(marks));
  expect(found?.gradeDistribution?.map(it => it.count)).toEqual(naive.countsOf(marks));
  expect(found?.ranking?.map(it => it.rank)).toEqual([...ranks.values()].sort((a, b) => a - b).slice(0, 100));
  for (const it of found?.ranking ?? []) expect(it.rank).toBe(ranks.get(it.learner.id));
});

test.each(['ASC', 'DESC'] as const)('learners by average, %s, are all of them once, page by page', async direction => {
  const nodes = await everyPage(async after => {
    const { classGroup: found } = await trainer.client.ask(ClassOrder, {
      id: classGroup.id,
      orderBy: { field: 'AVERAGE', direction },
      first: 100,
      after,
    });
    if (!found?.learners) throw new Error('nothing is seen');
    return found.learners;
  });
  expect(new Set(nodes.map(it => it.id)).size).toBe(601);
  expect(nodes.at(-1)?.id).toBe(learner.id);
  const inOrder = nodes.slice(0, -1).map(it => ranks.get(it.id) ?? 0);
  expect(inOrder).toEqual(inOrder.toSorted((a, b) => (direction === 'DESC' ? a - b : b - a)));
});

test('the grades of others are not looked at', async () => {
  const byAverage = { field: 'AVERAGE', direction: 'DESC' } as const;
  const asked = await statementsOf(app, async () => {
    await trainer.client.ask(ClassResults, { id: classGroup.id });
    await trainer.client.ask(ClassOrder, { id: classGroup.id, orderBy: byAverage, first: 10 });
    await trainer.client.ask(LearnerAverages, { filter: { classGroupId: classGroup.id }, orderBy: byAverage, first: 10 });
  });
  for (const statement of asked.filter(it => /grades g/.test(it))) {
    const steps = await planOf(app, statement);
    expect(steps.filter(step => /^[\s>-]*(SCAN|Seq Scan on) (g|grades)\b/.test(step))).toEqual([]);
    expect(steps.join('\n')).toMatch(/grades_(exam_id_learner_id|learner_id_exam_id)/);
  }
});
