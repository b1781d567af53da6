import { afterEach, describe, expect, test } from 'vitest';
import { keyOf, type SessionChanged, SessionChangeKind } from '../../../src/modules/sessions/session.live.js';
import { EventLog } from '../../../src/platform/events/event-log.js';
import { EnrolmentChanged, EnrolmentMark, ProgressRecord, UserErase } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { cancel, changeSession, during, enrol } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import type { TestSocket } from '../../support/socket.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const sockets: TestSocket[] = [];
const time = during();

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

/** Someone's subscription, ready to hear. */
async function watch({ client }: Person, after?: string) {
  const socket = client.socket();
  sockets.push(socket);
  await socket.opened;
  const subscription = socket.subscribe(EnrolmentChanged, after ? { after } : {});
  await socket.query('{ me { id } }');
  return async () => (await subscription.next()).data?.enrolmentChanged;
}

describe('a learner hears of', () => {
  test('a place in the waiting list, a seat from there, and what becomes of it', async () => {
    const session = await world.session({ ...time, capacity: 1 });
    const [ann, bob] = [await world.learner(), await world.learner()];
    const [nextOfAnn, nextOfBob] = [await watch(ann), await watch(bob)];
    const { id: first } = await enrol(ann, session.id);
    const { id } = await enrol(bob, session.id);
    expect(await nextOfAnn()).toMatchObject({
      change: 'ENROLLED',
      enrolment: { id: first, status: 'ENROLLED', session: { id: session.id } },
    });
    const waits = await nextOfBob();
    expect(waits).toMatchObject({ change: 'WAITLISTED', enrolment: { id, status: 'WAITLISTED', waitingPosition: 1 } });
    await cancel(ann, first);
    expect(await nextOfAnn()).toMatchObject({ change: 'CANCELLED', enrolment: { id: first, status: 'CANCELLED' } });
    expect(await nextOfBob()).toMatchObject({ change: 'PROMOTED', enrolment: { id, status: 'ENROLLED', waitingPosition: null } });
    await changeSession(app, session.id, { status: 'RUNNING' as never }, SessionChangeKind.STARTED);
    await staff.client.ask(EnrolmentMark, { id, status: 'ATTENDED' });
    expect(await nextOfBob()).toMatchObject({ change: 'MARKED', enrolment: { status: 'ATTENDED' } });
    await staff.client.ask(ProgressRecord, { enrolmentId: id, percent: 40 });
    expect(await nextOfBob()).toMatchObject({ change: 'PROGRESS', enrolment: { progress: 40 } });
    const again = await watch(bob, waits?.eventId);
    const missed = [await again(), await again(), await again()];
    expect(missed.map(it => it?.change)).toEqual(['PROMOTED', 'MARKED', 'PROGRESS']);
  });

  test('a larger session, and one that is cancelled', async () => {
    const session = await world.session({ ...time, capacity: 1 });
    const [ann, bob] = [await world.learner(), await world.learner()];
    await enrol(ann, session.id);
    await enrol(bob, session.id);
    const [nextOfAnn, nextOfBob] = [await watch(ann), await watch(bob)];
    await changeSession(app, session.id, { capacity: 2 });
    expect(await nextOfBob()).toMatchObject({ change: 'PROMOTED' });
    await changeSession(app, session.id, { status: 'CANCELLED' as never }, SessionChangeKind.CANCELLED);
    for (const next of [nextOfAnn, nextOfBob])
      expect(await next()).toMatchObject({ change: 'CANCELLED', enrolment: { status: 'CANCELLED' } });
  });

  test('the seat of somebody who was erased', async () => {
    const session = await world.session({ ...time, capacity: 1 });
    const [ann, bob, admin] = [await world.learner(), await world.learner(), await world.user({ role: 'ADMIN' })];
    await enrol(ann, session.id);
    const { id } = await enrol(bob, session.id);
    const next = await watch(bob);
    await admin.client.ask(UserErase, { id: ann.id });
    expect(await next()).toMatchObject({ change: 'PROMOTED', enrolment: { id } });
  });

  test('nothing of others', async () => {
    const [session, ann, bob] = [await world.session(time), await world.learner(), await world.learner()];
    const nextOfAnn = await watch(ann);
    await enrol(bob, session.id);
    const { id } = await enrol(ann, session.id);
    expect(await nextOfAnn()).toMatchObject({ enrolment: { id } });
  });
});

test('who watches sessions hears that seats are taken, given back and given on', async () => {
  const log = new EventLog(app.database);
  const session = await world.session({ ...time, capacity: 1 });
  const [ann, bob] = [await world.learner(), await world.learner()];
  const told = async () =>
    (await log.after(0, 1_000)).filter(it => it.topic === 'sessionChanged' && (it.payload as SessionChanged).id === session.id);
  const seat = await enrol(ann, session.id);
  await enrol(bob, session.id);
  await cancel(ann, seat.id);
  expect((await told()).map(it => (it.payload as SessionChanged).change)).toEqual(['SEATS', 'SEATS', 'SEATS']);
  expect((await told())[0]?.keys).toContain(keyOf({ courseId: session.courseId }));
  await changeSession(app, session.id, { capacity: 2 });
  // Nobody waits: what changed is told by who changed it.
  expect(await told()).toHaveLength(3);
});
