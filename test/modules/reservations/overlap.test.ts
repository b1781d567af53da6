import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { ReservationBook, ReservationDetail } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { byHand } from '../../support/by-hand.js';
import { refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { runByHand } from '../../support/raw-sql.js';
import { type Slot, slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

const CONFLICT = ['BOOKING_CONFLICT input.startsAt'];
const taken = slot('10:00', '12:00');

const overlapping: [string, Slot][] = [
  ['the same time', taken],
  ['a time inside', slot('10:30', '11:30')],
  ['a time around', slot('09:00', '13:00')],
  ['a time over its beginning', slot('09:00', '10:15')],
  ['a time over its end', slot('11:45', '13:00')],
];

async function takenRoom(status: 'PENDING' | 'CONFIRMED' | 'CANCELLED' | 'COMPLETED' | 'NO_SHOW' = 'PENDING') {
  const [person, room] = await Promise.all([world.user(), world.resource()]);
  const reservation = await world.reservation({ resourceId: room.id, status, ...taken });
  return { person, client: person.client, room, resourceId: room.id, reservation };
}

describe('a time that is taken', () => {
  test.each(overlapping)('is refused to who asks for %s', async (_, asked) => {
    const { client, resourceId } = await takenRoom();
    const { reservation, errors } = await book(client, { resourceId, ...asked });
    expect(reservation).toBeNull();
    expect(refusals({ errors })).toEqual(CONFLICT);
    expect(errors[0]).toMatchObject({ __typename: 'BookingConflict', conflicts: [taken] });
  });

  test('is refused when it is confirmed, too', async () => {
    const { client, resourceId } = await takenRoom('CONFIRMED');
    expect(refusals(await book(client, { resourceId, ...taken }))).toEqual(CONFLICT);
  });

  test.each(['CANCELLED', 'COMPLETED', 'NO_SHOW'] as const)('is free again once it is %s', async status => {
    const { client, resourceId } = await takenRoom(status);
    expect(refusals(await book(client, { resourceId, ...taken }))).toEqual([]);
  });

  test('may touch another before and after', async () => {
    const { client, resourceId } = await takenRoom();
    expect(refusals(await book(client, { resourceId, ...slot('09:00', '10:00') }))).toEqual([]);
    expect(refusals(await book(client, { resourceId, ...slot('12:00', '13:00') }))).toEqual([]);
  });

  test('of another resource is in nobody’s way', async () => {
    const { client, room } = await takenRoom();
    const other = await world.resource({ siteId: room.siteId });
    expect(refusals(await book(client, { resourceId: other.id, ...taken }))).toEqual([]);
  });

  test('tells all that is in the way, the first to begin first, and of whom only to who may know', async () => {
    const [mine, theirs, { id: resourceId }] = await Promise.all([world.user(), world.user(), world.resource()]);
    const later = await world.reservation({ resourceId, userId: theirs.id, note: 'secret', ...slot('11:00', '12:00') });
    const earlier = await world.reservation({
      resourceId,
      userId: mine.id,
      note: 'my own',
      status: 'CONFIRMED',
      ...slot('09:00', '10:00'),
    });
    await world.reservation({ resourceId, status: 'CANCELLED', ...slot('10:00', '11:00') });
    const input = { resourceId, ...slot('09:30', '11:30') };
    const { reservationCreate } = await mine.client.ask(ReservationBook, { input });
    expect(reservationCreate.errors).toMatchObject([
      {
        conflicts: [
          { id: earlier.id, status: 'CONFIRMED', user: { id: mine.id }, note: 'my own', ...slot('09:00', '10:00') },
          { id: later.id, status: 'PENDING', user: null, note: null, ...slot('11:00', '12:00') },
        ],
      },
    ]);
  });

  test('tells at most twenty conflicts', async () => {
    const { id: resourceId } = await world.resource({ kind: 'VEHICLE' });
    const [start] = [Date.parse('2030-06-04T10:00:00Z')];
    const times = Array.from({ length: 24 }, (_, i) => start + i * 1_800_000);
    const userId = (await world.user()).id;
    for (const time of times) {
      const half = { startsAt: new Date(time).toISOString(), endsAt: new Date(time + 1_800_000).toISOString() };
      await world.reservation({ resourceId, userId, ...half });
    }
    const { client } = await world.user();
    const input = { resourceId, startsAt: '2030-06-04T10:00:00Z', endsAt: '2030-06-04T22:00:00Z' };
    const { reservationCreate } = await client.ask(ReservationBook, { input });
    const [conflict] = reservationCreate.errors;
    expect(conflict).toMatchObject({ code: 'BOOKING_CONFLICT', conflicts: expect.any(Array) });
    expect(conflict && 'conflicts' in conflict && conflict.conflicts?.length).toBe(20);
  });
});

describe('the database itself', () => {
  type Status = 'PENDING' | 'CONFIRMED' | 'CANCELLED' | 'COMPLETED' | 'NO_SHOW';

  function insert(resourceId: string, userId: string, { startsAt, endsAt }: Slot, status: Status = 'PENDING') {
    const now = new Date();
    return runByHand(
      app,
      sql`insert into reservations (id, created_at, updated_at, resource_id, user_id, creator_id, starts_at, ends_at, status, participants)
        values (${randomUUID()}, ${now}, ${now}, ${resourceId}, ${userId}, ${userId}, ${new Date(startsAt)}, ${new Date(endsAt)}, ${status}, 1)`,
    );
  }

  test.each(overlapping)('refuses a row that is inserted by hand over a taken time: %s', async (_, asked) => {
    const { person, resourceId } = await takenRoom('CONFIRMED');
    await expect(insert(resourceId, person.id, asked)).rejects.toThrow('reservations_no_overlap');
    await expect(insert(resourceId, person.id, asked, 'CONFIRMED')).rejects.toThrow('reservations_no_overlap');
  });

  test('takes a row that touches, is of another resource, or takes nothing', async () => {
    const { person, resourceId } = await takenRoom();
    const other = await world.resource();
    await insert(resourceId, person.id, slot('12:00', '13:00'));
    await insert(other.id, person.id, taken);
    for (const status of ['CANCELLED', 'COMPLETED', 'NO_SHOW'] as const) await insert(resourceId, person.id, taken, status);
    expect(refusals(await book(person.client, { resourceId, ...slot('12:30', '13:30') }))).toEqual(CONFLICT);
  });

  test('refuses to move a row by hand onto a taken time', async () => {
    const { reservation, resourceId } = await takenRoom();
    const moving = await world.reservation({ resourceId, ...slot('14:00', '15:00') });
    const to = (column: 'starts_at' | 'ends_at', time: string) =>
      column === 'starts_at'
        ? sql`update reservations set starts_at = ${new Date(time)} where id = ${moving.id}`
        : sql`update reservations set ends_at = ${new Date(time)} where id = ${reservation.id}`;
    await expect(runByHand(app, to('starts_at', slot('11:45', '15:00').startsAt))).rejects.toThrow('reservations_no_overlap');
    await expect(runByHand(app, to('ends_at', slot('10:00', '14:30').endsAt))).rejects.toThrow('reservations_no_overlap');
    await runByHand(app, to('starts_at', slot('12:00', '15:00').startsAt));
  });

  test('refuses to revive a row by hand, or to give it another resource, where the time is taken', async () => {
    const { resourceId } = await takenRoom();
    const cancelled = await world.reservation({ resourceId, status: 'CANCELLED', ...taken });
    const elsewhere = await world.reservation({ resourceId: (await world.resource()).id, ...taken });
    await expect(runByHand(app, sql`update reservations set status = 'PENDING' where id = ${cancelled.id}`)).rejects.toThrow(
      'reservations_no_overlap',
    );
    await expect(runByHand(app, sql`update reservations set resource_id = ${resourceId} where id = ${elsewhere.id}`)).rejects.toThrow(
      'reservations_no_overlap',
    );
  });

  test('refuses a row that ends before it starts, has nobody, or a status that does not exist', async () => {
    const { person, resourceId, reservation } = await takenRoom();
    await expect(insert(resourceId, person.id, { startsAt: taken.endsAt, endsAt: taken.startsAt })).rejects.toThrow(
      /reservations_ends_after_start|range lower bound/,
    );
    await expect(runByHand(app, sql`update reservations set participants = 0 where id = ${reservation.id}`)).rejects.toThrow(
      'reservations_has_participants',
    );
    await expect(runByHand(app, sql`update reservations set status = 'LOST' where id = ${reservation.id}`)).rejects.toThrow(/check/i);
  });

  test('answers an overlap that reaches it as the same refusal', async () => {
    const { client, resourceId, reservation } = await takenRoom('CANCELLED');
    const revive = sql`update reservations set status = 'PENDING' where id = ${reservation.id}`;
    expect(refusals(await book(client, { resourceId, ...taken }))).toEqual([]);
    await expect(app.database.write(byHand, unit => unit.rows(revive))).rejects.toMatchObject({
      name: 'Refused',
      errors: [{ code: 'BOOKING_CONFLICT' }],
    });
    expect((await client.ask(ReservationDetail, { id: reservation.id })).reservation?.status).toBe('CANCELLED');
  });
});
