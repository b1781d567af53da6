import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { SessionEnrol, SessionEnrolClass } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { codes, refusals } from '../../support/client.js';
import { setClock, stopClockAt } from '../../support/clock.js';
import { dumpOf } from '../../support/dump.js';
import { runByHand } from '../../support/raw-sql.js';
import { cancel, changeSession, during, enrol, enrolClass, seatsOf } from '../../support/seats.js';
import { type Person, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();
const staff = await world.user({ role: 'STAFF' });
const time = during();

const statuses = async (id: string) => (await seatsOf(app, id)).map(it => it.status);
const learners = (count: number) => Promise.all(Array.from({ length: count }, () => world.learner()));

describe('a learner', () => {
  test('takes a seat, gives it back and comes back, each time with another ticket', async () => {
    const [session, learner] = [await world.session(time), await world.learner()];
    const { id, ...first } = await enrol(learner, session.id);
    expect(first).toEqual({ status: 'ENROLLED', position: null, refused: [] });
    expect((await enrol(learner, session.id)).refused).toEqual(['TAKEN id']);
    expect(await cancel(learner, id)).toEqual([]);
    expect(await cancel(learner, id)).toEqual(['INVALID_STATUS id']);
    expect((await enrol(learner, session.id)).status).toBe('ENROLLED');
    expect(await seatsOf(app, session.id)).toMatchObject([
      { status: 'CANCELLED', ticket: 1 },
      { status: 'ENROLLED', ticket: 2 },
    ]);
    const kinds = (await entriesAbout(app, id)).map(({ deed, kind, actorId }) => ({ deed, kind, actorId }));
    expect(kinds).toEqual([
      { deed: 'enrolment:create', kind: 'CREATED', actorId: learner.id },
      { deed: 'enrolment:cancel', kind: 'UPDATED', actorId: learner.id },
    ]);
  });

  test('comes into the waiting list when it is full, before those of a lower priority', async () => {
    const session = await world.session({ ...time, capacity: 1 });
    const [ann, bob, cem] = [await world.learner(), await world.learner(), await world.learner({ priority: 'PRIORITY' as never })];
    expect(await enrol(ann, session.id)).toMatchObject({ status: 'ENROLLED' });
    expect(await enrol(bob, session.id)).toMatchObject({ status: 'WAITLISTED', position: 1 });
    expect(await enrol(cem, session.id)).toMatchObject({ status: 'WAITLISTED', position: 1 });
  });

  test('enrols in nothing that they may not know of', async () => {
    const [course, learner] = [await world.course(), await world.learner()];
    const { id } = await world.session({ ...time, courseId: course.id });
    expect((await enrol(learner, id)).refused).toEqual(['NOT_FOUND id']);
    expect((await enrol(learner, crypto.randomUUID())).refused).toEqual(['NOT_FOUND id']);
    await world.give(course, { learnerId: learner.id });
    expect((await enrol(learner, id)).status).toBe('ENROLLED');
  });

  test('enrols before it begins, and gives a seat back before it begins', async () => {
    const [session, ann, bob] = [await world.session(time), await world.learner(), await world.learner()];
    const { id } = await enrol(ann, session.id);
    setClock(time.startsAt - 1);
    expect((await enrol(await world.logIn(bob), session.id)).refused).toEqual([]);
    setClock(time.startsAt);
    expect((await enrol(await world.learner(), session.id)).refused).toEqual(['TOO_LATE id']);
    expect(await cancel(await world.logIn(ann), id)).toEqual(['TOO_LATE id']);
    expect(await cancel(await world.logIn(staff), id)).toEqual([]);
  });

  test('enrols in none that runs, is over or was cancelled', async () => {
    for (const status of ['RUNNING', 'COMPLETED', 'CANCELLED'] as const) {
      const { id } = await world.session({ ...time, status: status as never });
      expect((await enrol(await world.learner(), id)).refused).toEqual(['INVALID_STATUS id']);
    }
  });

  test('enrols nobody else, and gives back nobody else’s seat', async () => {
    const [session, ann, bob] = [await world.session(time), await world.learner(), await world.learner()];
    expect(codes(await ann.client.run(SessionEnrol, { id: session.id, learnerId: bob.id }))).toEqual(['FORBIDDEN']);
    const { id } = await enrol(bob, session.id);
    expect(await cancel(ann, id)).toEqual(['NOT_FOUND id']);
    expect(await statuses(session.id)).toEqual(['ENROLLED']);
  });
});

describe('who enrols others', () => {
  test('is its trainer, with those whom they teach already, and staff', async () => {
    const [trainer, other] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' })];
    const [known, unknown] = await learners(2);
    await world.classOf(trainer, known as never);
    const { id } = await world.session({ ...time, trainerId: trainer.id });
    expect(codes(await other.client.run(SessionEnrol, { id, learnerId: known?.id }))).toEqual(['FORBIDDEN']);
    expect((await enrol(trainer, id, unknown?.id)).refused).toEqual(['NOT_ALLOWED learnerId']);
    expect((await enrol(trainer, id, known?.id)).refused).toEqual([]);
    expect((await enrol(staff, id, unknown?.id)).refused).toEqual([]);
    expect((await enrol(staff, id, trainer.id)).refused).toEqual(['NOT_FOUND learnerId']);
    expect((await enrol(staff, id)).refused).toEqual(['NOT_FOUND learnerId']);
    const gone = await world.learner({ active: false });
    expect((await enrol(staff, id, gone.id)).refused).toEqual(['NOT_FOUND learnerId']);
  });

  test('puts nobody into a session of which they may not know', async () => {
    const { id } = await world.session({ ...time, courseId: (await world.course()).id });
    expect((await enrol(staff, id, (await world.learner()).id)).refused).toEqual(['NOT_ALLOWED learnerId']);
  });

  test('gives a seat back until its end', async () => {
    const trainer = await world.user({ role: 'TRAINER' });
    const [session, ann, bob] = [await world.session({ ...time, trainerId: trainer.id }), await world.learner(), await world.learner()];
    const [one, two] = [await enrol(ann, session.id), await enrol(bob, session.id)];
    setClock(time.endsAt - 1);
    const again = await world.logIn(trainer);
    expect(await cancel(again, one.id)).toEqual([]);
    setClock(time.endsAt);
    expect(await cancel(again, two.id)).toEqual(['TOO_LATE id']);
  });
});

describe('a class', () => {
  test('is enrolled as a whole, but for those who are there already', async () => {
    const trainer = await world.user({ role: 'TRAINER' });
    const people = await learners(3);
    const { id } = await world.session({ ...time, trainerId: trainer.id, capacity: 3 });
    const classGroup = await world.classOf(trainer, ...people);
    await enrol(staff, id, people[1]?.id);
    const { enrolments, errors } = await enrolClass(trainer, id, classGroup.id);
    expect(errors).toEqual([]);
    expect(enrolments?.map(it => it.status)).toEqual(['ENROLLED', 'ENROLLED']);
    expect(await statuses(id)).toEqual(['ENROLLED', 'ENROLLED', 'ENROLLED']);
    expect((await enrolClass(trainer, id, classGroup.id)).enrolments).toEqual([]);
  });

  test('is enrolled not at all where it does not fit, and is told how many seats are left', async () => {
    const classGroup = await world.classGroup({}, ...(await learners(3)));
    const { id } = await world.session({ ...time, capacity: 2 });
    const { enrolments, errors } = await enrolClass(staff, id, classGroup.id);
    expect(enrolments).toBeNull();
    expect(errors).toMatchObject([{ __typename: 'NotEnoughSeats', code: 'OVER_CAPACITY', path: ['id'], seatsLeft: 2, seatsWanted: 3 }]);
    expect(await statuses(id)).toEqual([]);
  });

  test('is enrolled as far as it fits: priority first, then by name; the others are put nowhere', async () => {
    const [cole, adams, brown] = [
      await world.learner({ lastName: 'Cole', priority: 'PRIORITY' as never }),
      await world.learner({ lastName: 'Adams' }),
      await world.learner({ lastName: 'Brown' }),
    ];
    const classGroup = await world.classGroup({}, brown, cole, adams);
    const { id } = await world.session({ ...time, capacity: 2 });
    const { enrolments } = await enrolClass(staff, id, classGroup.id, true);
    expect(enrolments?.map(it => it.learner.id)).toEqual([cole.id, adams.id]);
    expect(await statuses(id)).toEqual(['ENROLLED', 'ENROLLED']);
    expect((await enrolClass(staff, id, classGroup.id, true)).enrolments).toEqual([]);
  });

  test('overtakes nobody who waits', async () => {
    const { id } = await world.session({ ...time, capacity: 1 });
    const [seated, waiting, late] = await learners(3);
    for (const one of [seated, waiting]) await enrol(staff, id, one?.id);
    const classGroup = await world.classGroup({}, late as never);
    expect((await enrolClass(staff, id, classGroup.id)).errors).toMatchObject([{ seatsLeft: 0, seatsWanted: 1 }]);
    expect((await enrolClass(staff, id, classGroup.id, true)).enrolments).toEqual([]);
  });

  test('is enrolled by who teaches it in a session of their own', async () => {
    const [trainer, other] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' })];
    const [own, another] = [await world.classOf(trainer), await world.classOf(other)];
    const { id } = await world.session({ ...time, trainerId: trainer.id });
    expect(codes(await other.client.run(SessionEnrolClass, { id, classGroupId: another.id }))).toEqual(['FORBIDDEN']);
    const refused = async (classGroupId: string) => refusals(await enrolClass(trainer, id, classGroupId));
    expect(await refused(another.id)).toEqual(['NOT_ALLOWED classGroupId']);
    expect(await refused(crypto.randomUUID())).toEqual(['NOT_FOUND classGroupId']);
    expect(await refused(own.id)).toEqual([]);
    expect(refusals(await enrolClass(trainer, crypto.randomUUID(), own.id))).toEqual(['NOT_FOUND id']);
  });

  test('costs as many statements as one of its learners', async () => {
    const cost = async (count: number) => {
      const classGroup = await world.classGroup({}, ...(await learners(count)));
      const { id } = await world.session({ ...time, capacity: 50 });
      return (await statementsOf(app, () => enrolClass(staff, id, classGroup.id))).length;
    };
    expect(await cost(20)).toBe(await cost(1));
  });
});

describe('no seat is given twice by the database', () => {
  const insert = (sessionId: string, learnerId: string, status: string, ticket = 9) =>
    runByHand(
      app,
      sql`insert into enrolments (id, created_at, updated_at, session_id, learner_id, status, priority, ticket)
        values (${crypto.randomUUID()}, ${new Date()}, ${new Date()}, ${sessionId}, ${learnerId}, ${status}, 0, ${ticket})`,
    );

  test('to whoever writes a row by hand, or changes one', async () => {
    const { id } = await world.session({ ...time, capacity: 1 });
    const [ann, bob, cem] = (await learners(3)) as [Person, Person, Person];
    await insert(id, ann.id, 'ENROLLED', 1);
    for (const status of ['ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED']) {
      await expect(insert(id, bob.id, status)).rejects.toThrow(/enrolments_no_seat_twice/);
    }
    await insert(id, bob.id, 'WAITLISTED', 2);
    await insert(id, cem.id, 'CANCELLED', 3);
    for (const learner of [bob, cem]) {
      await expect(
        runByHand(app, sql`update enrolments set status = 'ENROLLED' where session_id = ${id} and learner_id = ${learner.id}`),
      ).rejects.toThrow(/enrolments_no_seat_twice/);
    }
    const other = await world.session({ ...time, capacity: 1 });
    await insert(other.id, bob.id, 'ENROLLED');
    await expect(runByHand(app, sql`update enrolments set session_id = ${id} where session_id = ${other.id}`)).rejects.toThrow(
      /enrolments_(no_seat_twice|enrolled_once)/,
    );
    await runByHand(app, sql`update enrolments set status = 'ATTENDED' where learner_id = ${ann.id}`);
    await expect(insert(id, ann.id, 'WAITLISTED')).rejects.toThrow(/unique/i);
  });

  test('by making a session smaller than who is in it', async () => {
    const { id } = await world.session({ ...time, capacity: 3 });
    for (const learner of await learners(2)) await enrol(learner, id);
    const shrink = (capacity: number) => runByHand(app, sql`update sessions set capacity = ${capacity} where id = ${id}`);
    await expect(shrink(1)).rejects.toThrow(/sessions_seats_kept/);
    await shrink(2);
    await expect(changeSession(app, id, { capacity: 1 })).rejects.toMatchObject({ errors: [{ code: 'TOO_SMALL', path: ['capacity'] }] });
  });
});

describe('an enrolment', () => {
  test('is tried out without a trace', async () => {
    const [{ id }, learner] = [await world.session({ ...time, capacity: 1 }), await world.learner()];
    const before = await dumpOf(app);
    const tried = await learner.client.tryOut(SessionEnrol, { id });
    expect(tried.data?.sessionEnrol).toMatchObject({ enrolment: { status: 'ENROLLED' }, errors: [] });
    expect(await dumpOf(app)).toEqual(before);
  });

  test('is done once under its key, however often it is sent', async () => {
    const [{ id }, learner, key] = [await world.session({ ...time, capacity: 1 }), await world.learner(), unique('key')];
    const answers = await Promise.all([1, 2, 3].map(() => learner.client.once(SessionEnrol, key, { id })));
    expect(new Set(answers.map(it => JSON.stringify(it.data))).size).toBe(1);
    expect(await statuses(id)).toEqual(['ENROLLED']);
  });
});
