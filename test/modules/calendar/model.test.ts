import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EnrolmentStatus, SEATED } from '../../../src/modules/enrolments/enrolment.status.js';
import { Reservation } from '../../../src/modules/reservations/reservation.entity.js';
import { ReservationStatus } from '../../../src/modules/reservations/reservation.status.js';
import { SessionStatus } from '../../../src/modules/sessions/session.status.js';
import { HOUR_MS, QUARTER_MS } from '../../../src/platform/time/interval.js';
import { Calendar, type CalendarQueryVariables } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { randomSeed } from '../../support/random-seed.js';
import type { Person } from '../../support/seed.js';
import { TrainingWorld } from '../../support/training.js';

const BEGINNING = Date.parse('2030-06-04T00:00:00Z');
const SLOTS = 40;

const app = await startApp();
const world = new TrainingWorld(app);
const dice = fc.sample(fc.integer({ min: 0, max: 2 ** 30 }), { seed: randomSeed, numRuns: 3_000 }).values();
const roll = (sides: number) => Number(dice.next().value ?? 0) % sides;
const oneOf = <T>(all: readonly T[]) => all[roll(all.length)] as T;

const trainers = await Promise.all([1, 2, 3].map(() => world.user({ role: 'TRAINER' })));
const learners = await Promise.all([1, 2, 3, 4].map(() => world.learner()));
const [manager, staff, employee] = [await world.user({ role: 'MANAGER' }), await world.user({ role: 'STAFF' }), await world.user()];
const people = [...trainers, ...learners, manager, staff, employee];
const rooms = await Promise.all([1, 2, 3, 4].map(() => world.resource()));
const courses = await Promise.all([1, 2, 3, 4, 5].map(i => world.course({ ownerId: oneOf(trainers).id, published: i < 3 })));
const classes = await Promise.all(
  [0, 1].map(async i => {
    const members = learners.filter((_, n) => n % 2 === i);
    return { id: (await world.classOf(trainers[i] ?? employee, ...members)).id, members, trainer: trainers[i] };
  }),
);

const given = { course: courses[4], to: classes[0] };
if (given.course && given.to) await world.give(given.course, { classGroupId: given.to.id });

/** Times of which those of one thing never overlap, and many of those of several begin or end together. */
const taken = new Set<string>();
function timeFor(...things: readonly { readonly id: string }[]) {
  const free = Array.from({ length: SLOTS }, (_, i) => i).filter(i => things.every(it => !taken.has(`${it.id} ${i}`)));
  const slot = oneOf(free);
  for (const { id } of things) taken.add(`${id} ${slot}`);
  const startsAt = BEGINNING + slot * 2 * HOUR_MS;
  return { startsAt, endsAt: startsAt + oneOf([2, 4, 8]) * QUARTER_MS };
}

const inWords = ({ startsAt, endsAt }: { startsAt: number; endsAt: number }) => ({
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});

async function arrange() {
  const [course, trainer, room] = [oneOf(courses), oneOf(trainers), oneOf(rooms)];
  const time = timeFor(trainer, room);
  const status = oneOf(Object.values(SessionStatus));
  const parts = { courseId: course.id, trainerId: trainer.id, roomId: room.id };
  if (status !== SessionStatus.CANCELLED) return { ...(await world.bookedSession(inWords(time), { ...parts, status })), course };
  return { ...(await world.session({ ...time, ...parts, status })), course };
}

const sessions: Awaited<ReturnType<typeof arrange>>[] = [];
for (let i = 0; i < 24; i++) sessions.push(await arrange());
const enrolments: Awaited<ReturnType<TrainingWorld['enrolment']>>[] = [];
for (const { id: sessionId } of sessions) {
  for (const { id: learnerId } of learners) {
    if (roll(2)) enrolments.push(await world.enrolment({ sessionId, learnerId, status: oneOf(Object.values(EnrolmentStatus)) }));
  }
}
for (let i = 0; i < 40; i++) {
  const room = oneOf(rooms);
  const status = oneOf(Object.values(ReservationStatus));
  await world.reservation({
    ...inWords(timeFor(room)),
    resourceId: room.id,
    userId: oneOf(people).id,
    creatorId: oneOf(people).id,
    status,
  });
}
/** Those that sessions hold are among them. */
const reservations = await app.database.rowsOf(app.database.table(Reservation), app.database.table(Reservation).selection('v'));

interface Timed {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt: number;
}
type Entry = readonly [startsAt: number, endsAt: number, kind: string, id: string];
type Asked = Pick<CalendarQueryVariables, 'roomId' | 'trainerId' | 'classGroupId'>;

const entry = (kind: string, { startsAt, endsAt, id }: Timed): Entry => [startsAt, endsAt, kind, id];
const entriesOf = (kind: string, all: readonly Timed[]) => all.map(it => entry(kind, it));
const isThere = ({ status }: { readonly status: string }) => status !== 'CANCELLED';

function sees({ id, role }: Person, { course, ...session }: (typeof sessions)[number]): boolean {
  const theirs = enrolments.filter(it => it.learnerId === id);
  const seats = theirs.filter(it => SEATED.includes(it.status)).map(it => it.sessionId);
  const inClass = given.course?.id === course.id && given.to?.members.some(it => it.id === id);
  return (
    ['STAFF', 'MANAGER'].includes(role) ||
    [session.trainerId, course.ownerId].includes(id) ||
    course.published ||
    inClass ||
    theirs.some(it => it.sessionId === session.id && isThere(it)) ||
    sessions.some(it => it.courseId === course.id && seats.includes(it.id))
  );
}

function knows({ id, role }: Person, { members, trainer, ...classGroup }: (typeof classes)[number]): boolean {
  const givesIt = given.to?.id === classGroup.id && given.course?.ownerId === id;
  return ['STAFF', 'MANAGER'].includes(role) || members.some(it => it.id === id) || trainer?.id === id || givesIt;
}

function expected(viewer: Person, { roomId, trainerId, classGroupId }: Asked): Entry[] {
  const seen = sessions.filter(it => isThere(it) && sees(viewer, it));
  const there = reservations.filter(isThere);
  if (roomId) {
    const shown = seen.filter(it => it.roomId === roomId);
    const other = there.filter(it => it.resourceId === roomId && !shown.some(({ id }) => id === it.holderId));
    return [...entriesOf('SESSION', shown), ...entriesOf('RESERVATION', other)];
  }
  const free = there.filter(it => it.holderId === null);
  if (trainerId) {
    const told = free.filter(it => it.userId === trainerId && (viewer.role === 'MANAGER' || [it.userId, it.creatorId].includes(viewer.id)));
    return [
      ...entriesOf(
        'SESSION',
        seen.filter(it => it.trainerId === trainerId),
      ),
      ...entriesOf('RESERVATION', told),
    ];
  }
  if (classGroupId) {
    const classGroup = classes.find(it => it.id === classGroupId);
    if (!classGroup || !knows(viewer, classGroup)) return [];
    const members = classGroup.members.map(it => it.id);
    const takers = enrolments.filter(it => members.includes(it.learnerId) && SEATED.includes(it.status)).map(it => it.sessionId);
    return entriesOf(
      'SESSION',
      seen.filter(it => takers.includes(it.id)),
    );
  }
  const places = enrolments.filter(it => it.learnerId === viewer.id && isThere(it)).map(it => it.sessionId);
  const [own, taken, reserved] = [
    sessions.filter(it => isThere(it) && it.trainerId === viewer.id),
    sessions.filter(it => isThere(it) && places.includes(it.id)),
    free.filter(it => it.userId === viewer.id),
  ];
  return [...entriesOf('SESSION', own), ...entriesOf('ENROLMENT', taken), ...entriesOf('RESERVATION', reserved)];
}

function inOrder(a: Entry, b: Entry): number {
  return a[0] - b[0] || a[1] - b[1] || (a[2] === b[2] ? (a[3] < b[3] ? -1 : 1) : a[2] < b[2] ? -1 : 1);
}

const asked: fc.Arbitrary<Asked> = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...rooms).map(({ id }) => ({ roomId: id })),
  fc.constantFrom(...people).map(({ id }) => ({ trainerId: id })),
  fc.constantFrom(...classes).map(({ id }) => ({ classGroupId: id })),
);
const range = fc.record({ start: fc.integer({ min: -8, max: SLOTS * 8 }), quarters: fc.integer({ min: 1, max: SLOTS * 8 }) });

test(`what everybody is told is what a filter in memory leaves (TEST_SEED=${randomSeed})`, async () => {
  let told = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...people), asked, range, async (viewer, which, { start, quarters }) => {
      const from = BEGINNING + start * QUARTER_MS;
      const to = from + quarters * QUARTER_MS;
      const { calendar } = await viewer.client.ask(Calendar, {
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
        ...which,
      });
      const found = calendar.map(({ kind, startsAt, endsAt, session, reservation }) =>
        entry(kind, { startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt), id: session?.id ?? reservation?.id ?? '' }),
      );
      const wanted = expected(viewer, which).filter(([startsAt, endsAt]) => startsAt < to && endsAt > from);
      expect(found).toEqual(wanted.sort(inOrder));
      told += found.length;
    }),
    { seed: randomSeed, numRuns: 250 },
  );
  expect(told).toBeGreaterThan(0);
});
