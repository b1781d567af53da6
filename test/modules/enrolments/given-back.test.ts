import { describe, expect, test } from 'vitest';
import type { Course } from '../../../src/modules/courses/course.entity.js';
import type { Row } from '../../../src/platform/database/entity.js';
import {
  CourseDetail,
  CourseEnrolments,
  CourseTitles,
  CourseUpdate,
  EnrolmentsOfUser,
  ExplainAccess,
  MyEnrolments,
  SessionDetail,
  SessionTimes,
  WhereEnrolled,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { stopClockAt } from '../../support/clock.js';
import { cancel, during, enrol } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();
const staff = await world.user({ role: 'STAFF' });

/** A learner with a seat in a session of a course, which is published unless said otherwise. */
async function seated(given: Partial<Row<Course>> = {}) {
  const [owner, trainer, learner] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' }), await world.learner()];
  const course = await world.course({ published: true, ownerId: owner.id, ...given });
  const session = await world.session({ ...during(), courseId: course.id, trainerId: trainer.id });
  const { id } = await enrol(learner, session.id);
  return { id, owner, trainer, learner, course, session };
}

const unpublish = ({ id }: Row<Course>) => staff.client.ask(CourseUpdate, { id, input: { published: false } });

/** The roads by which somebody comes to a session and to its course. */
async function roads({ client }: Person, session: { readonly id: string; readonly courseId: string }) {
  const { id, courseId } = session;
  const [{ me }, explained] = [await client.ask(WhereEnrolled), await client.ask(ExplainAccess, { permission: 'session:update', id })];
  return {
    enrolment: me?.enrolments?.nodes[0]?.session?.id ?? null,
    courseOfIt: me?.enrolments?.nodes[0]?.session?.course.id ?? null,
    session: (await client.ask(SessionDetail, { id })).session?.id ?? null,
    listed: (await client.ask(SessionTimes, { filter: { courseId } })).sessions.nodes[0]?.id ?? null,
    exists: explained.explainAccess.missing !== 'EXISTENCE',
    course: (await client.ask(CourseDetail, { id: courseId })).course?.id ?? null,
    titled: (await client.ask(CourseTitles, { first: 100 })).courses.nodes.some(it => it.id === courseId),
  };
}

const toIt = ({ id, courseId }: { readonly id: string; readonly courseId: string }) => ({
  enrolment: id,
  courseOfIt: courseId,
  session: id,
  listed: id,
  exists: true,
  course: courseId,
  titled: true,
});
const nowhere = { enrolment: null, courseOfIt: null, session: null, listed: null, exists: false, course: null, titled: false };

describe('an enrolment that was given back', () => {
  test('leads to a session of a course that is published', async () => {
    const { id, learner, session } = await seated();
    await cancel(learner, id);
    expect(await roads(learner, session)).toEqual(toIt(session));
  });

  test('leads nowhere once the course is not published any more, where it did as long as it stood', async () => {
    const { id, learner, course, session } = await seated();
    await unpublish(course);
    expect(await roads(learner, session)).toEqual(toIt(session));
    await cancel(learner, id);
    expect(await roads(learner, session)).toEqual(nowhere);
  });

  test('is its learner’s own nonetheless, with what was said in it', async () => {
    const { id, learner, course } = await seated();
    await world.progress({ id }, staff, 'Well begun');
    await cancel(learner, id);
    await unpublish(course);
    const { me } = await learner.client.ask(WhereEnrolled);
    expect(me?.enrolments?.nodes).toEqual([{ id, status: 'CANCELLED', session: null, progressHistory: [{ note: 'Well begun' }] }]);
  });

  test('leads to a course that was given to its learner otherwise', async () => {
    const { id, learner, course, session } = await seated();
    await world.give(course, { learnerId: learner.id });
    await unpublish(course);
    await cancel(learner, id);
    expect(await roads(learner, session)).toEqual(toIt(session));
  });

  test('leads those to its session who look after that or its course', async () => {
    const { id, owner, trainer, learner, course, session } = await seated();
    await cancel(learner, id);
    await unpublish(course);
    for (const { client } of [owner, staff]) {
      const nodes = (await client.ask(CourseEnrolments, { id: course.id })).course?.enrolments?.nodes;
      expect(nodes?.map(it => it.session?.id)).toEqual([session.id]);
    }
    const admin = await world.user({ role: 'ADMIN' });
    expect((await admin.client.ask(EnrolmentsOfUser, { id: learner.id })).user?.enrolments?.nodes).toMatchObject([
      { session: { id: session.id } },
    ]);
    expect((await trainer.client.ask(SessionDetail, { id: session.id })).session?.id).toBe(session.id);
  });

  test('is looked at in as many statements, however many there are', async () => {
    const cost = async (count: number) => {
      const learner = await world.learner();
      for (let i = 0; i < count; i++) {
        const course = await world.course();
        const { id: sessionId } = await world.session({ ...during(), courseId: course.id });
        await world.enrolment({ sessionId, learnerId: learner.id, status: i % 2 ? 'ENROLLED' : 'CANCELLED' });
      }
      return (await statementsOf(app, () => learner.client.ask(MyEnrolments))).length;
    };
    expect(await cost(8)).toBe(await cost(2));
  });
});
