import { describe, expect, test } from 'vitest';
import type { ClassGroup } from '../../../src/modules/organizations/class-group.entity.js';
import type { Row } from '../../../src/platform/database/entity.js';
import { Calendar, ExplainAccess, SessionCancel, type CalendarQueryVariables as Variables } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import type { Person } from '../../support/seed.js';
import { hourOf, type Slot, slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const DAY = { from: '2030-06-03T22:00:00.000Z', to: '2030-06-04T22:00:00.000Z' };

async function read({ client }: Person, asked: Partial<Variables> = {}) {
  return (await client.ask(Calendar, { ...DAY, ...asked })).calendar;
}

/** What of each entry says which it is. */
async function ids(person: Person, asked: Partial<Variables> = {}): Promise<string[]> {
  return (await read(person, asked)).map(it => it.enrolment?.id ?? it.session?.id ?? it.reservation?.id ?? 'nothing');
}

const whatever = async (wanted: Slot, given: Partial<Parameters<TrainingWorld['reservation']>[0]> = {}) =>
  world.reservation({ resourceId: (await world.resource()).id, ...given, ...wanted });
const hidden = async () => ({ courseId: (await world.course({ title: 'Secret course' })).id });

describe('one’s own calendar', () => {
  test('of a trainer: the sessions that they give, and what these hold is not told twice', async () => {
    const trainer = await world.user({ role: 'TRAINER' });
    const course = await world.course({ title: 'Welding' });
    const session = await world.bookedSession(hourOf(2), {
      courseId: course.id,
      trainerId: trainer.id,
      equipment: [await world.resource({ kind: 'EQUIPMENT' })],
    });
    await world.bookedSession(hourOf(4));
    expect(await read(trainer)).toEqual([
      {
        kind: 'SESSION',
        ...hourOf(2),
        localStartsAt: '2030-06-04T08:00:00',
        localEndsAt: '2030-06-04T09:00:00',
        title: 'Welding',
        session: { id: session.id, seatsLeft: 10 },
        enrolment: null,
        reservation: null,
      },
    ]);
  });

  test('of a learner: their seats and their places in a line, not what they gave back', async () => {
    const learner = await world.learner();
    const at = async (hour: number, status: 'ENROLLED' | 'WAITLISTED' | 'CANCELLED' | 'ATTENDED' | 'ABSENT' | 'COMPLETED') => {
      const session = await world.bookedSession(hourOf(hour), await hidden());
      return { session, seat: await world.enrolment({ sessionId: session.id, learnerId: learner.id, status }) };
    };
    const enrolled = await at(0, 'ENROLLED');
    const waits = await at(1, 'WAITLISTED');
    await at(2, 'CANCELLED');
    const others = [await at(3, 'ATTENDED'), await at(4, 'ABSENT'), await at(5, 'COMPLETED')];
    await world.enrolment({ sessionId: (await world.bookedSession(hourOf(6))).id, learnerId: (await world.learner()).id });
    const entries = await read(learner);
    expect(entries.map(it => it.enrolment?.id)).toEqual([enrolled, waits, ...others].map(it => it.seat.id));
    expect(entries[0]).toMatchObject({
      kind: 'ENROLMENT',
      title: 'Secret course',
      session: { id: enrolled.session.id },
      enrolment: { status: 'ENROLLED', waitingPosition: null },
      reservation: null,
    });
    expect(entries[1]).toMatchObject({ title: 'Secret course', enrolment: { status: 'WAITLISTED', waitingPosition: 1 } });
  });

  test.each(['LEARNER', 'EMPLOYEE', 'TRAINER', 'ADMIN'] as const)('of a %s: what is reserved for them, whoever made it', async role => {
    const [person, other] = [await world.user({ role }), await world.user()];
    const resource = await world.resource({ name: 'Blue room' });
    const first = await whatever(hourOf(0), { userId: person.id, resourceId: resource.id });
    const second = await whatever(hourOf(1), { userId: person.id, creatorId: other.id, description: 'A talk' });
    await whatever(hourOf(2), { userId: other.id, creatorId: person.id });
    await whatever(hourOf(3), { userId: person.id, status: 'CANCELLED' });
    const missed = await whatever(hourOf(4), { userId: person.id, status: 'NO_SHOW' });
    const entries = await read(person);
    expect(entries.map(it => it.reservation?.id)).toEqual([first, second, missed].map(it => it.id));
    expect(entries.slice(0, 2).map(it => [it.kind, it.title, it.session])).toEqual([
      ['RESERVATION', 'Blue room', null],
      ['RESERVATION', 'A talk', null],
    ]);
  });

  test('has no cancelled session, for nobody whom it concerned, nor what it held', async () => {
    const [trainer, learner] = [await world.user({ role: 'TRAINER' }), await world.learner()];
    const session = await world.bookedSession(hourOf(2), { trainerId: trainer.id });
    await world.enrolment({ sessionId: session.id, learnerId: learner.id });
    const classGroup = await world.classGroup({}, learner);
    const asked: [Person, Partial<Variables>][] = [
      [trainer, {}],
      [learner, {}],
      [staff, { roomId: session.roomId }],
      [staff, { trainerId: trainer.id }],
      [staff, { classGroupId: classGroup.id }],
    ];
    for (const [person, which] of asked) expect(await read(person, which)).toHaveLength(1);
    expect((await staff.client.ask(SessionCancel, { id: session.id, reason: null })).sessionCancel.errors).toEqual([]);
    for (const [person, which] of asked) expect(await read(person, which)).toEqual([]);
  });
});

describe('the calendar of a room', () => {
  test('tells of a session that the viewer sees, and of one that they do not, as what is taken', async () => {
    const [room, stranger] = [await world.resource({ name: 'Lab' }), await world.learner()];
    const seen = await world.bookedSession(hourOf(1), { roomId: room.id });
    const unseen = await world.bookedSession(hourOf(2), { ...(await hidden()), roomId: room.id });
    const [, entry, ...rest] = await read(stranger, { roomId: room.id });
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({ kind: 'RESERVATION', title: 'Lab', session: null, enrolment: null });
    expect(entry?.reservation).toMatchObject({ status: 'CONFIRMED', description: null, user: null, session: null });
    const { text } = await stranger.client.run(Calendar, { ...DAY, roomId: room.id });
    for (const secret of [unseen.id, unseen.courseId, unseen.trainerId, 'Secret course']) expect(text).not.toContain(secret);
    expect(await ids(staff, { roomId: room.id })).toEqual([seen.id, unseen.id]);
  });

  test('says what a reservation is for to those who may know', async () => {
    const [room, owner] = [await world.resource({ name: 'Lab' }), await world.user()];
    await whatever(hourOf(1), { resourceId: room.id, userId: owner.id, description: 'A secret talk' });
    await whatever(hourOf(2), { resourceId: room.id, userId: owner.id, status: 'CANCELLED' });
    const titles = async (person: Person) => (await read(person, { roomId: room.id })).map(it => it.title);
    expect(await titles(owner)).toEqual(['A secret talk']);
    expect(await titles(await world.user({ role: 'MANAGER' }))).toEqual(['A secret talk']);
    for (const person of [staff, await world.user(), await world.learner()]) {
      expect(await titles(person)).toEqual(['Lab']);
      expect((await person.client.run(Calendar, { ...DAY, roomId: room.id })).text).not.toMatch(`secret|${owner.id}`);
    }
  });

  test('is that of a piece of equipment as well', async () => {
    const piece = await world.resource({ kind: 'EQUIPMENT', name: 'Projector' });
    const seen = await world.bookedSession(hourOf(1), { equipment: [piece] });
    await world.bookedSession(hourOf(2), { ...(await hidden()), equipment: [piece] });
    const entries = await read(await world.learner(), { roomId: piece.id });
    expect(entries.map(it => [it.kind, it.session?.id])).toEqual([
      ['SESSION', seen.id],
      ['RESERVATION', undefined],
    ]);
    expect(entries[1]?.title).toBe('Projector');
  });
});

test('the calendar of a trainer tells what the viewer may know to be theirs', async () => {
  const [trainer, other] = [await world.user({ role: 'TRAINER' }), await world.user()];
  const seen = await world.bookedSession(hourOf(1), { trainerId: trainer.id });
  const unseen = await world.bookedSession(hourOf(2), { ...(await hidden()), trainerId: trainer.id });
  const own = await whatever(hourOf(3), { userId: trainer.id });
  const made = await whatever(hourOf(4), { userId: trainer.id, creatorId: other.id });
  await whatever(hourOf(5), { userId: trainer.id, status: 'CANCELLED' });
  await whatever(hourOf(6), { creatorId: trainer.id, userId: other.id });
  const of = { trainerId: trainer.id };
  expect(await ids(trainer, of)).toEqual([seen, unseen, own, made].map(it => it.id));
  expect(await ids(await world.user({ role: 'MANAGER' }), of)).toEqual([seen, unseen, own, made].map(it => it.id));
  expect(await ids(staff, of)).toEqual([seen.id, unseen.id]);
  expect(await ids(other, of)).toEqual([seen.id, made.id]);
  expect(await ids(await world.learner(), of)).toEqual([seen.id]);
});

describe('the calendar of a class', () => {
  const may = async ({ client }: Person, { id }: Row<ClassGroup>) =>
    (await client.ask(ExplainAccess, { permission: 'learner:read-details', id })).explainAccess.allowed;

  test('is for its learners, who teaches it, and who looks after all learners', async () => {
    const [learner, classmate, maker, giver] = [
      await world.learner(),
      await world.learner(),
      await world.user({ role: 'TRAINER' }),
      await world.user({ role: 'TRAINER' }),
    ];
    const classGroup = await world.classOf(maker, learner, classmate);
    await world.give(await world.course({ ownerId: giver.id }), { classGroupId: classGroup.id });
    const session = await world.bookedSession(hourOf(1));
    for (const { id } of [learner, classmate]) await world.enrolment({ sessionId: session.id, learnerId: id });
    const waited = await world.bookedSession(hourOf(2));
    await world.enrolment({ sessionId: waited.id, learnerId: learner.id, status: 'WAITLISTED' });
    const left = await world.bookedSession(hourOf(3));
    await world.enrolment({ sessionId: left.id, learnerId: learner.id, status: 'CANCELLED' });
    await world.bookedSession(hourOf(4));
    const of = { classGroupId: classGroup.id };
    for (const person of [learner, classmate, maker, giver, staff]) {
      expect(await ids(person, of)).toEqual([session.id]);
      expect(await may(person, classGroup)).toBe(true);
    }
    const otherTrainer = await world.user({ role: 'TRAINER' });
    for (const person of [await world.learner(), await world.user(), await world.user({ role: 'SALES' }), otherTrainer]) {
      const answer = await person.client.run(Calendar, { ...DAY, ...of });
      const ofNone = await person.client.run(Calendar, { ...DAY, classGroupId: session.id });
      expect([answer.status, answer.text]).toEqual([ofNone.status, ofNone.text]);
      expect(answer.data).toEqual({ calendar: [] });
      expect(await may(person, classGroup)).toBe(false);
    }
  });

  test('has only sessions that the viewer sees', async () => {
    const [learner, classmate] = [await world.learner(), await world.learner()];
    const classGroup = await world.classGroup({}, learner, classmate);
    const session = await world.bookedSession(hourOf(1), await hidden());
    await world.enrolment({ sessionId: session.id, learnerId: classmate.id });
    const of = { classGroupId: classGroup.id };
    expect(await ids(classmate, of)).toEqual([session.id]);
    expect(await ids(staff, of)).toEqual([session.id]);
    expect(await ids(learner, of)).toEqual([]);
  });
});

test('as many statements for many entries as for few', async () => {
  const cost = async (count: number) => {
    const [trainer, learner, room] = [await world.user({ role: 'TRAINER' }), await world.learner(), await world.resource()];
    const classGroup = await world.classOf(trainer, learner);
    for (let i = 0; i < count; i++) {
      const session = await world.bookedSession(hourOf(i), { trainerId: trainer.id, roomId: room.id });
      await world.enrolment({ sessionId: session.id, learnerId: learner.id });
      await world.enrolment({ sessionId: session.id, learnerId: (await world.learner()).id, status: 'WAITLISTED' });
      for (const { id } of [trainer, learner]) await whatever(hourOf(i), { userId: id });
      await world.bookedSession(slot(`${10 + i}:00`, `${10 + i}:45`, { day: '2030-06-05' }), { ...(await hidden()), roomId: room.id });
    }
    const to = '2030-06-06T00:00:00Z';
    const asked: [Person, Partial<Variables>][] = [
      [trainer, {}],
      [learner, {}],
      [learner, { roomId: room.id }],
      [staff, { trainerId: trainer.id }],
      [learner, { classGroupId: classGroup.id }],
    ];
    const costs: number[] = [];
    for (const [person, which] of asked) costs.push((await statementsOf(app, () => read(person, { to, ...which }))).length);
    return costs;
  };
  const few = await cost(2);
  expect(await cost(8)).toEqual(few);
  expect(Math.max(...few)).toBeLessThanOrEqual(10);
});
