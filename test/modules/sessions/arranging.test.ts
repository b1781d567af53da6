import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { SessionCancel, type SessionCreateInput, SessionDetail } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { book } from '../../support/booking.js';
import { codes, refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import type { Person } from '../../support/seed.js';
import { shifted, slot } from '../../support/slots.js';
import { MINUTE_MS } from '../../support/time.js';
import { createSession, TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();

const TIME = slot('10:00', '12:00');
const NOBODY = '01890000-0000-7000-8000-000000000000';

/** What a trainer has to give a session of a course of theirs. */
async function scene() {
  const trainer = await world.user({ role: 'TRAINER' });
  const [course, room] = [await world.course({ ownerId: trainer.id }), await world.resource({ name: 'Room of ten' })];
  const [projector, board] = [
    await world.resource({ kind: 'EQUIPMENT', name: 'Projector', siteId: room.siteId }),
    await world.resource({ kind: 'EQUIPMENT', name: 'Board', siteId: room.siteId }),
  ];
  const input: SessionCreateInput = {
    courseId: course.id,
    trainerId: trainer.id,
    roomId: room.id,
    equipmentIds: [projector.id, board.id],
    capacity: 8,
    ...TIME,
  };
  return { trainer, course, room, projector, board, input };
}

const create = (person: Person, input: SessionCreateInput) => createSession(person.client, input);

/** How many sessions and reservations there are. */
async function counts() {
  return app.database.rows(sql`select (select count(*) from sessions) as sessions, (select count(*) from reservations) as reservations`);
}

describe('a session', () => {
  test('takes its room, its trainer and all its equipment', async () => {
    const { trainer, course, room, projector, board, input } = await scene();
    const { session, errors } = await create(trainer, input);
    expect(errors).toEqual([]);
    expect(session).toMatchObject({
      status: 'SCHEDULED',
      ...TIME,
      capacity: 8,
      version: 1,
      viewerCanUpdate: true,
      viewerCanCancel: true,
      course: { id: course.id },
      trainer: { id: trainer.id },
      room: { id: room.id },
      equipment: [{ id: board.id }, { id: projector.id }],
    });
    const taken = { ...TIME, status: 'CONFIRMED', user: { id: trainer.id } };
    const [ofRoom, ...ofEquipment] = session?.reservations ?? [];
    expect(ofRoom).toMatchObject({ resource: { id: room.id }, participants: 8, ...taken });
    expect(ofEquipment).toHaveLength(2);
    for (const { id } of [projector, board]) {
      expect(ofEquipment).toContainEqual(expect.objectContaining({ resource: { id }, participants: 1, ...taken }));
    }
    expect((await trainer.client.ask(SessionDetail, { id: session?.id ?? '' })).session).toEqual(session);
  });

  test('is one’s own unless said otherwise, and needs no equipment, each piece of which counts once', async () => {
    const { trainer, projector, input } = await scene();
    const { trainerId: _, equipmentIds: __, ...least } = input;
    expect((await create(trainer, least)).session).toMatchObject({ trainer: { id: trainer.id }, equipment: [] });
    const twice = await create(trainer, { ...least, ...slot('14:00', '15:00'), equipmentIds: [projector.id, projector.id] });
    expect(twice.session).toMatchObject({ equipment: [{ id: projector.id }] });
  });

  test('keeps an ordinary reservation from overlapping it, and one that was there before keeps it away', async () => {
    const { trainer, room, projector, input } = await scene();
    const somebody = await world.user();
    await create(trainer, input);
    for (const { id: resourceId } of [room, projector]) {
      expect(refusals(await book(somebody.client, { resourceId, ...slot('11:30', '12:30') }))).toEqual(['BOOKING_CONFLICT input.startsAt']);
      expect(refusals(await book(somebody.client, { resourceId, ...slot('12:00', '13:00') }))).toEqual([]);
    }
    expect(refusals(await create(trainer, { ...input, ...slot('12:30', '13:30') }))).toEqual([
      'BOOKING_CONFLICT input.roomId',
      'BOOKING_CONFLICT input.equipmentIds.0',
    ]);
  });

  test('begins when another of its trainer ends', async () => {
    const { trainer, input } = await scene();
    await create(trainer, input);
    expect(refusals(await create(trainer, { ...input, ...slot('12:00', '13:00') }))).toEqual([]);
    expect(refusals(await create(trainer, { ...input, ...slot('09:30', '10:00') }))).toEqual([]);
  });
});

describe('a refusal', () => {
  test('names each thing that is taken, by what, and when all are free; and nothing is taken', async () => {
    const { trainer, room, projector, board, input } = await scene();
    const inRoom = await world.reservation({ resourceId: room.id, ...slot('11:00', '12:00') });
    const ofBoard = await world.reservation({ resourceId: board.id, ...slot('09:00', '10:30') });
    await world.reservation({ resourceId: projector.id, ...slot('12:00', '14:00') });
    const other = await world.bookedSession(slot('08:00', '10:15'), { trainerId: trainer.id });
    const before = await counts();
    const { session, errors } = await create(trainer, input);
    expect(session).toBeNull();
    expect(await counts()).toEqual(before);
    const [reservation] = await app.database.rows<{ id: string }>(sql`select id from reservations where holder_id = ${other.id}`);
    // Before ten the trainer or the board is taken, from eleven to two the room or the projector.
    const free = ['14:00', '14:15', '14:30'].map((from, i) => ({
      resource: { id: room.id },
      ...slot(from, ['16:00', '16:15', '16:30'][i] ?? ''),
    }));
    expect(errors).toMatchObject([
      { path: ['input', 'roomId'], conflicts: [{ id: inRoom.id }], alternatives: free, message: expect.stringContaining(room.name) },
      {
        path: ['input', 'equipmentIds', '1'],
        conflicts: [{ id: ofBoard.id }],
        alternatives: free,
        message: expect.stringContaining('Board'),
      },
      {
        path: ['input', 'trainerId'],
        conflicts: [{ id: reservation?.id }],
        alternatives: free,
        message: expect.stringContaining('Ann Doe'),
      },
    ]);
  });

  test('tells every broken rule at once, each where the input says it', async () => {
    const { trainer, room, projector, input } = await scene();
    await world.window(projector, { kind: 'MAINTENANCE', ...slot('18:00', '19:00') });
    await world.reservation({ resourceId: room.id, ...slot('20:00', '21:00') });
    const { errors } = await create(trainer, { ...input, capacity: 11, ...slot('17:05', '20:30') });
    expect(refusals({ errors }).sort()).toEqual([
      'BOOKING_CONFLICT input.roomId',
      'NOT_ON_QUARTER_HOUR input.startsAt',
      'OUTSIDE_OPENING_HOURS input.roomId',
      'OVER_CAPACITY input.capacity',
      'UNAVAILABLE input.equipmentIds.0',
    ]);
    expect(errors.find(it => it.code === 'UNAVAILABLE')?.message).toMatch(/^Projector: /);
  });

  test('tells of the time once, however many things it is wrong for', async () => {
    const { trainer, input } = await scene();
    expect(refusals(await create(trainer, { ...input, ...slot('08:00', '18:00') }))).toEqual(['TOO_LONG input.endsAt']);
    expect(refusals(await create(trainer, { ...input, ...slot('10:00', '11:00', { day: '2030-06-02' }) }))).toEqual([
      'IN_THE_PAST input.startsAt',
    ]);
    expect(refusals(await create(trainer, { ...input, endsAt: input.startsAt }))).toEqual(['ENDS_BEFORE_START input.endsAt']);
  });

  test.each<[string, (all: Awaited<ReturnType<typeof scene>>) => Partial<SessionCreateInput>, string]>([
    ['a room that is none', ({ board }) => ({ roomId: board.id, equipmentIds: [] }), 'INVALID_VALUE input.roomId'],
    ['equipment that is a room', ({ room }) => ({ equipmentIds: [room.id] }), 'INVALID_VALUE input.equipmentIds.0'],
    ['a room that is not there', () => ({ roomId: NOBODY }), 'NOT_FOUND input.roomId'],
    ['equipment that is not there', ({ board }) => ({ equipmentIds: [board.id, NOBODY] }), 'NOT_FOUND input.equipmentIds.1'],
    ['a course that is not there', () => ({ courseId: NOBODY }), 'NOT_FOUND input.courseId'],
    ['no seats', () => ({ capacity: 0 }), 'TOO_SMALL input.capacity'],
    ['more seats than the room', () => ({ capacity: 11 }), 'OVER_CAPACITY input.capacity'],
  ])('is for %s', async (_, change, expected) => {
    const all = await scene();
    const before = await counts();
    expect(refusals(await create(all.trainer, { ...all.input, ...change(all) }))).toEqual([expected]);
    expect(await counts()).toEqual(before);
  });

  test('is for more than 20 pieces of equipment, and for a resource that is not active', async () => {
    const { trainer, room, input } = await scene();
    const pieces = await Promise.all(Array.from({ length: 21 }, () => world.resource({ kind: 'EQUIPMENT', siteId: room.siteId })));
    const broken = await world.resource({ kind: 'EQUIPMENT', state: 'OUT_OF_SERVICE' });
    expect(refusals(await create(trainer, { ...input, equipmentIds: pieces.map(it => it.id) }))).toEqual(['TOO_LONG input.equipmentIds']);
    expect(refusals(await create(trainer, { ...input, equipmentIds: pieces.slice(1).map(it => it.id) }))).toEqual([]);
    expect(refusals(await create(trainer, { ...input, ...slot('14:00', '15:00'), equipmentIds: [broken.id] }))).toEqual([
      'RESOURCE_NOT_USABLE input.equipmentIds.0',
    ]);
  });

  test('is not past for an administrator', async () => {
    const { input } = await scene();
    const admin = await world.user({ role: 'ADMIN' });
    expect(refusals(await create(admin, { ...input, ...slot('10:00', '11:00', { day: '2030-06-02' }) }))).toEqual([]);
  });
});

describe('the trainer of a session', () => {
  test('is another, or of another’s course, only where one makes sessions for others', async () => {
    const { trainer, input } = await scene();
    const [other, staff] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'STAFF' })];
    const foreign = await world.course({ published: true });
    for (const change of [{ trainerId: other.id }, { courseId: foreign.id }, { trainerId: other.id, courseId: NOBODY }]) {
      const answer = await trainer.client.query(
        'mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) { errors { code } } }',
        { input: { ...input, ...change } },
      );
      expect(codes(answer)).toEqual(['FORBIDDEN']);
    }
    const made = await create(staff, { ...input, trainerId: other.id, courseId: foreign.id });
    expect(made.session).toMatchObject({ trainer: { id: other.id }, course: { id: foreign.id }, viewerCanUpdate: true });
  });

  test('is an active user who may give sessions, by role or by authorization', async () => {
    const { input } = await scene();
    const staff = await world.user({ role: 'STAFF' });
    const refusedFor = async (trainerId: string) => refusals(await create(staff, { ...input, trainerId }));
    expect(await refusedFor(NOBODY)).toEqual(['NOT_FOUND input.trainerId']);
    expect(await refusedFor((await world.user({ role: 'TRAINER', active: false })).id)).toEqual(['NOT_FOUND input.trainerId']);
    for (const role of ['LEARNER', 'EMPLOYEE', 'MANAGER'] as const) {
      expect(await refusedFor((await world.user({ role })).id)).toEqual(['INVALID_VALUE input.trainerId']);
    }
    expect(await refusedFor((await world.user({ authorizations: ['session:create'] })).id)).toEqual([]);
  });
});

describe('the times that are offered instead', () => {
  test('can be had as they stand, whatever the calendars are', async () => {
    const [staff, { id: courseId }] = [await world.user({ role: 'STAFF' }), await world.course()];
    const piece = fc.record({ from: fc.integer({ min: 32, max: 76 }), quarters: fc.integer({ min: 2, max: 12 }) });
    const pieces = fc.array(piece, { maxLength: 4 });
    const timeOf = ({ from, quarters }: { from: number; quarters: number }) => {
      const time = shifted(slot('00:00', '00:15'), from * 15 * MINUTE_MS);
      return { startsAt: time.startsAt, endsAt: shifted(time, (quarters - 1) * 15 * MINUTE_MS).endsAt };
    };
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(pieces, pieces, pieces, piece, async (ofRoom, ofEquipment, ofTrainer, wanted) => {
        const { room, projector, trainer } = await scene();
        const written = async (taken: typeof ofRoom, write: (time: ReturnType<typeof timeOf>) => Promise<unknown>) => {
          // Those that overlap one before are left out.
          for (const it of taken) await write(timeOf(it)).catch(() => undefined);
        };
        await written(ofRoom, time => world.reservation({ resourceId: room.id, userId: trainer.id, ...time }));
        await written(ofEquipment, time => world.reservation({ resourceId: projector.id, userId: trainer.id, ...time }));
        await written(ofTrainer, time => world.bookedSession(time, { trainerId: trainer.id, courseId }));
        const input = { courseId, trainerId: trainer.id, roomId: room.id, equipmentIds: [projector.id], capacity: 3, ...timeOf(wanted) };
        const { errors } = await create(staff, input);
        const conflict = errors.find(it => it.__typename === 'BookingConflict');
        for (const { startsAt, endsAt } of conflict && 'alternatives' in conflict ? conflict.alternatives : []) {
          const { session, errors: none } = await create(staff, { ...input, startsAt, endsAt });
          expect(none).toEqual([]);
          await staff.client.ask(SessionCancel, { id: session?.id ?? '' });
          tried++;
        }
      }),
      { numRuns: 15 },
    );
    expect(tried).toBeGreaterThan(0);
  });

  test('are none where the room is too small or not active at all', async () => {
    const { trainer, room, input } = await scene();
    await world.reservation({ resourceId: room.id, ...TIME });
    const { errors } = await create(trainer, { ...input, capacity: 11 });
    expect(errors.find(it => it.code === 'BOOKING_CONFLICT')).toMatchObject({ alternatives: [] });
  });
});

test('a dry run says the same, and takes nothing', async () => {
  const { trainer, room, input } = await scene();
  const document = {
    toString: () =>
      'mutation ($input: SessionCreateInput!) { sessionCreate(input: $input) { session { reservations { status } } errors { code path ... on BookingConflict { alternatives { startsAt } } } } }',
  };
  const before = await counts();
  const { data } = await trainer.client.tryOut(document as never, { input });
  expect(data).toMatchObject({ sessionCreate: { session: { reservations: Array(3).fill({ status: 'CONFIRMED' }) }, errors: [] } });
  expect(await counts()).toEqual(before);
  await world.reservation({ resourceId: room.id, ...TIME });
  const refused = await trainer.client.tryOut(document as never, { input });
  const plain = await trainer.client.query(document.toString(), { input });
  expect(refused.data).toEqual(plain.data);
  expect(refused.text).toContain('BOOKING_CONFLICT');
});
