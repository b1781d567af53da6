import { beforeEach, describe, expect, test } from 'vitest';
import { SessionStatus } from '../../../src/modules/sessions/session.status.js';
import { sql } from '../../../src/platform/database/sql.js';
import {
  CourseSessions,
  CoursesWithSessions,
  ExplainAccess,
  ReservationsWithSessions,
  SessionCards,
  SessionCreate,
  SessionDetail,
  type SessionFilter,
  SessionTimes,
  UserErase,
  UserUpdate,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { everyPage } from '../../support/pages.js';
import { runByHand } from '../../support/raw-sql.js';
import { type Person } from '../../support/seed.js';
import { hourOf, slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });

const wanted = slot('10:00', '11:00');

async function find(filter: SessionFilter, { client }: Person = staff) {
  const { sessions } = await client.ask(SessionTimes, { filter, first: 100 });
  expect(sessions.totalCount).toBe(sessions.nodes.length);
  return sessions.nodes.map(it => it.id);
}

/** Whether they are shown it, on every road on which it could be found. */
async function sees(person: Person, { id, courseId, roomId }: { id: string; courseId: string; roomId: string }): Promise<boolean> {
  const { session } = await person.client.ask(SessionDetail, { id });
  const { course } = await person.client.ask(CourseSessions, { id: courseId });
  const { reservations } = await person.client.ask(ReservationsWithSessions, { filter: { resourceId: roomId } });
  const listed = (await find({ courseId }, person)).includes(id);
  const held = reservations.nodes.some(it => it.session?.id === id);
  expect([listed, held]).toEqual([session !== null, session !== null]);
  if (course) expect(course.sessions.nodes.some(it => it.id === id)).toBe(session !== null);
  return session !== null;
}

describe('a session of a published course', () => {
  test.each(['LEARNER', 'EMPLOYEE', 'SALES', 'TRAINER', 'STAFF', 'MANAGER', 'ADMIN'] as const)('is seen by a %s', async role => {
    expect(await sees(await world.user({ role }), await world.bookedSession(wanted))).toBe(true);
  });
});

describe('a session of a course that is not published', () => {
  test('is seen by its trainer, by whoever takes or owns the course, and by those who see all', async () => {
    const [owner, trainer, learner, inClass] = [
      await world.user({ role: 'TRAINER' }),
      await world.user({ role: 'TRAINER' }),
      await world.learner(),
      await world.learner(),
    ];
    const course = await world.course({ ownerId: owner.id });
    await world.give(course, { learnerId: learner.id });
    await world.give(course, { classGroupId: (await world.classGroup({}, inClass)).id });
    const session = await world.bookedSession(wanted, { courseId: course.id, trainerId: trainer.id });
    const granted = await world.user({ authorizations: ['course:update'] });
    const manager = await world.user({ role: 'MANAGER' });
    for (const person of [owner, trainer, learner, inClass, staff, manager, await world.user({ role: 'ADMIN' }), granted]) {
      expect(await sees(person, session)).toBe(true);
    }
  });

  test.each(['LEARNER', 'EMPLOYEE', 'SALES', 'TRAINER'] as const)('is not seen by a %s who has nothing to do with it', async role => {
    const session = await world.bookedSession(wanted, { courseId: (await world.course()).id });
    expect(await sees(await world.user({ role }), session)).toBe(false);
  });

  test('is seen no more by who owns the course and may have none any longer', async () => {
    const [owner, admin] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'ADMIN' })];
    const session = await world.bookedSession(wanted, { courseId: (await world.course({ ownerId: owner.id })).id });
    expect(await sees(owner, session)).toBe(true);
    await admin.client.ask(UserUpdate, { id: owner.id, input: { role: 'EMPLOYEE' } });
    expect(await sees(owner, session)).toBe(false);
  });
});

describe('who may change a session', () => {
  test('is its trainer, as long as they may give any, and those who manage all; not who owns its course', async () => {
    const [owner, trainer] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' })];
    const courseId = (await world.course({ ownerId: owner.id, published: true })).id;
    const { id } = await world.bookedSession(wanted, { courseId, trainerId: trainer.id });
    const may = async ({ client }: Person) => {
      const { session } = await client.ask(SessionDetail, { id });
      const explained = await Promise.all(
        (['session:update', 'session:cancel', 'session:run'] as const).map(
          async permission => (await client.ask(ExplainAccess, { permission, id })).explainAccess.allowed,
        ),
      );
      expect(new Set([session?.viewerCanUpdate, session?.viewerCanCancel, ...explained]).size).toBe(1);
      return session?.viewerCanUpdate;
    };
    expect(await may(trainer)).toBe(true);
    expect(await may(staff)).toBe(true);
    for (const person of [owner, await world.user({ role: 'MANAGER' }), await world.learner()]) expect(await may(person)).toBe(false);
    const admin = await world.user({ role: 'ADMIN' });
    await admin.client.ask(UserUpdate, { id: trainer.id, input: { role: 'EMPLOYEE' } });
    expect(await may(trainer)).toBe(false);
  });
});

describe('sessions are found', () => {
  beforeEach(() => runByHand(app, sql`delete from sessions`));

  test('by course, trainer, site, status and time', async () => {
    const [course, trainer, room] = [await world.course(), await world.user({ role: 'TRAINER' }), await world.resource()];
    const at = (from: string, to: string, given: Parameters<TrainingWorld['bookedSession']>[1] = {}) =>
      world.bookedSession(slot(from, to), given);
    const first = await at('08:00', '09:00', { courseId: course.id, trainerId: trainer.id });
    const second = await at('09:00', '10:00', { roomId: room.id });
    const third = await at('11:00', '12:00', { courseId: course.id, status: SessionStatus.RUNNING });
    const ids = [first, second, third].map(it => it.id);
    expect(await find({})).toEqual(ids);
    expect(await find({ courseId: course.id })).toEqual([first.id, third.id]);
    expect(await find({ trainerId: trainer.id })).toEqual([first.id]);
    expect(await find({ siteId: room.siteId })).toEqual([second.id]);
    expect(await find({ statuses: ['RUNNING', 'CANCELLED'] })).toEqual([third.id]);
    expect(await find({ from: slot('09:00', '10:00').startsAt })).toEqual([second.id, third.id]);
    expect(await find({ to: slot('09:00', '10:00').startsAt })).toEqual([first.id]);
    expect(await find({ upcoming: true })).toEqual([first.id, second.id]);
    expect(await find({ upcoming: false })).toEqual([third.id]);
    expect(await find({ courseId: course.id, trainerId: trainer.id, upcoming: true })).toEqual([first.id]);
    const orderBy = { field: 'STARTS_AT', direction: 'DESC' } as const;
    expect((await staff.client.ask(SessionTimes, { orderBy })).sessions.nodes.map(it => it.id)).toEqual(ids.toReversed());
  });

  test('page by page, each once', async () => {
    const all: string[] = [];
    for (let i = 0; i < 7; i++) all.push((await world.bookedSession(slot(`${10 + (i >> 1)}:00`, '18:00'))).id);
    const found = await everyPage(async after => (await staff.client.ask(SessionTimes, { first: 2, after: after ?? null })).sessions);
    expect(found.map(it => it.id).sort()).toEqual(all.sort());
  });
});

describe('one statement for each level, whatever its length:', () => {
  /** A course with so many sessions, each with two pieces of equipment. */
  async function courseWith(count: number, ownerId = staff.id) {
    const course = await world.course({ published: true, ownerId });
    for (let i = 0; i < count; i++) {
      const equipment = [await world.resource({ kind: 'EQUIPMENT' }), await world.resource({ kind: 'EQUIPMENT' })];
      await world.bookedSession(hourOf(i), { courseId: course.id, equipment });
    }
    return course.id;
  }

  test('sessions with their course, trainer, room, equipment and reservations', async () => {
    const [few, many] = [await courseWith(1), await courseWith(8)];
    const ask = (courseId: string) => statementsOf(app, () => staff.client.ask(SessionCards, { filter: { courseId } }));
    const statements = await ask(many);
    expect(statements).toHaveLength((await ask(few)).length);
    // The page, what they hold, the equipment.
    expect(statements.length).toBeLessThanOrEqual(3);
  });

  test('courses with their sessions and rooms', async () => {
    const [person, { id: trainerId }] = [await world.learner(), await world.user({ role: 'TRAINER' })];
    await courseWith(1, trainerId);
    const ask = () => statementsOf(app, () => person.client.ask(CoursesWithSessions, { filter: { trainerId } }));
    const few = await ask();
    for (let i = 0; i < 4; i++) await courseWith(3, trainerId);
    const many = await ask();
    expect(many).toHaveLength(few.length);
    // Courses, sessions, rooms.
    expect(many).toHaveLength(3);
  });

  test('reservations with their sessions, for one who sees them by their course', async () => {
    const person = await world.learner();
    const site = await world.site();
    const count = async (sessions: number) => {
      const { id: roomId } = await world.resource({ siteId: site.id });
      for (let i = 0; i < sessions; i++) {
        const course = await world.course();
        await world.give(course, { learnerId: person.id });
        await world.bookedSession(hourOf(i), { courseId: course.id, roomId });
      }
      return (await statementsOf(app, () => person.client.ask(ReservationsWithSessions, { filter: { resourceId: roomId } }))).length;
    };
    expect(await count(8)).toBe(await count(1));
  });
});

test('to take one thing more costs a session a few statements more', async () => {
  const [trainer, room] = [await world.user({ role: 'TRAINER' }), await world.resource()];
  const { id: courseId } = await world.course({ ownerId: trainer.id });
  const pieces = await Promise.all([1, 2, 3].map(() => world.resource({ kind: 'EQUIPMENT', siteId: room.siteId })));
  const cost = async (count: number, hour: number) => {
    const equipmentIds = pieces.slice(0, count).map(it => it.id);
    const input = { courseId, roomId: room.id, equipmentIds, capacity: 5, ...hourOf(hour) };
    const statements = await statementsOf(app, () => trainer.client.ask(SessionCreate, { input }));
    return statements.length;
  };
  const [one, three] = [await cost(1, 0), await cost(3, 2)];
  // Of each: its site, its windows, what takes its time.
  expect(three - one).toBeLessThanOrEqual(2 * 3);
  expect(one).toBeLessThanOrEqual(20);
});

describe('erasing a trainer', () => {
  test('leaves their sessions and what those take, and takes away why they were cancelled', async () => {
    const [trainer, admin] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'ADMIN' })];
    const coming = await world.bookedSession(wanted, { trainerId: trainer.id });
    const cancelled = await world.session({
      startsAt: 0,
      endsAt: 3_600_000,
      trainerId: trainer.id,
      status: SessionStatus.CANCELLED,
      cancelReason: 'Ann is ill',
    });
    const exported = await trainer.client.query<{ accountExport: { nodes: { kind: string; fields: object }[] } }>(
      '{ accountExport(first: 100) { nodes { kind fields } } }',
    );
    const kinds = exported.data?.accountExport.nodes.filter(it => it.kind === 'sessions');
    expect(kinds).toHaveLength(2);
    expect((await admin.client.ask(UserErase, { id: trainer.id })).userErase.errors).toEqual([]);
    const read = async (id: string) => (await staff.client.ask(SessionDetail, { id })).session;
    expect(await read(coming.id)).toMatchObject({
      status: 'SCHEDULED',
      trainer: { id: trainer.id },
      reservations: [{ status: 'CONFIRMED' }],
    });
    expect(await read(cancelled.id)).toMatchObject({ status: 'CANCELLED', cancelReason: null });
  });
});
