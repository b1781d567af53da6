import { expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { ClassGroupAddLearners, CourseAssign, UserErase } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { refusals } from '../../support/client.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const ROUNDS = Array.from({ length: 12 }, (_, i) => i);

test('learners who are erased while they are put into classes or given courses are in none, and have none', async () => {
  const admin = await world.user({ role: 'ADMIN' });
  const staff = await world.user({ role: 'STAFF' });
  const [classGroup, course] = [await world.classGroup(), await world.course()];
  const learners = await Promise.all(ROUNDS.map(() => world.learner()));
  await Promise.all(
    learners.map(async ({ id }) => {
      const [erased, ...put] = await Promise.all([
        admin.client.ask(UserErase, { id }).then(it => it.userErase),
        staff.client.ask(ClassGroupAddLearners, { id: classGroup.id, learnerIds: [id] }).then(it => it.classGroupAddLearners),
        staff.client.ask(CourseAssign, { id: course.id, learnerIds: [id] }).then(it => it.courseAssign),
      ]);
      expect(refusals(erased)).toEqual([]);
      for (const it of put) expect([[], ['NOT_FOUND learnerIds']]).toContainEqual(refusals(it));
    }),
  );
  const left = sql`select learner_id from memberships where class_group_id = ${classGroup.id}
    union all select learner_id from course_assignments where course_id = ${course.id}`;
  expect(await app.database.rows(left)).toEqual([]);
}, 60_000);
