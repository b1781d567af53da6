import { describe, expect, test, vi } from 'vitest';
import { User } from '../../../src/modules/accounts/user.entity.js';
import { Session } from '../../../src/modules/sessions/session.entity.js';
import { SessionChangeKind } from '../../../src/modules/sessions/session.live.js';
import { redact } from '../../../src/platform/audit/redaction.js';
import { sql } from '../../../src/platform/database/sql.js';
import { EnrolmentMark, UserErase, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { byHand } from '../../support/by-hand.js';
import { refusals } from '../../support/client.js';
import { databaseKind } from '../../support/database.js';
import { cancel, changeSession, during, enrol, enrolClass, seatsOf } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const admin = await world.user({ role: 'ADMIN' });
const time = during();
const ROUNDS = Array.from({ length: 6 }, (_, i) => i);

const waitingForLocks = async () =>
  (await app.database.rows(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length;
const learners = (count: number) => Promise.all(Array.from({ length: count }, () => world.learner()));
const countOf = (seats: readonly { readonly status: string }[], status: string) => seats.filter(it => it.status === status).length;

/** Of a session: never more learners than seats, and none left while somebody waits. */
async function expectKept(sessionId: string, capacity: number) {
  const seats = await seatsOf(app, sessionId);
  const enrolled = countOf(seats, 'ENROLLED');
  expect(enrolled).toBeLessThanOrEqual(capacity);
  if (countOf(seats, 'WAITLISTED') > 0) expect(enrolled).toBe(capacity);
  return seats;
}

describe('at once', () => {
  test.runIf(databaseKind === 'postgresql')(
    'somebody who is not active is erased, and enrolled by who does not know it yet: neither waits for the other for ever',
    async () => {
      const [session, learner] = [await world.session(time), await world.learner()];
      await admin.client.ask(UserUpdate, { id: learner.id, input: { active: false } });
      let enrolling: ReturnType<typeof enrol> | undefined;
      await app.database.write(byHand, async unit => {
        // As an erasure does: the person, and then the sessions that they leave.
        await unit.barReferences(User, [learner.id]);
        enrolling = enrol(staff, session.id, learner.id);
        await vi.waitUntil(async () => (await waitingForLocks()) > 0, 5_000);
        await unit.lock(Session, [session.id]);
      });
      expect((await enrolling)?.refused).toEqual(['NOT_FOUND learnerId']);
    },
  );

  test.runIf(databaseKind === 'postgresql')(
    'two who are in one session are erased, of whom one has written messages: neither waits for the other for ever',
    async () => {
      const [session, one, other] = [await world.session(time), await world.learner(), await world.learner()];
      await world.conversation({}, one, other);
      await enrol(one, session.id);
      let erasing: Promise<string[]> | undefined;
      await app.database.write(byHand, async unit => {
        // As the other one's erasure does: the sessions that they leave, and then what the audit has of it.
        await unit.lock(Session, [session.id]);
        erasing = admin.client.ask(UserErase, { id: one.id }).then(({ userErase }) => refusals(userErase));
        await vi.waitUntil(async () => (await waitingForLocks()) > 0, 5_000);
        await redact(unit, Session, [session.id]);
      });
      expect(await erasing).toEqual([]);
    },
  );

  test('two hundred ask for one seat: exactly one gets it, the others wait in the order of their tickets', async () => {
    const { id } = await world.session({ ...time, capacity: 1 });
    const people = await learners(200);
    const answers = await Promise.all(people.map(it => enrol(it, id)));
    expect(answers.flatMap(it => it.refused)).toEqual([]);
    expect(answers.filter(it => it.status === 'ENROLLED')).toHaveLength(1);
    const seats = await seatsOf(app, id);
    expect(seats.map(it => it.ticket)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(seats.map(it => it.status)).toEqual(['ENROLLED', ...Array(199).fill('WAITLISTED')]);
    const positions = new Map(answers.map((it, i) => [people[i]?.id, it.position]));
    expect(seats.map(it => positions.get(it.learnerId))).toEqual([null, ...Array.from({ length: 199 }, (_, i) => i + 1)]);
  }, 120_000);

  test.each(ROUNDS)('somebody gives the last seat back and somebody asks for it: it is never empty, and nobody loses it: %i', async () => {
    const { id } = await world.session({ ...time, capacity: 1 });
    const [ann, bob, cem] = (await learners(3)) as [Person, Person, Person];
    const { id: seat } = await enrol(ann, id);
    const [given, ...asked] = await Promise.all([cancel(ann, seat), enrol(bob, id), enrol(cem, id)]);
    expect([given, ...asked.map(it => it.refused)].flat()).toEqual([]);
    const seats = await expectKept(id, 1);
    expect(seats.map(it => it.status)).toEqual(['CANCELLED', 'ENROLLED', 'WAITLISTED']);
  });

  test.each(ROUNDS)('everybody who has a seat gives it back, and as many who wait get one: %i', async () => {
    const { id } = await world.session({ ...time, capacity: 3 });
    const people = await learners(6);
    const ids: string[] = [];
    for (const it of people) ids.push((await enrol(it, id)).id);
    await Promise.all(people.slice(0, 3).map((it, i) => cancel(it, ids[i] ?? '')));
    const seats = await seatsOf(app, id);
    expect(seats.map(it => it.status)).toEqual([...Array(3).fill('CANCELLED'), ...Array(3).fill('ENROLLED')]);
  });

  test('one learner asks ten times: they are in it once', async () => {
    const [{ id }, learner] = [await world.session(time), await world.learner()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => enrol(learner, id)));
    expect(answers.filter(it => it.refused.length === 0)).toHaveLength(1);
    expect(new Set(answers.flatMap(it => it.refused))).toEqual(new Set(['TAKEN id']));
    expect(await seatsOf(app, id)).toHaveLength(1);
  });

  test('classes and learners want more seats than there are: a class gets all or none', async () => {
    const { id } = await world.session({ ...time, capacity: 5 });
    const people = await learners(12);
    const classGroups = await Promise.all(
      [people.slice(0, 3), people.slice(3, 6), people.slice(6, 9)].map(it => world.classGroup({}, ...it)),
    );
    await Promise.all([...classGroups.map(it => enrolClass(staff, id, it.id)), ...people.slice(9).map(it => enrol(it, id))]);
    const seats = await expectKept(id, 5);
    const there = new Set(seats.map(it => it.learnerId));
    for (const i of [0, 3, 6]) expect([0, 3]).toContain(people.slice(i, i + 3).filter(it => there.has(it.id)).length);
  });

  test.each(ROUNDS)('a session is cancelled while learners enrol: nobody stays in it: %i', async () => {
    const { id } = await world.session({ ...time, capacity: 2 });
    const people = await learners(4);
    const [, ...asked] = await Promise.all([
      changeSession(app, id, { status: 'CANCELLED' as never }, SessionChangeKind.CANCELLED),
      ...people.map(it => enrol(it, id)),
    ]);
    for (const it of asked) expect([[], ['INVALID_STATUS id']]).toContainEqual(it.refused);
    expect((await seatsOf(app, id)).filter(it => it.status !== 'CANCELLED')).toEqual([]);
  });

  test.each(ROUNDS)('learners are erased while they enrol and others give seats back: nobody nameless waits: %i', async () => {
    const { id } = await world.session({ ...time, capacity: 1 });
    const [ann, bob, cem] = (await learners(3)) as [Person, Person, Person];
    const { id: seat } = await enrol(ann, id);
    const [erased] = await Promise.all([
      admin.client.ask(UserErase, { id: bob.id }),
      enrol(bob, id).catch(() => undefined),
      cancel(ann, seat),
      enrol(cem, id),
    ]);
    expect(refusals(erased.userErase)).toEqual([]);
    const seats = await expectKept(id, 1);
    expect(seats.filter(it => it.learnerId === bob.id && it.status !== 'CANCELLED')).toEqual([]);
    expect(seats.find(it => it.learnerId === cem.id)?.status).toBe('ENROLLED');
  });

  test('who came is marked by several at once: it goes one way', async () => {
    const [session, learner] = [await world.session({ ...time, status: 'RUNNING' as never }), await world.learner()];
    const { id } = await world.enrolment({ sessionId: session.id, learnerId: learner.id });
    const marks = await Promise.all(
      (['COMPLETED', 'COMPLETED', 'COMPLETED'] as const).map(async status =>
        refusals((await staff.client.ask(EnrolmentMark, { id, status })).enrolmentMark),
      ),
    );
    expect(marks.flat()).toEqual(['INVALID_STATUS id', 'INVALID_STATUS id']);
  });
});
