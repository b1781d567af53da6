import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  AvailabilityWindowCreate,
  AvailabilityWindowDelete,
  AvailabilityWindowUpdate,
  ReservationCancel,
  ReservationComplete,
  ReservationConfirm,
  ReservationDetail,
  ReservationMarkNoShow,
  ReservationMove,
  ResourceDeleteWithUses,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { type Client, refusals } from '../../support/client.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);

const CONFLICT = ['BOOKING_CONFLICT input.startsAt'];
const ROUNDS = Array.from({ length: 8 }, (_, i) => i);
const wanted = slot('10:00', '11:00');

async function move(client: Client, id: string, input: object) {
  return refusals((await client.ask(ReservationMove, { id, input })).reservationUpdate);
}

/** How many pairs of reservations take the same resource at once. */
async function overlaps(): Promise<number> {
  const [found] = await app.database.rows<{ count: number }>(
    sql`select count(*) as count from reservations a join reservations b on a.resource_id = b.resource_id and a.id < b.id
      and a.status in ('PENDING', 'CONFIRMED') and b.status in ('PENDING', 'CONFIRMED')
      and a.starts_at < b.ends_at and b.starts_at < a.ends_at`,
  );
  return found?.count ?? Number.NaN;
}

describe('at once', () => {
  test('fifty clients ask for one slot: exactly one gets it, all others are told of the conflict', async () => {
    const room = await world.resource();
    const people = await Promise.all(Array.from({ length: 50 }, () => world.user()));
    const answers = await Promise.all(people.map(({ client }) => book(client, { resourceId: room.id, ...wanted })));
    const won = answers.filter(it => it.reservation);
    const lost = answers.filter(it => !it.reservation);
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(49);
    for (const { errors } of lost) {
      expect(errors).toMatchObject([{ __typename: 'BookingConflict', code: 'BOOKING_CONFLICT', conflicts: [wanted] }]);
      expect(errors[0]).toMatchObject({
        alternatives: expect.arrayContaining([{ resource: { id: room.id, name: room.name }, ...slot('11:00', '12:00') }]),
      });
    }
  });

  test('many move to a slot that is taken: each is told of it, and not that it is in its own way', async () => {
    const { client, id: userId } = await world.user();
    const room = await world.resource();
    await world.reservation({ resourceId: room.id, userId, ...wanted });
    const { startsAt, endsAt } = slot('10:30', '11:30');
    const [first, ...others] = await Promise.all(
      ROUNDS.map(async n =>
        world.reservation({ resourceId: n === 0 ? room.id : (await world.resource()).id, userId, ...slot('11:00', '12:00') }),
      ),
    );
    const answers = await Promise.all(
      [first, ...others].map(async it => {
        const input = { resourceId: room.id, startsAt, endsAt };
        return (await client.ask(ReservationMove, { id: it?.id ?? '', input })).reservationUpdate.errors;
      }),
    );
    const [ofFirst, ...ofOthers] = answers;
    expect(ofFirst).toMatchObject([{ conflicts: [wanted] }]);
    for (const it of ofOthers) expect(it).toMatchObject([{ conflicts: [wanted, slot('11:00', '12:00')] }]);
  });

  test('fifty clients ask for slots that overlap in all ways: those who win do not overlap', async () => {
    const room = await world.resource();
    const people = await Promise.all(Array.from({ length: 50 }, () => world.user()));
    const answers = await Promise.all(
      people.map(({ client }, i) => {
        const start = Date.parse(slot('09:00', '10:00').startsAt) + (i % 12) * 900_000;
        const time = { startsAt: new Date(start).toISOString(), endsAt: new Date(start + (2 + (i % 5)) * 900_000).toISOString() };
        return book(client, { resourceId: room.id, ...time });
      }),
    );
    expect(answers.filter(it => it.reservation).length).toBeGreaterThan(0);
    for (const answer of answers) expect(refusals(answer)).toEqual(answer.reservation ? [] : CONFLICT);
    expect(await overlaps()).toBe(0);
  });

  test('one moves to where another books: one of them wins', async () => {
    const [mover, booker] = await Promise.all([world.user(), world.user()]);
    for (const _ of ROUNDS) {
      const { id: resourceId } = await world.resource();
      const { id } = await world.reservation({ resourceId, userId: mover.id, ...slot('14:00', '15:00') });
      const [moved, booked] = await Promise.all([move(mover.client, id, wanted), book(booker.client, { resourceId, ...wanted })]);
      expect([moved, refusals(booked)].sort()).toEqual([CONFLICT, []].sort());
    }
  });

  test('two change places: neither can, and neither waits for the other for ever', async () => {
    const { client, id: userId } = await world.user();
    for (const _ of ROUNDS) {
      const [one, two] = [await world.resource(), await world.resource()];
      const first = await world.reservation({ resourceId: one.id, userId, ...wanted });
      const second = await world.reservation({ resourceId: two.id, userId, ...wanted });
      const answers = await Promise.all([move(client, first.id, { resourceId: two.id }), move(client, second.id, { resourceId: one.id })]);
      expect(answers).toEqual([CONFLICT, CONFLICT]);
    }
  });

  test('a maintenance is announced and a slot in it booked: it is refused, or the announcement lists it', async () => {
    const [{ client }, manager] = await Promise.all([world.user(), world.user({ role: 'MANAGER' })]);
    for (const _ of ROUNDS) {
      const { id: resourceId } = await world.resource();
      const input = { resourceId, kind: 'MAINTENANCE', ...slot('09:00', '12:00') } as const;
      const [{ reservation, errors }, { availabilityWindowCreate }] = await Promise.all([
        book(client, { resourceId, ...wanted }),
        manager.client.ask(AvailabilityWindowCreate, { input }),
      ]);
      expect(availabilityWindowCreate.errors).toEqual([]);
      if (reservation) expect(availabilityWindowCreate.affectedReservations).toEqual([{ id: reservation.id }]);
      else expect(refusals({ errors })).toEqual(['UNAVAILABLE input.startsAt']);
    }
  });

  test('a resource is deleted and booked: either it is gone or it is in use', async () => {
    const [{ client }, admin] = await Promise.all([world.user(), world.user({ role: 'ADMIN' })]);
    for (const _ of ROUNDS) {
      const { id } = await world.resource();
      const [{ resourceDelete }, booked] = await Promise.all([
        admin.client.ask(ResourceDeleteWithUses, { id }),
        book(client, { resourceId: id, ...wanted }),
      ]);
      if (resourceDelete.deletedId) expect(refusals(booked)).toEqual(['NOT_FOUND input.resourceId']);
      else expect([refusals(resourceDelete), refusals(booked)]).toEqual([['IN_USE id'], []]);
    }
  });

  test('one confirms and one cancels: it is cancelled in the end, whoever came first', async () => {
    const [{ client, id: userId }, manager] = await Promise.all([world.user(), world.user({ role: 'MANAGER' })]);
    for (const _ of ROUNDS) {
      const { id } = await world.reservation({ resourceId: (await world.resource()).id, userId, ...wanted });
      const [confirmed, cancelled] = await Promise.all([
        manager.client.ask(ReservationConfirm, { id }),
        client.ask(ReservationCancel, { id }),
      ]);
      expect(refusals(cancelled.reservationCancel)).toEqual([]);
      expect([[], ['INVALID_STATUS id']]).toContainEqual(refusals(confirmed.reservationConfirm));
      expect((await client.ask(ReservationDetail, { id })).reservation?.status).toBe('CANCELLED');
    }
  });

  test('one completes and one marks a no-show: exactly one is believed', async () => {
    const { client } = await world.user({ role: 'MANAGER' });
    for (const _ of ROUNDS) {
      const { id } = await world.reservation({ resourceId: (await world.resource()).id, status: 'CONFIRMED', ...wanted });
      const [completed, missed] = await Promise.all([client.ask(ReservationComplete, { id }), client.ask(ReservationMarkNoShow, { id })]);
      const answers = [refusals(completed.reservationComplete), refusals(missed.reservationMarkNoShow)];
      expect(answers.sort()).toEqual([[], ['INVALID_STATUS id']]);
    }
  });

  test('ten cancel the same: one of them has done it', async () => {
    const { client, id: userId } = await world.user();
    const { id } = await world.reservation({ resourceId: (await world.resource()).id, userId, ...wanted });
    const answers = await Promise.all(Array.from({ length: 10 }, () => client.ask(ReservationCancel, { id })));
    const done = answers.filter(it => it.reservationCancel.errors.length === 0);
    expect(done).toHaveLength(1);
  });

  test('ten change the same version: one of them does, the others are stale', async () => {
    const { client, id: userId } = await world.user();
    const { id } = await world.reservation({ resourceId: (await world.resource()).id, userId, ...wanted });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => move(client, id, { version: 1, note: `${i}` })));
    expect(answers.filter(it => it.length === 0)).toHaveLength(1);
    for (const answer of answers) expect([[], ['STALE input.version']]).toContainEqual(answer);
  });

  test('one moves it to another room and one to another hour: both are done', async () => {
    const { client, id: userId } = await world.user();
    for (const _ of ROUNDS) {
      const [one, two] = [await world.resource(), await world.resource()];
      const { id } = await world.reservation({ resourceId: one.id, userId, ...wanted });
      const later = slot('15:00', '16:00');
      expect(await Promise.all([move(client, id, { resourceId: two.id }), move(client, id, later)])).toEqual([[], []]);
      const { reservation } = await client.ask(ReservationDetail, { id });
      expect(reservation).toMatchObject({ resource: { id: two.id }, ...later });
    }
  });

  test('a resource is deleted while a past reservation of it is moved: neither waits for the other for ever', async () => {
    const [mover, admin] = await Promise.all([world.user({ role: 'ADMIN' }), world.user({ role: 'ADMIN' })]);
    const past = slot('10:00', '11:00', { day: '2026-01-05' });
    for (const _ of ROUNDS) {
      const { id: resourceId } = await world.resource();
      const { id } = await world.reservation({ resourceId, userId: mover.id, ...past });
      const [{ resourceDelete }, moved] = await Promise.all([
        admin.client.ask(ResourceDeleteWithUses, { id: resourceId }),
        move(mover.client, id, wanted),
      ]);
      expect(refusals(resourceDelete)).toEqual([]);
      expect([['TOO_LATE id'], ['NOT_FOUND id']]).toContainEqual(moved);
    }
  });

  test('a resource is deleted while its windows are changed and deleted: neither waits for the other for ever', async () => {
    const { client } = await world.user({ role: 'ADMIN' });
    for (const _ of ROUNDS) {
      const resource = await world.resource();
      const windows = await Promise.all([1, 2, 3, 4].map(() => world.window(resource, { kind: 'MAINTENANCE', ...wanted })));
      const [{ resourceDelete }, ...answers] = await Promise.all([
        client.ask(ResourceDeleteWithUses, { id: resource.id }),
        ...windows.map(async ({ id }, i) =>
          i % 2
            ? refusals((await client.ask(AvailabilityWindowDelete, { id })).availabilityWindowDelete)
            : refusals((await client.ask(AvailabilityWindowUpdate, { id, input: { reason: 'paint' } })).availabilityWindowUpdate),
        ),
      ]);
      expect(refusals(resourceDelete)).toEqual([]);
      for (const answer of answers) expect([[], ['NOT_FOUND id']]).toContainEqual(answer);
    }
  });
});
