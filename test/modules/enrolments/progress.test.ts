import { describe, expect, test } from 'vitest';
import { withSeats } from '../../../src/modules/enrolments/seats.js';
import type { Session } from '../../../src/modules/sessions/session.entity.js';
import type { Row } from '../../../src/platform/database/entity.js';
import { sql } from '../../../src/platform/database/sql.js';
import {
  CourseEnrolments,
  CourseLearners,
  CourseMaterials,
  EnrolmentMark,
  type EnrolmentStatus,
  EnrolmentsOfUser,
  Learners,
  MyCourses,
  MyEnrolments,
  ProgressRecord,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { setClock, stopClockAt } from '../../support/clock.js';
import { everyPage } from '../../support/pages.js';
import { cancel, changeSession, during, enrol } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();
const staff = await world.user({ role: 'STAFF' });
const time = during();

async function mark({ client }: Person, id: string, status: EnrolmentStatus) {
  return refusals((await client.ask(EnrolmentMark, { id, status })).enrolmentMark);
}

async function record({ client }: Person, enrolmentId: string, percent: number, note?: string) {
  return (await client.ask(ProgressRecord, { enrolmentId, percent, note: note ?? null })).progressRecord;
}

async function own({ client }: Person) {
  return (await client.ask(MyEnrolments)).me?.enrolments?.nodes ?? [];
}

async function progressIn({ client }: Person, id: string) {
  return (await client.ask(MyCourses, { filter: { mine: true } })).courses.nodes.find(it => it.id === id)?.viewerProgress;
}

/** A session that is on, with a learner in it. */
async function running(given: Partial<Row<Session>> = {}) {
  const trainer = await world.user({ role: 'TRAINER' });
  const session = await world.session({ ...time, trainerId: trainer.id, status: 'RUNNING' as never, ...given });
  const learner = await world.learner();
  const { id } = await world.enrolment({ sessionId: session.id, learnerId: learner.id });
  return { trainer, session, learner, id };
}

describe('who came', () => {
  test('is said by its trainer and by staff, as far as one thing can follow another', async () => {
    const { trainer, id, learner } = await running();
    expect(codes(await learner.client.run(EnrolmentMark, { id, status: 'ATTENDED' }))).toEqual(['FORBIDDEN']);
    expect(await mark(await world.user({ role: 'TRAINER' }), id, 'ATTENDED')).toEqual(['NOT_FOUND id']);
    const steps = [
      [trainer, 'ABSENT', []],
      [trainer, 'COMPLETED', ['INVALID_STATUS id']],
      [staff, 'ATTENDED', []],
      [staff, 'ATTENDED', ['INVALID_STATUS id']],
      [staff, 'ENROLLED', ['INVALID_VALUE status']],
      [trainer, 'CANCELLED', ['INVALID_VALUE status']],
      [trainer, 'COMPLETED', []],
      [trainer, 'ABSENT', ['INVALID_STATUS id']],
    ] as const;
    for (const [person, status, refused] of steps) expect(await mark(person, id, status)).toEqual(refused);
    expect(await cancel(trainer, id)).toEqual(['INVALID_STATUS id']);
    expect(await mark(trainer, crypto.randomUUID(), 'ABSENT')).toEqual(['NOT_FOUND id']);
  });

  test('is said once it runs, also when it is over', async () => {
    for (const [status, refused] of [
      ['SCHEDULED', ['INVALID_STATUS id']],
      ['COMPLETED', []],
    ] as const) {
      const { trainer, id } = await running({ status: status as never });
      expect(await mark(trainer, id, 'ATTENDED')).toEqual(refused);
    }
  });
});

describe('progress', () => {
  test('is written down with when, who and a note, and read by the learner, the last first', async () => {
    const { trainer, learner, id } = await running();
    expect(refusals(await record(trainer, id, 30, 'Well begun'))).toEqual([]);
    setClock('2030-06-03T06:05:00.000Z');
    const { enrolment } = await record(staff, id, 70);
    expect(enrolment).toEqual({
      id,
      progress: 70,
      progressHistory: [
        { at: '2030-06-03T06:05:00.000Z', percent: 70, note: null, author: { id: staff.id } },
        { at: '2030-06-03T06:00:00.000Z', percent: 30, note: 'Well begun', author: { id: trainer.id } },
      ],
    });
    expect(await own(learner)).toMatchObject([{ progress: 70, progressHistory: [{ percent: 70 }, { percent: 30, note: 'Well begun' }] }]);
    expect(codes(await learner.client.run(ProgressRecord, { enrolmentId: id, percent: 100 }))).toEqual(['FORBIDDEN']);
  });

  test('is in percent, and of who has a seat', async () => {
    const { trainer, session, id } = await running();
    expect(refusals(await record(trainer, id, 101))).toEqual(['TOO_LARGE percent']);
    expect(refusals(await record(trainer, id, -1))).toEqual(['TOO_SMALL percent']);
    expect(refusals(await record(trainer, id, 50, 'x'.repeat(2_001)))).toEqual(['TOO_LONG note']);
    expect(refusals(await record(trainer, crypto.randomUUID(), 50))).toEqual(['NOT_FOUND enrolmentId']);
    for (const status of ['WAITLISTED', 'CANCELLED'] as const) {
      const other = await world.enrolment({ sessionId: session.id, learnerId: (await world.learner()).id, status });
      expect(refusals(await record(trainer, other.id, 50))).toEqual(['INVALID_STATUS enrolmentId']);
    }
  });

  test('is of a session, and in the mean of the course', async () => {
    const course = await world.course({ published: true });
    const learner = await world.learner();
    const ids: string[] = [];
    for (const hour of ['10', '13', '16']) {
      const session = await world.session({ ...during(`${hour}:00`, `${hour}:30`), courseId: course.id });
      ids.push((await enrol(learner, session.id)).id);
    }
    expect(await progressIn(learner, course.id)).toBe(0);
    await record(staff, ids[0] ?? '', 50);
    await record(staff, ids[1] ?? '', 51);
    expect(await progressIn(learner, course.id)).toBe(34);
    await cancel(learner, ids[2] ?? '');
    expect(await progressIn(learner, course.id)).toBe(51);
    expect((await own(learner)).map(it => [it.progress, it.courseProgress])).toEqual([
      [50, 51],
      [51, 51],
      [0, 51],
    ]);
    expect(await progressIn(await world.learner(), course.id)).toBeUndefined();
    expect((await staff.client.ask(CourseEnrolments, { id: course.id })).course?.viewerProgress).toBeNull();
  });

  test('keeps a hundred entries in an answer', async () => {
    const { trainer, id } = await running();
    for (let i = 0; i < 100; i++) await record(trainer, id, i);
    const { enrolment } = await record(trainer, id, 100);
    expect(enrolment?.progressHistory.map(it => it.percent)).toEqual(Array.from({ length: 100 }, (_, i) => 100 - i));
  });
});

describe('whoever has a seat in a session', () => {
  test('takes its course, sees its materials, and is taught by its trainer; who waits or left does not', async () => {
    const trainer = await world.user({ role: 'TRAINER' });
    const course = await world.course({ published: true });
    const { id } = await world.material(course);
    const session = await world.session({ ...time, trainerId: trainer.id, courseId: course.id, capacity: 1 });
    const [ann, bob] = [await world.learner(), await world.learner()];
    const [seat] = [await enrol(ann, session.id), await enrol(bob, session.id)];
    const materials = async ({ client }: Person) => (await client.ask(CourseMaterials, { id: course.id })).course?.materials;
    const emailOf = async ({ lastName }: Person) =>
      (await trainer.client.ask(Learners, { filter: { search: lastName } })).learners.nodes.map(it => it.email);
    const takers = async () => (await staff.client.ask(CourseLearners, { id: course.id })).course?.learners?.nodes.map(it => it.id);
    expect(await takers()).toEqual([ann.id]);
    expect([await materials(ann), await materials(bob)]).toMatchObject([[{ id }], null]);
    expect([await emailOf(ann), await emailOf(bob)]).toEqual([[ann.email], [null]]);
    expect([await progressIn(ann, course.id), await progressIn(bob, course.id)]).toEqual([0, undefined]);
    await cancel(ann, seat.id);
    expect([await materials(ann), await materials(bob)]).toMatchObject([null, [{ id }]]);
    expect([await emailOf(ann), await emailOf(bob)]).toEqual([[null], [bob.email]]);
  });
});

describe('courses on offer', () => {
  const onOffer = async (wanted = true) =>
    (await staff.client.ask(MyCourses, { filter: { onOffer: wanted } })).courses.nodes.map(it => it.id);

  test('are published and have a seat left in a session to come', async () => {
    const offered = await world.course({ published: true });
    const session = await world.session({ ...time, courseId: offered.id, capacity: 1 });
    const others = [await world.course({ published: true }), await world.course({ published: false })];
    await world.session({ ...time, courseId: others[1]?.id ?? '' });
    const cancelled = await world.course({ published: true });
    await world.session({ ...time, courseId: cancelled.id, status: 'CANCELLED' as never });
    const before = await world.course({ published: true });
    await world.session({ ...during('06:00', '07:00', '2030-06-03'), courseId: before.id });
    expect(await onOffer()).toContain(offered.id);
    for (const { id } of [...others, cancelled, before]) {
      expect(await onOffer()).not.toContain(id);
      expect(await onOffer(false)).toContain(id);
    }
    const { id } = await enrol(await world.learner(), session.id);
    expect(await onOffer()).not.toContain(offered.id);
    await cancel(staff, id);
    expect(await onOffer()).toContain(offered.id);
  });

  test('are told by the same condition that finds sessions with seats', async () => {
    const [free, full] = [await world.session({ ...time, capacity: 1 }), await world.session({ ...time, capacity: 1 })];
    await enrol(await world.learner(), full.id);
    const find = (wanted: boolean) =>
      app.database.rows<{ id: string }>(
        sql`select s.id from sessions s where s.id in (${free.id}, ${full.id}) and ${withSeats('s').where(wanted, {} as never)}`,
      );
    expect([await find(true), await find(false)]).toEqual([[{ id: free.id }], [{ id: full.id }]]);
    await changeSession(app, full.id, { capacity: 2 });
    expect(await find(false)).toEqual([]);
  });
});

describe('enrolments are listed', () => {
  test('to the learner and to staff; of a session to its trainer; of a course to its owner', async () => {
    const { trainer, session, learner, id } = await running();
    const stranger = await world.user({ role: 'TRAINER' });
    const of = async ({ client }: Person) => (await client.ask(CourseEnrolments, { id: session.courseId })).course?.enrolments?.nodes;
    // Its owner is its trainer here.
    expect(await of(trainer)).toMatchObject([{ id, learner: { id: learner.id }, session: { enrolments: { nodes: [{ id }] } } }]);
    expect(await of(staff)).toMatchObject([{ id, session: { enrolments: { totalCount: 1 } } }]);
    expect(await of(stranger)).toBeUndefined();
    expect(await of(learner)).toBeUndefined();
    expect(await own(learner)).toMatchObject([{ id, session: { enrolments: null } }]);
    const manager = await world.user({ role: 'MANAGER' });
    expect((await manager.client.ask(EnrolmentsOfUser, { id: learner.id })).user?.enrolments).toBeNull();
    const admin = await world.user({ role: 'ADMIN' });
    expect((await admin.client.ask(EnrolmentsOfUser, { id: learner.id })).user?.enrolments?.nodes).toMatchObject([{ id }]);
  });

  test('page by page in the order of asking, and by status', async () => {
    const course = await world.course({ published: true });
    const session = await world.session({ ...time, courseId: course.id, capacity: 2 });
    const asked: string[] = [];
    for (let i = 0; i < 4; i++) asked.push((await enrol(await world.learner(), session.id)).id);
    const nodes = await everyPage(async after => {
      const page = (await staff.client.ask(CourseEnrolments, { id: course.id, first: 1, after })).course?.enrolments;
      if (!page) throw new Error('staff does not see them');
      expect(page.totalCount).toBe(4);
      return page;
    });
    expect(nodes.map(it => it.id)).toEqual(asked);
    const waiting = await staff.client.ask(CourseEnrolments, { id: course.id, filter: { statuses: ['WAITLISTED'] } });
    expect(waiting.course?.enrolments?.nodes.map(it => [it.id, it.waitingPosition])).toEqual(asked.slice(2).map((id, i) => [id, i + 1]));
    expect(nodes[0]?.session?.enrolments?.nodes.map(it => it.id)).toEqual(asked);
  });

  test('in as many statements, however many there are', async () => {
    const cost = async (count: number) => {
      const course = await world.course({ published: true });
      for (const [capacity, hour] of [
        [count, '10'],
        [1, '14'],
      ] as const) {
        const session = await world.session({ ...during(`${hour}:00`, `${hour}:30`), courseId: course.id, capacity });
        for (let i = 0; i < count + 1; i++) {
          const { id } = await enrol(await world.learner(), session.id);
          if (i < 1) await record(staff, id, 10);
        }
      }
      return (await statementsOf(app, () => staff.client.ask(CourseEnrolments, { id: course.id }))).length;
    };
    expect(await cost(8)).toBe(await cost(1));
  });

  test('and one’s courses, in as many statements', async () => {
    const cost = async (count: number) => {
      const learner = await world.learner();
      for (let i = 0; i < count; i++) await enrol(learner, (await world.session({ ...during(), capacity: 1 })).id);
      return (await statementsOf(app, async () => [await own(learner), await progressIn(learner, '')])).length;
    };
    expect(await cost(8)).toBe(await cost(1));
  });
});
