import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SessionChangeKind } from '../../../src/modules/sessions/session.live.js';
import { byTurn } from '../../../src/platform/waiting-list.js';
import { MyEnrolments } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { setClock, stopClockAt } from '../../support/clock.js';
import { randomSeed } from '../../support/random-seed.js';
import { cancel, changeSession, during, enrol, enrolClass, seatsOf } from '../../support/seats.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();
const staff = await world.user({ role: 'STAFF' });
const time = during();
const PRIORITY = 'PRIORITY' as never;

/** Those who have a seat in a session, and those who wait in their order, each by a name. */
async function linesOf(sessionId: string, people: Readonly<Record<string, Person>>) {
  const nameOf = (id: string) => Object.entries(people).find(([, it]) => it.id === id)?.[0] ?? id;
  const seats = await seatsOf(app, sessionId);
  const waiting = seats.filter(it => it.status === 'WAITLISTED').sort(byTurn);
  return {
    seated: seats.filter(it => it.status === 'ENROLLED').map(it => nameOf(it.learnerId)),
    waiting: waiting.map(it => nameOf(it.learnerId)),
  };
}

/** A session for two with both seats taken, and three who wait. */
async function full() {
  const session = await world.session({ ...time, capacity: 2 });
  const people = {
    ann: await world.learner(),
    bob: await world.learner(),
    cem: await world.learner(),
    dan: await world.learner({ priority: PRIORITY }),
    eve: await world.learner(),
  };
  const ids: Record<string, string> = {};
  for (const [name, person] of Object.entries(people)) ids[name] = (await enrol(person, session.id)).id;
  const lines = () => linesOf(session.id, people);
  return { session, people, ids: ids as Record<keyof typeof people, string>, lines };
}

describe('a seat that becomes free', () => {
  test('goes to the first in line at once: priority, then the time of asking', async () => {
    const { people, ids, lines } = await full();
    expect(await lines()).toEqual({ seated: ['ann', 'bob'], waiting: ['dan', 'cem', 'eve'] });
    await cancel(people.ann, ids.ann);
    expect(await lines()).toEqual({ seated: ['bob', 'dan'], waiting: ['cem', 'eve'] });
    await cancel(people.cem, ids.cem);
    await cancel(people.bob, ids.bob);
    expect(await lines()).toEqual({ seated: ['dan', 'eve'], waiting: [] });
    await cancel(people.dan, ids.dan);
    expect(await lines()).toEqual({ seated: ['eve'], waiting: [] });
  });

  test('by a larger session goes to as many as there are seats', async () => {
    const { session, lines } = await full();
    await changeSession(app, session.id, { capacity: 4 });
    expect(await lines()).toEqual({ seated: ['ann', 'bob', 'cem', 'dan'], waiting: ['eve'] });
    await changeSession(app, session.id, { capacity: 9 });
    expect(await lines()).toMatchObject({ seated: ['ann', 'bob', 'cem', 'dan', 'eve'], waiting: [] });
  });

  test('once it has begun goes to nobody; when it starts nobody waits any more', async () => {
    const { session, ids, lines } = await full();
    setClock(time.startsAt);
    const again = await world.logIn(staff);
    await cancel(again, ids.ann);
    expect(await lines()).toEqual({ seated: ['bob'], waiting: ['dan', 'cem', 'eve'] });
    await changeSession(app, session.id, { status: 'RUNNING' as never }, SessionChangeKind.STARTED);
    expect(await lines()).toEqual({ seated: ['bob'], waiting: [] });
  });

  test('while it should have begun goes to the first in line when it is put off', async () => {
    const { session, ids, lines } = await full();
    setClock(time.startsAt);
    await cancel(await world.logIn(staff), ids.ann);
    await changeSession(app, session.id, during('14:00', '16:00'), SessionChangeKind.RESCHEDULED);
    expect(await lines()).toMatchObject({ seated: ['bob', 'dan'] });
  });

  test('goes to no class whose learners would overtake', async () => {
    const { session, lines } = await full();
    await changeSession(app, session.id, { capacity: 6 });
    const classGroup = await world.classGroup({}, await world.learner(), await world.learner());
    expect((await enrolClass(staff, session.id, classGroup.id, true)).enrolments).toHaveLength(1);
    expect((await lines()).waiting).toEqual([]);
  });
});

test('a session that is cancelled takes back everybody who is in it', async () => {
  const { session, people } = await full();
  await changeSession(app, session.id, { status: 'CANCELLED' as never }, SessionChangeKind.CANCELLED);
  expect((await seatsOf(app, session.id)).map(it => it.status)).toEqual(Array(5).fill('CANCELLED'));
  expect((await people.ann.client.ask(MyEnrolments)).me?.enrolments?.nodes).toMatchObject([{ session: { viewerEnrolment: null } }]);
});

test('everybody is told their own place', async () => {
  const { people } = await full();
  for (const [name, position] of Object.entries({ ann: null, bob: null, dan: 1, cem: 2, eve: 3 })) {
    const { client } = people[name as keyof typeof people];
    const [enrolment] = (await client.ask(MyEnrolments)).me?.enrolments?.nodes ?? [];
    expect(enrolment).toMatchObject({
      waitingPosition: position,
      session: {
        seatsTaken: 2,
        seatsLeft: 0,
        waiting: 3,
        viewerEnrolment: { id: enrolment?.id, waitingPosition: position },
        enrolments: null,
      },
    });
  }
});

type Deed = { readonly ask: number } | { readonly leave: number } | { readonly widen: number } | { readonly bring: number };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ ask: fc.nat(9) }) },
  { weight: 3, arbitrary: fc.record({ leave: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ widen: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ bring: fc.integer({ min: 1, max: 3 }) }) },
);

test('whatever learners, classes and trainers do, nobody overtakes, and no seat is empty while somebody waits', async () => {
  const people = await Promise.all(
    Array.from({ length: 10 }, (_, i) => world.learner({ priority: (i % 3 === 0 ? 'PRIORITY' : 'STANDARD') as never })),
  );
  const classGroups = await Promise.all([1, 2, 3].map(size => world.classGroup({}, ...people.slice(0, size))));
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 3 }), fc.array(deed, { maxLength: 25 }), async (seats, deeds) => {
    let capacity = seats;
    const { id } = await world.session({ ...time, capacity });
    const living = new Map<string, string>();
    for (const it of deeds) {
      const before = await seatsOf(app, id);
      const person = people['ask' in it ? it.ask : 'leave' in it ? it.leave : 0] as Person;
      if ('ask' in it) {
        const asked = await enrol(person, id);
        if (asked.refused.length === 0) living.set(person.id, asked.id);
      } else if ('leave' in it) {
        if (living.has(person.id)) expect(await cancel(person, living.get(person.id) ?? '')).toEqual([]);
        living.delete(person.id);
      } else if ('widen' in it) {
        capacity += it.widen;
        await changeSession(app, id, { capacity });
      } else {
        const { enrolments } = await enrolClass(staff, id, classGroups[it.bring - 1]?.id ?? '', true);
        for (const one of enrolments ?? []) living.set(one.learner.id, one.id);
      }
      const after = await seatsOf(app, id);
      const seated = after.filter(one => one.status === 'ENROLLED');
      const waiting = after.filter(one => one.status === 'WAITLISTED');
      expect(new Set([...seated, ...waiting].map(one => one.learnerId))).toEqual(new Set(living.keys()));
      expect(seated.length + waiting.length).toBe(living.size);
      expect(new Set(after.map(one => one.ticket)).size).toBe(after.length);
      expect(seated.length).toBeLessThanOrEqual(capacity);
      if (waiting.length > 0) expect(seated).toHaveLength(capacity);
      const had = new Set(before.filter(one => one.status === 'ENROLLED').map(one => one.ticket));
      for (const one of seated.filter(({ ticket }) => !had.has(ticket)))
        for (const other of waiting) expect(byTurn(one, other)).toBeLessThan(0);
    }
  });
  await fc.assert(property, { numRuns: 15, seed: randomSeed });
}, 120_000);
