import { describe, expect, test } from 'vitest';
import { EnrolmentCancel, EnrolmentMark, ExplainAccess, ProgressRecord } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { during, seatsOf } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();

/** A session that is on, of a course of somebody else than its trainer, with a learner in it. */
async function enrolled() {
  const [owner, trainer, learner] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' }), await world.learner()];
  const courseId = (await world.course({ ownerId: owner.id })).id;
  const session = await world.session({ ...during(), courseId, trainerId: trainer.id, status: 'RUNNING' as never });
  const { id } = await world.enrolment({ sessionId: session.id, learnerId: learner.id });
  return { id, owner, trainer, learner, session };
}

/** What each deed on an enrolment answers who tries it out, by its refusals or the code of its error. */
async function answersTo({ client }: Person, id: string) {
  const answers = [
    await client.tryOut(EnrolmentCancel, { id }),
    await client.tryOut(EnrolmentMark, { id, status: 'ATTENDED' }),
    await client.tryOut(ProgressRecord, { enrolmentId: id, percent: 50 }),
  ];
  return answers.map(it => codes(it)[0] ?? Object.values(it.data ?? {}).flatMap(payload => refusals(payload))[0] ?? 'done');
}

async function missing({ client }: Person, id: string) {
  const permissions = ['enrolment:cancel', 'enrolment:update'] as const;
  return Promise.all(permissions.map(async permission => (await client.ask(ExplainAccess, { permission, id })).explainAccess.missing));
}

describe('a deed on another learner’s enrolment', () => {
  test('answers who may not know of it as if it were not there', async () => {
    const { id } = await enrolled();
    const [trainer, learner, employee] = [await world.user({ role: 'TRAINER' }), await world.learner(), await world.user()];
    const inIt = (await enrolled()).learner;
    for (const stranger of [trainer, learner, employee, inIt]) {
      const ofNothing = await answersTo(stranger, crypto.randomUUID());
      expect(await answersTo(stranger, id)).toEqual(ofNothing);
      expect(ofNothing[0]).toBe('NOT_FOUND id');
      expect(await missing(stranger, id)).toEqual(['EXISTENCE', 'EXISTENCE']);
    }
    expect(await answersTo(trainer, id)).toEqual(['NOT_FOUND id', 'NOT_FOUND id', 'NOT_FOUND enrolmentId']);
  });

  test('is forbidden to who sees it, and may not', async () => {
    const { id, owner, learner, session } = await enrolled();
    const reader = await world.user({ authorizations: ['enrolment:read', 'session:create'] });
    for (const seeing of [owner, reader, await world.user({ authorizations: ['course:update', 'session:create'] })]) {
      expect(await answersTo(seeing, id)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
      expect(await missing(seeing, id)).toEqual(['OWNERSHIP', 'OWNERSHIP']);
    }
    expect(codes(await learner.client.run(EnrolmentMark, { id, status: 'ATTENDED' }))).toEqual(['FORBIDDEN']);
    expect((await seatsOf(app, session.id)).map(it => it.status)).toEqual(['ENROLLED']);
  });

  test('is done for who teaches its session', async () => {
    const { id, trainer } = await enrolled();
    expect(await answersTo(trainer, id)).toEqual(['done', 'done', 'done']);
    expect(await missing(trainer, id)).toEqual([null, null]);
  });
});
