import { afterEach, describe, expect, test } from 'vitest';
import {
  CourseUnassign,
  CourseUpdate,
  SessionCancel,
  SessionComplete,
  SessionReschedule,
  SessionStart,
  SessionUpdate,
  SessionWatch,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import type { Client } from '../../support/client.js';
import { hourOf, slot } from '../../support/slots.js';
import type { TestSocket } from '../../support/socket.js';
import { statementsOf } from '../../support/statements.js';
import { createSession, TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const sockets: TestSocket[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

/** Someone who watches; `next` is what they are told next. */
async function watch(client: Client, of: { siteId?: string; courseId?: string; after?: string } = {}) {
  const socket = client.socket();
  sockets.push(socket);
  await socket.opened;
  const subscription = socket.subscribe(SessionWatch, of);
  await socket.query('{ me { id } }');
  return { next: async () => (await subscription.next()).data?.sessionChanged };
}

/** A course of somebody, and a way to make sessions of it, each an hour after the one before. */
async function scene({ published = true } = {}) {
  const trainer = await world.user({ role: 'TRAINER' });
  const [course, room] = [await world.course({ ownerId: trainer.id, published }), await world.resource()];
  let hour = 0;
  const make = async () => {
    const time = hourOf(hour++);
    const input = { courseId: course.id, trainerId: trainer.id, roomId: room.id, capacity: 5, ...time };
    return (await createSession(staff.client, input)).session?.id ?? '';
  };
  return { trainer, course, room, make };
}

describe('a change of a session', () => {
  test('is told for each deed, as it is by then, in order', async () => {
    const { trainer, course, make } = await scene();
    const { next } = await watch((await world.learner()).client, { courseId: course.id });
    const id = await make();
    expect(await next()).toMatchObject({ change: 'CREATED', session: { id, status: 'SCHEDULED' } });
    const time = slot('14:00', '15:00');
    await trainer.client.ask(SessionReschedule, { id, ...time });
    expect(await next()).toMatchObject({ change: 'RESCHEDULED', session: { id, startsAt: time.startsAt } });
    await trainer.client.ask(SessionUpdate, { id, input: { capacity: 4 } });
    expect(await next()).toMatchObject({ change: 'UPDATED' });
    await trainer.client.ask(SessionStart, { id });
    expect(await next()).toMatchObject({ change: 'STARTED', session: { status: 'RUNNING' } });
    await trainer.client.ask(SessionComplete, { id });
    expect(await next()).toMatchObject({ change: 'COMPLETED', session: { status: 'COMPLETED' } });
    const other = await make();
    await trainer.client.ask(SessionCancel, { id: other });
    expect(await next()).toMatchObject({ change: 'CREATED', session: { id: other } });
    expect(await next()).toMatchObject({ change: 'CANCELLED', session: { id: other, status: 'CANCELLED' } });
  });

  test('is told to who watches its course, its site, both or all, and to nobody else', async () => {
    const [here, elsewhere] = [await scene(), await scene()];
    const { client } = await world.user();
    const [courseId, siteId] = [here.course.id, here.room.siteId];
    const watching = await Promise.all([{}, { courseId }, { siteId }, { courseId, siteId }].map(it => watch(client, it)));
    const other = await watch(client, { courseId: elsewhere.course.id });
    const mixed = await watch(client, { courseId, siteId: elsewhere.room.siteId });
    const id = await here.make();
    for (const { next } of watching) expect(await next()).toMatchObject({ session: { id } });
    // It moves to the other site: who watches the one that it leaves hears of it, too.
    const room = await world.resource({ siteId: elsewhere.room.siteId });
    await staff.client.ask(SessionUpdate, { id, input: { roomId: room.id } });
    for (const { next } of [...watching, mixed]) expect(await next()).toMatchObject({ change: 'UPDATED', session: { id } });
    const last = await elsewhere.make();
    expect(await other.next()).toMatchObject({ change: 'CREATED', session: { id: last } });
    expect(await watching[0]?.next()).toMatchObject({ change: 'CREATED', session: { id: last } });
  });

  test('that is refused is not told', async () => {
    const { course, make } = await scene();
    const { next } = await watch(staff.client, { courseId: course.id });
    const id = await make();
    await staff.client.ask(SessionReschedule, { id, ...slot('08:05', '09:00') });
    await staff.client.tryOut(SessionCancel, { id });
    await staff.client.ask(SessionStart, { id });
    expect(await next()).toMatchObject({ change: 'CREATED' });
    expect(await next()).toMatchObject({ change: 'STARTED' });
  });
});

describe('who may not see a session', () => {
  test('hears nothing of it, and hears of it from the moment on that they may', async () => {
    const { trainer, course, make } = await scene({ published: false });
    const [stranger, manager] = [await world.learner(), await world.user({ role: 'MANAGER' })];
    const [ofStranger, ofManager, ofTrainer] = await Promise.all([watch(stranger.client), watch(manager.client), watch(trainer.client)]);
    const id = await make();
    for (const { next } of [ofManager, ofTrainer]) expect(await next()).toMatchObject({ session: { id } });
    await trainer.client.ask(CourseUpdate, { id: course.id, input: { published: true } });
    const second = await make();
    expect(await ofStranger.next()).toMatchObject({ session: { id: second } });
    await trainer.client.ask(CourseUpdate, { id: course.id, input: { published: false } });
    await make();
    // Events come in their order: by now it is decided who hears of that one.
    const { make: makeOther } = await scene();
    const other = await makeOther();
    expect(await ofStranger.next()).toMatchObject({ session: { id: other } });
    await trainer.client.ask(CourseUpdate, { id: course.id, input: { published: true } });
    const last = await make();
    expect(await ofStranger.next()).toMatchObject({ session: { id: last } });
  });

  test('is decided for each at each event: a course that is taken back is no sight any more', async () => {
    const { course, make } = await scene({ published: false });
    const [leaves, stays] = [await world.learner(), await world.learner()];
    for (const { id } of [leaves, stays]) await world.give(course, { learnerId: id });
    const [ofLeaving, ofStaying] = await Promise.all([watch(leaves.client), watch(stays.client)]);
    const id = await make();
    for (const { next } of [ofLeaving, ofStaying]) expect(await next()).toMatchObject({ session: { id } });
    await staff.client.ask(CourseUnassign, { id: course.id, learnerIds: [leaves.id] });
    const second = await make();
    expect(await ofStaying.next()).toMatchObject({ session: { id: second } });
    const open = await scene();
    const third = await open.make();
    for (const { next } of [ofLeaving, ofStaying]) expect(await next()).toMatchObject({ session: { id: third } });
  });
});

test('many who watch a published course are answered together', async () => {
  const { course, make } = await scene();
  const told = async (count: number) => {
    const people = await Promise.all(Array.from({ length: count }, () => world.learner()));
    const watching = await Promise.all(people.map(it => watch(it.client, { courseId: course.id })));
    const statements = await statementsOf(app, async () => {
      await make();
      for (const { next } of watching) expect(await next()).toMatchObject({ change: 'CREATED' });
    });
    return statements.filter(it => /from "?sessions"? t/.test(it)).length;
  };
  expect(await told(1)).toBe(1);
  expect(await told(10)).toBe(1);
});

test('a subscription goes on after the last event that was seen', async () => {
  const { course, make } = await scene();
  const { client } = await world.learner();
  const { next } = await watch(client, { courseId: course.id });
  await make();
  const seen = await next();
  const missed = [await make(), await make()];
  const again = await watch(client, { courseId: course.id, after: seen?.eventId ?? '' });
  for (const id of missed) expect(await again.next()).toMatchObject({ change: 'CREATED', session: { id } });
});
