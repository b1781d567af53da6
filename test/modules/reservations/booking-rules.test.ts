import { describe, expect, test } from 'vitest';
import type { ReservationCreateInput } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { refusals } from '../../support/client.js';
import { NOW, stopClockAt } from '../../support/clock.js';
import { shifted, slot } from '../../support/slots.js';
import { MINUTE_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt(NOW);

type Changes = Partial<ReservationCreateInput>;

/** A booking of a room for ten, free and open from eight to eight, with these changes: why it is refused. */
async function refusedFor(changes: Changes, resource: Parameters<BookingWorld['resource']>[0] = {}): Promise<string[]> {
  const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource(resource)]);
  return refusals(await book(client, { resourceId, ...slot('10:00', '11:00'), ...changes }));
}

describe('a reservation', () => {
  test('that obeys every rule is made as it was asked for', async () => {
    const [person, { id: resourceId, name }] = await Promise.all([world.user(), world.resource()]);
    const asked = { ...slot('10:00', '11:30'), participants: 10, description: ' Weekly meeting ', note: 'Bring cake' };
    const { reservation, errors } = await book(person.client, { resourceId, ...asked });
    expect(errors).toEqual([]);
    expect(reservation).toMatchObject({
      ...asked,
      description: 'Weekly meeting',
      status: 'PENDING',
      durationMinutes: 90,
      isActive: false,
      isUpcoming: true,
      viewerCanCancel: true,
      version: 1,
      createdAt: NOW,
      resource: { id: resourceId, name },
      user: { id: person.id, fullName: 'Ann Doe' },
      creator: { id: person.id },
    });
  });

  test('is for one participant unless said otherwise', async () => {
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource()]);
    const { reservation } = await book(client, { resourceId, ...slot('10:00', '11:00') });
    expect(reservation).toMatchObject({ participants: 1, description: null, note: null });
  });

  test.each(['10:15', '10:30', '10:45'])('can begin and end at %s', async time => {
    expect(await refusedFor(slot(time, '12:00'))).toEqual([]);
    expect(await refusedFor(slot('09:00', time))).toEqual([]);
  });

  test.each(['10:01', '10:05', '10:14', '10:20', '10:59'])('cannot begin or end at %s', async time => {
    expect(await refusedFor(slot(time, '12:00'))).toEqual(['NOT_ON_QUARTER_HOUR input.startsAt']);
    expect(await refusedFor(slot('09:00', time))).toEqual(['NOT_ON_QUARTER_HOUR input.endsAt']);
  });

  test('cannot begin a second or a millisecond beside a quarter of an hour', async () => {
    expect(await refusedFor({ startsAt: '2030-06-04T08:00:01Z' })).toContain('NOT_ON_QUARTER_HOUR input.startsAt');
    expect(await refusedFor({ startsAt: '2030-06-04T07:59:59.999Z' })).toEqual(['NOT_ON_QUARTER_HOUR input.startsAt']);
  });

  test('ends after it starts', async () => {
    expect(await refusedFor(slot('11:00', '10:00'))).toEqual(['ENDS_BEFORE_START input.endsAt']);
    expect(await refusedFor(slot('11:00', '11:00'))).toEqual(['ENDS_BEFORE_START input.endsAt']);
  });

  test('takes at least half an hour', async () => {
    expect(await refusedFor(slot('10:00', '10:15'))).toEqual(['TOO_SHORT input.endsAt']);
    expect(await refusedFor(slot('10:00', '10:30'))).toEqual([]);
  });

  test.each([
    ['ROOM', slot('09:00', '17:00'), slot('09:00', '17:15')],
    ['EQUIPMENT', slot('20:00', '2030-06-05T04:00'), slot('20:00', '2030-06-05T04:15')],
    ['VEHICLE', slot('12:00', '2030-06-05T12:00'), slot('12:00', '2030-06-05T12:15')],
  ] as const)('of a %s has its longest time', async (kind, longest, tooLong) => {
    expect(await refusedFor(longest, { kind })).toEqual([]);
    expect(await refusedFor(tooLong, { kind })).toEqual(['TOO_LONG input.endsAt']);
  });

  test('of many years is refused for its length, quickly', async () => {
    expect(await refusedFor({ endsAt: '9999-01-01T00:00:00Z' })).toEqual(['TOO_LONG input.endsAt']);
  });

  test('has from one participant to as many as the resource holds', async () => {
    expect(await refusedFor({ participants: 0 })).toEqual(['TOO_SMALL input.participants']);
    expect(await refusedFor({ participants: -1 })).toEqual(['TOO_SMALL input.participants']);
    expect(await refusedFor({ participants: 10 })).toEqual([]);
    expect(await refusedFor({ participants: 11 })).toEqual(['OVER_CAPACITY input.participants']);
  });

  test('begins now or later', async () => {
    const now = slot('08:00', '09:00', { day: '2030-06-03' });
    const kind = 'VEHICLE';
    expect(await refusedFor(now, { kind })).toEqual([]);
    expect(await refusedFor(shifted(now, -15 * MINUTE_MS), { kind })).toEqual(['IN_THE_PAST input.startsAt']);
    expect(await refusedFor(slot('10:00', '11:00', { day: '2030-06-02' }))).toEqual(['IN_THE_PAST input.startsAt']);
  });

  test.each(['MANAGER', 'STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)(
    'in the past cannot be made by a %s',
    async role => {
      const [{ client }, { id: resourceId }] = await Promise.all([world.user({ role }), world.resource()]);
      const answer = await book(client, { resourceId, ...slot('10:00', '11:00', { day: '2030-06-02' }) });
      expect(refusals(answer)).toEqual(['IN_THE_PAST input.startsAt']);
    },
  );

  test('in the past can be made by an administrator, under all other rules', async () => {
    const [{ client }, { id: resourceId }] = await Promise.all([world.user({ role: 'ADMIN' }), world.resource()]);
    expect(refusals(await book(client, { resourceId, ...slot('10:00', '11:00', { day: '2030-06-02' }) }))).toEqual([]);
    const closed = await book(client, { resourceId, ...slot('07:00', '08:00', { day: '2030-06-02' }) });
    expect(refusals(closed)).toEqual(['OUTSIDE_OPENING_HOURS input.startsAt']);
  });

  test.each(['MAINTENANCE', 'OUT_OF_SERVICE'] as const)('of a resource in state %s is refused', async state => {
    expect(await refusedFor({}, { state })).toEqual(['RESOURCE_NOT_USABLE input.resourceId']);
  });

  test('of a resource that is not there is refused, whatever the id looks like', async () => {
    expect(await refusedFor({ resourceId: '01890000-0000-7000-8000-000000000000' })).toEqual(['NOT_FOUND input.resourceId']);
    expect(await refusedFor({ resourceId: 'no id at all' })).toEqual(['NOT_FOUND input.resourceId']);
  });

  test('with too long a text is refused', async () => {
    expect(await refusedFor({ description: 'x'.repeat(2_001), note: 'x'.repeat(2_001) })).toEqual([
      'TOO_LONG input.description',
      'TOO_LONG input.note',
    ]);
    expect(await refusedFor({ description: 'x'.repeat(2_000), note: 'x'.repeat(2_000) })).toEqual([]);
  });
});

describe('every broken rule is told at once', () => {
  test('of the reservation, its resource, its calendar and what is taken', async () => {
    const room = await world.resource({ state: 'OUT_OF_SERVICE', capacity: 2 });
    const day = '2030-06-02';
    const taken = await world.reservation({ resourceId: room.id, ...slot('08:00', '12:00', { day }) });
    await world.window(room, { kind: 'MAINTENANCE', ...slot('09:00', '10:00', { day }) });
    await world.window(room, { kind: 'NORMAL', ...slot('09:00', '17:00', { day }) });
    const { client } = await world.user();
    const { reservation, errors } = await book(client, {
      resourceId: room.id,
      ...slot('07:10', '17:20', { day }),
      participants: 3,
      note: 'x'.repeat(2_001),
    });
    expect(reservation).toBeNull();
    expect(refusals({ errors }).sort()).toEqual([
      'BOOKING_CONFLICT input.startsAt',
      'IN_THE_PAST input.startsAt',
      'NOT_ON_QUARTER_HOUR input.endsAt',
      'NOT_ON_QUARTER_HOUR input.startsAt',
      'OUTSIDE_OPENING_HOURS input.startsAt',
      'OVER_CAPACITY input.participants',
      'RESOURCE_NOT_USABLE input.resourceId',
      'TOO_LONG input.endsAt',
      'TOO_LONG input.note',
      'UNAVAILABLE input.startsAt',
      'UNAVAILABLE input.startsAt',
    ]);
    const conflict = errors.find(it => it.__typename === 'BookingConflict');
    expect(conflict).toMatchObject({ conflicts: [{ startsAt: new Date(taken.startsAt).toISOString() }] });
  });

  test('also when the user, the end and the number of participants are wrong', async () => {
    const [{ client }, { id: resourceId }] = await Promise.all([world.user({ role: 'MANAGER' }), world.resource()]);
    const userId = '01890000-0000-7000-8000-000000000000';
    const answer = await book(client, { resourceId, userId, ...slot('10:00', '09:00'), participants: 0 });
    expect(refusals(answer).sort()).toEqual(['ENDS_BEFORE_START input.endsAt', 'NOT_FOUND input.userId', 'TOO_SMALL input.participants']);
  });
});
