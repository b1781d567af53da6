import { describe, expect, onTestFinished, test } from 'vitest';
import { SessionChangeKind } from '../../../src/modules/sessions/session.live.js';
import { ErrorCode } from '../../../src/platform/errors/error-code.js';
import { refuse } from '../../../src/platform/errors/user-error.js';
import {
  AuditEntries,
  AvailabilityWindowCreate,
  ReservationCancel,
  ReservationComplete,
  ReservationConfirm,
  ReservationMarkNoShow,
  ReservationMove,
  ReservationsWithSessions,
  ResourceDeleteWithUses,
  SessionCancel,
  SessionComplete,
  SessionDetail,
  SessionReschedule,
  SessionStart,
  SessionUpdate,
  type SessionUpdateInput,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { book } from '../../support/booking.js';
import { codes, refusals } from '../../support/client.js';
import { setClock, stopClockAt } from '../../support/clock.js';
import type { Person } from '../../support/seed.js';
import { type Slot, slot } from '../../support/slots.js';
import { createSession, TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
stopClockAt();

const TIME = slot('10:00', '12:00');
const NOBODY = '01890000-0000-7000-8000-000000000000';

/** A session that its trainer made, with a projector. */
async function scene() {
  const [trainer, staff] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'STAFF' })];
  const course = await world.course({ ownerId: trainer.id, published: true });
  const room = await world.resource();
  const projector = await world.resource({ kind: 'EQUIPMENT', name: 'Projector', siteId: room.siteId });
  const { session } = await createSession(trainer.client, {
    courseId: course.id,
    roomId: room.id,
    equipmentIds: [projector.id],
    capacity: 8,
    ...TIME,
  });
  if (!session) throw new Error('it was refused');
  return { trainer, staff, course, room, projector, id: session.id, session };
}

const read = async ({ client }: Person, id: string) => (await client.ask(SessionDetail, { id })).session;
const move = async ({ client }: Person, id: string, time: Slot) => (await client.ask(SessionReschedule, { id, ...time })).sessionReschedule;
const update = async ({ client }: Person, id: string, input: SessionUpdateInput) =>
  (await client.ask(SessionUpdate, { id, input })).sessionUpdate;
const cancel = async ({ client }: Person, id: string, reason?: string) => (await client.ask(SessionCancel, { id, reason })).sessionCancel;
const start = async ({ client }: Person, id: string) => (await client.ask(SessionStart, { id })).sessionStart;
const complete = async ({ client }: Person, id: string) => (await client.ask(SessionComplete, { id })).sessionComplete;

describe('rescheduling', () => {
  test('moves all that the session takes, and gives back the time that it leaves', async () => {
    const { trainer, room, projector, id, session } = await scene();
    const time = slot('14:00', '15:30');
    const moved = await move(trainer, id, time);
    expect(moved.errors).toEqual([]);
    expect(moved.session).toMatchObject({ ...time, version: 2, equipment: [{ id: projector.id }] });
    expect(moved.session?.reservations).toEqual(session.reservations.map(it => ({ ...it, ...time })));
    const somebody = await world.user();
    expect(refusals(await book(somebody.client, { resourceId: room.id, ...TIME }))).toEqual([]);
    expect(refusals(await book(somebody.client, { resourceId: projector.id, ...slot('15:00', '16:00') }))).toHaveLength(1);
  });

  test('is possible into its own time', async () => {
    const { trainer, id } = await scene();
    expect(refusals(await move(trainer, id, slot('10:30', '12:30')))).toEqual([]);
    expect(refusals(await move(trainer, id, slot('10:45', '11:30')))).toEqual([]);
    expect(refusals(await move(trainer, id, slot('09:00', '13:00')))).toEqual([]);
  });

  test('moves nothing where one thing is taken, and offers its own time as well', async () => {
    const { trainer, projector, room, id, session } = await scene();
    await world.reservation({ resourceId: projector.id, ...slot('12:00', '18:00') });
    const { errors } = await move(trainer, id, slot('11:00', '13:00'));
    expect(refusals({ errors })).toEqual(['BOOKING_CONFLICT equipmentIds.0']);
    expect(errors).toMatchObject([
      {
        alternatives: ['10:00', '09:45', '09:30'].map((from, i) => ({
          resource: { id: room.id },
          ...slot(from, ['12:00', '11:45', '11:30'][i] ?? ''),
        })),
      },
    ]);
    expect(await read(trainer, id)).toEqual(session);
  });

  test('into another session of its trainer is refused', async () => {
    const { trainer, id } = await scene();
    await world.bookedSession(slot('13:00', '14:00'), { trainerId: trainer.id });
    expect(refusals(await move(trainer, id, slot('12:00', '13:15')))).toEqual(['BOOKING_CONFLICT trainerId']);
    expect(refusals(await move(trainer, id, slot('12:00', '13:00')))).toEqual([]);
  });

  test('is under the rules of every reservation', async () => {
    const { trainer, id } = await scene();
    expect(refusals(await move(trainer, id, slot('10:05', '11:00')))).toEqual(['NOT_ON_QUARTER_HOUR startsAt']);
    expect(refusals(await move(trainer, id, slot('10:00', '11:00', { day: '2030-06-02' })))).toEqual(['IN_THE_PAST startsAt']);
    expect(refusals(await move(trainer, id, slot('19:00', '21:00')))).toEqual(['OUTSIDE_OPENING_HOURS roomId']);
    setClock(slot('10:30', '11:00').startsAt);
    const again = await world.logIn(trainer);
    expect(refusals(await move(again, id, { ...TIME, endsAt: slot('10:00', '12:30').endsAt }))).toEqual([]);
  });
});

describe('changing a session', () => {
  test('gives back what it takes no more, and takes what is new', async () => {
    const { staff, room, projector, id, session } = await scene();
    const [larger, board] = [await world.resource({ capacity: 30 }), await world.resource({ kind: 'EQUIPMENT', name: 'Board' })];
    const other = await world.user({ role: 'TRAINER' });
    const input = { roomId: larger.id, equipmentIds: [projector.id, board.id], trainerId: other.id, capacity: 25, version: 1 };
    const changed = await update(staff, id, input);
    expect(changed.errors).toEqual([]);
    expect(changed.session).toMatchObject({
      room: { id: larger.id },
      trainer: { id: other.id },
      capacity: 25,
      version: 2,
      equipment: [{ id: board.id }, { id: projector.id }],
    });
    expect(changed.session?.reservations.map(it => it.resource.id).sort()).toEqual([larger.id, projector.id, board.id].sort());
    for (const it of changed.session?.reservations ?? []) expect(it).toMatchObject({ ...TIME, status: 'CONFIRMED' });
    const kept = session.reservations.find(it => it.resource.id === projector.id);
    expect(changed.session?.reservations).toContainEqual({ ...kept, user: null, participants: null });
    const nodes = (await staff.client.ask(ReservationsWithSessions, { filter: { resourceId: room.id } })).reservations.nodes;
    expect(nodes).toMatchObject([{ status: 'CANCELLED', session: null }]);
  });

  test('can leave it without equipment, and nothing is changed where one thing is taken', async () => {
    const { trainer, projector, id } = await scene();
    const [taken, free] = [await world.resource(), await world.resource({ kind: 'EQUIPMENT' })];
    await world.reservation({ resourceId: taken.id, ...TIME });
    const before = await read(trainer, id);
    const refused = await update(trainer, id, { roomId: taken.id, equipmentIds: [free.id], capacity: 11 });
    expect(refusals(refused)).toEqual(['OVER_CAPACITY input.capacity', 'BOOKING_CONFLICT input.roomId']);
    expect(await read(trainer, id)).toEqual(before);
    const without = await update(trainer, id, { equipmentIds: [] });
    expect(without.session).toMatchObject({ equipment: [], reservations: [{ status: 'CONFIRMED' }] });
    expect(refusals(await book((await world.user()).client, { resourceId: projector.id, ...TIME }))).toEqual([]);
  });

  test('asks anew only for what is new, so that seats and trainers change also under a maintenance', async () => {
    const { staff, room, projector, id } = await scene();
    await world.window(projector, { kind: 'MAINTENANCE', ...TIME });
    const other = await world.user({ role: 'STAFF' });
    expect(refusals(await update(staff, id, { trainerId: other.id }))).toEqual([]);
    expect(refusals(await update(staff, id, { capacity: 9 }))).toEqual([]);
    expect(refusals(await move(staff, id, slot('11:00', '12:00')))).toEqual(['UNAVAILABLE equipmentIds.0']);
    await world.window(room, { kind: 'MAINTENANCE', ...TIME });
    expect(refusals(await update(staff, id, { capacity: 10 }))).toEqual(['UNAVAILABLE input.roomId']);
  });

  test('of the trainer is for who makes sessions for others, and needs one who is free', async () => {
    const { trainer, staff, id } = await scene();
    const [busy, learner] = [await world.user({ role: 'TRAINER' }), await world.learner()];
    await world.bookedSession(slot('11:00', '13:00'), { trainerId: busy.id });
    expect(codes(await trainer.client.run(SessionUpdate, { id, input: { trainerId: staff.id } }))).toEqual(['FORBIDDEN']);
    const refused = await update(staff, id, { trainerId: busy.id });
    expect(refusals(refused)).toEqual(['BOOKING_CONFLICT input.trainerId']);
    expect(refused.errors).toMatchObject([{ conflicts: [slot('11:00', '13:00')], alternatives: [slot('09:00', '11:00'), {}, {}] }]);
    expect(refusals(await update(staff, id, { trainerId: learner.id }))).toEqual(['INVALID_VALUE input.trainerId']);
    expect(refusals(await update(staff, id, { trainerId: staff.id }))).toEqual([]);
    expect(codes(await trainer.client.run(SessionUpdate, { id, input: { capacity: 3 } }))).toEqual(['FORBIDDEN']);
  });

  test('is refused when it is stale, takes something needed away, or there is no such session', async () => {
    const { trainer, id } = await scene();
    await update(trainer, id, { capacity: 7 });
    expect(refusals(await update(trainer, id, { capacity: 6, version: 1 }))).toEqual(['STALE input.version']);
    expect(refusals(await update(trainer, id, { roomId: null, capacity: null, trainerId: null, equipmentIds: null })).sort()).toEqual([
      'REQUIRED input.capacity',
      'REQUIRED input.equipmentIds',
      'REQUIRED input.roomId',
      'REQUIRED input.trainerId',
    ]);
    expect(refusals(await update(trainer, NOBODY, { capacity: 6 }))).toEqual(['NOT_FOUND id']);
    expect(refusals(await cancel(trainer, NOBODY))).toEqual(['NOT_FOUND id']);
  });
});

describe('the status of a session', () => {
  test('becomes RUNNING and then COMPLETED, with its reservations', async () => {
    const { trainer, id } = await scene();
    expect((await start(trainer, id)).session).toMatchObject({ status: 'RUNNING', viewerCanUpdate: false, viewerCanCancel: false });
    expect((await read(trainer, id))?.reservations.map(it => it.status)).toEqual(['CONFIRMED', 'CONFIRMED']);
    const { session } = await complete(trainer, id);
    expect(session).toMatchObject({ status: 'COMPLETED', equipment: [{}] });
    expect(session?.reservations.map(it => it.status)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  test('becomes CANCELLED, which frees all that it took', async () => {
    const { trainer, room, projector, id } = await scene();
    const { session } = await cancel(trainer, id, ' Snow ');
    expect(session).toMatchObject({ status: 'CANCELLED', cancelReason: 'Snow', viewerCanUpdate: false, viewerCanCancel: false });
    expect(session?.reservations.map(it => it.status)).toEqual(['CANCELLED', 'CANCELLED']);
    const again = { courseId: session?.course.id ?? '', roomId: room.id, equipmentIds: [projector.id], capacity: 8, ...TIME };
    expect(refusals(await createSession(trainer.client, again))).toEqual([]);
  });

  test('becomes nothing else', async () => {
    const { trainer, id } = await scene();
    const all = { start, complete, cancel, move: (who: Person, it: string) => move(who, it, slot('14:00', '15:00')) };
    const refused = async (...deeds: (keyof typeof all)[]) => {
      for (const deed of deeds) expect(refusals(await all[deed](trainer, id))).toEqual(['INVALID_STATUS id']);
      expect(refusals(await update(trainer, id, { capacity: 5 }))).toEqual(deeds.includes('move') ? ['INVALID_STATUS id'] : []);
    };
    await refused('complete');
    await start(trainer, id);
    await refused('start', 'cancel', 'move');
    await complete(trainer, id);
    await refused('start', 'complete', 'cancel', 'move');
    const other = await scene();
    await cancel(other.trainer, other.id);
    for (const deed of [start, complete, cancel]) expect(refusals(await deed(other.trainer, other.id))).toEqual(['INVALID_STATUS id']);
  });

  test('is not changed with a reason that is too long', async () => {
    const { trainer, id } = await scene();
    expect(refusals(await cancel(trainer, id, 'x'.repeat(2_001)))).toEqual(['TOO_LONG reason']);
    expect((await cancel(trainer, id, '  ')).session).toMatchObject({ status: 'CANCELLED', cancelReason: null });
  });
});

describe('what a session holds', () => {
  test('changes with it alone, whoever asks', async () => {
    const { trainer, session } = await scene();
    const [manager, admin] = [await world.user({ role: 'MANAGER' }), await world.user({ role: 'ADMIN' })];
    const { id } = session.reservations[0] ?? { id: '' };
    for (const { client } of [trainer, manager, admin]) {
      expect(refusals((await client.ask(ReservationMove, { id, input: slot('14:00', '15:00') })).reservationUpdate)).toEqual(['IN_USE id']);
      expect(refusals((await client.ask(ReservationMove, { id, input: { note: 'Mine' } })).reservationUpdate)).toEqual(['IN_USE id']);
      const cancelled = (await client.ask(ReservationCancel, { id })).reservationCancel;
      expect(refusals(cancelled)).toEqual(['IN_USE id']);
      expect(cancelled.errors[0]?.message).toContain('held for something');
    }
    expect(refusals((await manager.client.ask(ReservationConfirm, { id })).reservationConfirm)).toEqual(['IN_USE id']);
    expect(refusals((await manager.client.ask(ReservationComplete, { id })).reservationComplete)).toEqual(['IN_USE id']);
    expect(refusals((await manager.client.ask(ReservationMarkNoShow, { id })).reservationMarkNoShow)).toEqual(['IN_USE id']);
    expect((await read(trainer, session.id))?.reservations).toEqual(session.reservations);
  });

  test('is known as its own, and cannot be given back by itself', async () => {
    const { trainer, room, course, id } = await scene();
    await world.reservation({ resourceId: room.id, userId: trainer.id, ...slot('14:00', '15:00') });
    const { reservations } = await trainer.client.ask(ReservationsWithSessions, { filter: { resourceId: room.id } });
    expect(reservations.nodes).toMatchObject([
      { session: { id, course: { id: course.id } }, viewerCanCancel: false },
      { session: null, viewerCanCancel: true },
    ]);
  });

  test('is among what a maintenance is in the way of, and keeps its room from being deleted', async () => {
    const { room, session } = await scene();
    const [manager, admin] = [await world.user({ role: 'MANAGER' }), await world.user({ role: 'ADMIN' })];
    const input = { resourceId: room.id, kind: 'MAINTENANCE', ...slot('09:00', '11:00') } as const;
    const { availabilityWindowCreate } = await manager.client.ask(AvailabilityWindowCreate, { input });
    expect(availabilityWindowCreate.affectedReservations).toEqual([{ id: session.reservations[0]?.id }]);
    const { resourceDelete } = await admin.client.ask(ResourceDeleteWithUses, { id: room.id });
    expect(resourceDelete.errors).toMatchObject([{ code: 'IN_USE', uses: [{ type: 'Session', count: 1 }] }]);
  });
});

describe('what runs inside a change of a session', () => {
  test('comes after each of them, before the commit, and undoes it by throwing', async () => {
    const { trainer, id, session } = await scene();
    const { inside } = app.modules.sessions.sessions;
    const seen: string[] = [];
    let refuses = true;
    inside.push(async (unit, actor, it, change) => {
      if (it.id !== id) return;
      expect([actor.id, unit.em.getTransactionContext() !== undefined]).toEqual([trainer.id, true]);
      if (refuses) refuse(ErrorCode.TOO_SMALL, 'There are more.', 'capacity');
      seen.push(change);
    });
    onTestFinished(() => void inside.pop());
    expect(refusals(await update(trainer, id, { capacity: 1 }))).toEqual(['TOO_SMALL input.capacity']);
    expect(refusals(await cancel(trainer, id))).toEqual(['TOO_SMALL capacity']);
    expect(await read(trainer, id)).toEqual(session);
    refuses = false;
    await update(trainer, id, { capacity: 1 });
    await move(trainer, id, slot('14:00', '15:00'));
    await start(trainer, id);
    await complete(trainer, id);
    const { UPDATED, RESCHEDULED, STARTED, COMPLETED } = SessionChangeKind;
    expect(seen).toEqual([UPDATED, RESCHEDULED, STARTED, COMPLETED]);
  });
});

test('the audit tells of the session and of what it took, as one deed', async () => {
  const { trainer, id, session } = await scene();
  await cancel(trainer, id, 'Snow');
  await app.sealer.seal();
  const admin = await world.user({ role: 'ADMIN' });
  const of = async (entityId: string) =>
    (await admin.client.ask(AuditEntries, { filter: { entityId } })).auditEntries.nodes.map(it => it.deed).sort();
  expect(await of(id)).toEqual(['session:cancel', 'session:create']);
  expect(await of(session.reservations[0]?.id ?? '')).toEqual(['session:cancel', 'session:create']);
});
