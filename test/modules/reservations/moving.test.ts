import { describe, expect, test } from 'vitest';
import { ReservationDetail, ReservationMove, type ReservationUpdateInput } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { type Client, codes, refusals } from '../../support/client.js';
import { setClock, stopClockAt } from '../../support/clock.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

const times = slot('10:00', '12:00');

async function update(client: Client, id: string, input: ReservationUpdateInput) {
  return (await client.ask(ReservationMove, { id, input })).reservationUpdate;
}

async function detail(client: Client, id: string) {
  return (await client.ask(ReservationDetail, { id })).reservation;
}

/** Someone's reservation of a room for ten at a site that is open from eight to eight. */
async function scene() {
  const [person, room] = await Promise.all([world.user(), world.resource()]);
  const { id } = await world.reservation({ resourceId: room.id, userId: person.id, note: 'Cake', participants: 3, ...times });
  return { person, client: person.client, room, id };
}

describe('moving a reservation', () => {
  test('to another time keeps all the rest and counts the change', async () => {
    const { client, id } = await scene();
    const { reservation, errors } = await update(client, id, slot('14:00', '15:30'));
    expect(errors).toEqual([]);
    expect(reservation).toMatchObject({ id, ...slot('14:00', '15:30'), note: 'Cake', participants: 3, status: 'PENDING', version: 2 });
    expect(await detail(client, id)).toEqual(reservation);
  });

  test('over its own time is no conflict with itself', async () => {
    const { client, id } = await scene();
    expect(refusals(await update(client, id, slot('10:30', '12:30')))).toEqual([]);
    expect(refusals(await update(client, id, slot('10:30', '12:30')))).toEqual([]);
    expect(refusals(await update(client, id, { endsAt: slot('10:30', '11:00').endsAt }))).toEqual([]);
  });

  test('gives the time back that it leaves', async () => {
    const { client, room, id } = await scene();
    await update(client, id, slot('12:00', '13:00'));
    expect(refusals(await book(client, { resourceId: room.id, ...times }))).toEqual([]);
  });

  test('onto a taken time is refused with what is taken, and changes nothing', async () => {
    const { client, room, id } = await scene();
    const other = await world.reservation({ resourceId: room.id, ...slot('14:00', '15:00') });
    const before = await detail(client, id);
    const { reservation, errors } = await update(client, id, { ...slot('13:00', '14:15'), note: 'None' });
    expect(reservation).toBeNull();
    expect(refusals({ errors })).toEqual(['BOOKING_CONFLICT input.startsAt']);
    expect(errors[0]).toMatchObject({ conflicts: [{ id: other.id }] });
    expect(await detail(client, id)).toEqual(before);
  });

  test('to another resource takes that one and gives the first back', async () => {
    const { client, room, id } = await scene();
    const other = await world.resource({ siteId: room.siteId });
    const { reservation } = await update(client, id, { resourceId: other.id });
    expect(reservation).toMatchObject({ resource: { id: other.id, name: other.name }, ...times });
    expect(refusals(await book(client, { resourceId: other.id, ...times }))).toEqual(['BOOKING_CONFLICT input.startsAt']);
    expect(refusals(await book(client, { resourceId: room.id, ...times }))).toEqual([]);
  });

  test('to another resource is under that one’s rules, all of them told at once', async () => {
    const { client, id } = await scene();
    const other = await world.resource({ capacity: 2, state: 'MAINTENANCE', opensAt: '14:00', closesAt: '18:00' });
    await world.reservation({ resourceId: other.id, ...slot('11:00', '13:00') });
    expect(refusals(await update(client, id, { resourceId: other.id })).sort()).toEqual([
      'BOOKING_CONFLICT input.startsAt',
      'OUTSIDE_OPENING_HOURS input.startsAt',
      'OVER_CAPACITY input.participants',
      'RESOURCE_NOT_USABLE input.resourceId',
    ]);
    const nowhere = '01890000-0000-7000-8000-000000000000';
    expect(refusals(await update(client, id, { resourceId: nowhere }))).toEqual(['NOT_FOUND input.resourceId']);
  });

  test('is under the rules of every reservation', async () => {
    const { client, id } = await scene();
    expect(refusals(await update(client, id, { startsAt: '2030-06-04T08:05:00Z' }))).toEqual(['NOT_ON_QUARTER_HOUR input.startsAt']);
    expect(refusals(await update(client, id, { endsAt: times.startsAt }))).toEqual(['ENDS_BEFORE_START input.endsAt']);
    expect(refusals(await update(client, id, slot('10:00', '20:15')))).toEqual([
      'TOO_LONG input.endsAt',
      'OUTSIDE_OPENING_HOURS input.startsAt',
    ]);
    expect(refusals(await update(client, id, slot('10:00', '11:00', { day: '2030-06-02' })))).toEqual(['IN_THE_PAST input.startsAt']);
    expect(refusals(await update(client, id, { participants: 11 }))).toEqual(['OVER_CAPACITY input.participants']);
    expect(refusals(await update(client, id, { participants: 0 }))).toEqual(['TOO_SMALL input.participants']);
  });
});

describe('changing the details of a reservation', () => {
  test('is possible without its time, and null takes them away', async () => {
    const { client, id } = await scene();
    expect((await update(client, id, { description: ' Party ' })).reservation).toMatchObject({ description: 'Party', note: 'Cake' });
    expect((await update(client, id, { note: null })).reservation).toMatchObject({ description: 'Party', note: null });
    expect(refusals(await update(client, id, { note: 'x'.repeat(2_001) }))).toEqual(['TOO_LONG input.note']);
  });

  test('is possible also where it could not be made any more', async () => {
    const { client, room, id } = await scene();
    await world.window(room, { kind: 'MAINTENANCE', ...slot('09:00', '13:00') });
    expect(refusals(await update(client, id, { note: 'We know' }))).toEqual([]);
    expect(refusals(await update(client, id, slot('10:15', '12:00')))).toEqual(['UNAVAILABLE input.startsAt']);
  });

  test('cannot give it to another user or another status', async () => {
    const { client, id } = await scene();
    for (const input of [{ userId: id }, { creatorId: id }, { status: 'CONFIRMED' }, { id }]) {
      const answer = await client.query(ReservationMove.toString(), { id, input });
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
    }
  });

  test.each(['startsAt', 'endsAt', 'participants', 'resourceId'] as const)('cannot take its %s away', async field => {
    const { client, id } = await scene();
    const before = await detail(client, id);
    expect(refusals(await update(client, id, { [field]: null }))).toEqual([`REQUIRED input.${field}`]);
    expect(await detail(client, id)).toEqual(before);
  });
});

describe('a change that names the version it was made from', () => {
  test('is done when that is the latest one', async () => {
    const { client, id } = await scene();
    expect((await update(client, id, { version: 1, note: 'first' })).reservation?.version).toBe(2);
    expect((await update(client, id, { version: 2, note: 'second' })).reservation?.version).toBe(3);
  });

  test('is refused as stale when it is not', async () => {
    const { client, id } = await scene();
    await update(client, id, { note: 'first' });
    const { reservation, errors } = await update(client, id, { version: 1, ...slot('14:00', '15:00') });
    expect(reservation).toBeNull();
    expect(refusals({ errors })).toEqual(['STALE input.version']);
    expect(await detail(client, id)).toMatchObject({ ...times, note: 'first', version: 2 });
  });
});

test('a manager can make a reservation that is running longer or shorter, but not let it begin in the past', async () => {
  const [manager, { id: resourceId }, day] = [await world.user({ role: 'MANAGER' }), await world.resource(), '2030-06-03'];
  const { id } = await world.reservation({ resourceId, status: 'CONFIRMED', ...slot('09:00', '10:00', { day }) });
  setClock(slot('09:30', '10:00', { day }).startsAt);
  const { client } = await world.logIn(manager);
  expect(refusals(await update(client, id, { endsAt: slot('09:00', '11:00', { day }).endsAt }))).toEqual([]);
  expect(refusals(await update(client, id, { participants: 4 }))).toEqual([]);
  expect(refusals(await update(client, id, { startsAt: slot('08:45', '10:00', { day }).startsAt }))).toEqual([
    'IN_THE_PAST input.startsAt',
  ]);
});

test('moving what is not there is refused', async () => {
  const { client } = await world.user({ role: 'MANAGER' });
  expect(refusals(await update(client, '01890000-0000-7000-8000-000000000000', {}))).toEqual(['NOT_FOUND id']);
});
