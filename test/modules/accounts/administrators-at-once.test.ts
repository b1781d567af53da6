import { expect, test } from 'vitest';
import { GradeSet, ProgressRecord, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { during } from '../../support/seats.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const ROUNDS = Array.from({ length: 12 }, (_, i) => i);

test('an administrator writes down grades and progress while others change the learner: neither waits for the other for ever', async () => {
  const admin = await world.user({ role: 'ADMIN' });
  const other = await world.user({ role: 'ADMIN' });
  const learner = await world.learner();
  const exam = await world.exam(await world.classGroup({}, learner));
  const session = await world.session({ ...during(), status: 'RUNNING' as never });
  const { id: enrolmentId } = await world.enrolment({ sessionId: session.id, learnerId: learner.id });
  for (const i of ROUNDS) {
    const answers = await Promise.all([
      ...ROUNDS.map(n => admin.client.run(GradeSet, { examId: exam.id, learnerId: learner.id, value: String(n) })),
      ...ROUNDS.map(percent => admin.client.run(ProgressRecord, { enrolmentId, percent })),
      ...ROUNDS.map(n => other.client.run(UserUpdate, { id: learner.id, input: { lastName: `Learner ${i} ${n}` } })),
    ]);
    expect(answers.flatMap(codes)).toEqual([]);
  }
}, 120_000);
