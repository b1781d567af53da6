import { describe, expect, test } from 'vitest';
import { ResourceAvailability, ResourceFreeSlots, ResourceOpen } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { codes, refusals } from '../../support/client.js';
import { setClock, stopClockAt } from '../../support/clock.js';
import { slot, wallClock } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

const TODAY = '2030-06-03';
const today = { day: TODAY };

async function availability(id: string, days?: number) {
  const { client } = await world.user();
  return (await client.ask(ResourceAvailability, { id, days })).resource?.availability ?? [];
}

async function freeSlots(id: string, from: string, to: string, minutes?: number) {
  const { client } = await world.user();
  return (await client.ask(ResourceFreeSlots, { id, from, to, minutes })).resource?.freeSlots;
}

describe('a resource is open', () => {
  test('at the moments of its opening hours, from the first on and without the last', async () => {
    const { client } = await world.user();
    const { id } = await world.resource();
    const isOpen = async (at?: string) => (await client.ask(ResourceOpen, { id, at })).resource?.isOpen;
    expect(await isOpen(wallClock(`${TODAY}T07:59`))).toBe(false);
    expect(await isOpen(wallClock(`${TODAY}T08:00`))).toBe(true);
    expect(await isOpen(wallClock(`${TODAY}T19:59`))).toBe(true);
    expect(await isOpen(wallClock(`${TODAY}T20:00`))).toBe(false);
    expect(await isOpen()).toBe(true);
    setClock(wallClock(`${TODAY}T07:00`));
    expect(await isOpen()).toBe(false);
  });

  test('always when it is no room, and usable only when it is active', async () => {
    const { client } = await world.user();
    const van = await world.resource({ kind: 'VEHICLE' });
    const broken = await world.resource({ state: 'OUT_OF_SERVICE' });
    const at = wallClock(`${TODAY}T03:00`);
    expect((await client.ask(ResourceOpen, { id: van.id, at })).resource).toEqual({ isOpen: true, isUsable: true });
    expect((await client.ask(ResourceOpen, { id: broken.id })).resource).toEqual({ isOpen: true, isUsable: false });
  });
});

describe('the availability of a resource, day by day,', () => {
  test('counts the free hours of seven days from today on unless said otherwise', async () => {
    const { id: resourceId } = await world.resource();
    await world.reservation({ resourceId, ...slot('10:00', '12:30', today) });
    await world.reservation({ resourceId, status: 'CANCELLED', ...slot('08:00', '16:00') });
    const days = await availability(resourceId);
    expect(days.map(it => it.date)).toEqual(['03', '04', '05', '06', '07', '08', '09'].map(day => `2030-06-${day}`));
    expect(days[0]).toEqual({ date: TODAY, available: true, reason: null, freeSlots: 9 });
    expect(days[1]).toEqual({ date: '2030-06-04', available: true, reason: null, freeSlots: 12 });
    expect(await availability(resourceId, 31)).toHaveLength(31);
  });

  test('is of the days of its site, and of what is left of today', async () => {
    const site = await world.site({ timeZone: 'Asia/Kathmandu' });
    const { id } = await world.resource({ siteId: site.id });
    setClock(wallClock(`${TODAY}T17:05`, 'Asia/Kathmandu'));
    expect((await availability(id, 1))[0]).toEqual({ date: TODAY, available: true, reason: null, freeSlots: 2 });
    setClock(wallClock('2030-06-04T00:00', 'Asia/Kathmandu'));
    expect((await availability(id, 1))[0]).toMatchObject({ date: '2030-06-04', freeSlots: 12 });
  });

  test.each([
    ['2030-03-31', 23],
    ['2030-10-27', 25],
  ])('has the hours of %s, when the clocks change: %i', async (date, hours) => {
    setClock(wallClock(`${date}T00:00`));
    const site = await world.site({ opensAt: '00:00', closesAt: '00:00' });
    const { id } = await world.resource({ siteId: site.id });
    expect((await availability(id, 1))[0]).toMatchObject({ date, freeSlots: hours });
  });

  async function reasonToday(id: string) {
    const [day] = await availability(id, 1);
    return day?.available ? 'available' : day?.reason;
  }

  test('tells when the resource is not active', async () => {
    expect(await reasonToday((await world.resource({ state: 'MAINTENANCE' })).id)).toBe('NOT_ACTIVE');
    expect(await reasonToday((await world.resource({ state: 'OUT_OF_SERVICE' })).id)).toBe('NOT_ACTIVE');
  });

  test('tells when it is closed for the rest of the day', async () => {
    const { id } = await world.resource();
    setClock(wallClock(`${TODAY}T19:30`));
    expect(await reasonToday(id)).toBe('available');
    setClock(wallClock(`${TODAY}T20:00`));
    expect(await reasonToday(id)).toBe('CLOSED');
  });

  test('tells closed, not booked out, when less than half an hour is left', async () => {
    const { id } = await world.resource();
    setClock(wallClock(`${TODAY}T19:45`));
    expect(await reasonToday(id)).toBe('CLOSED');
  });

  test('tells when the day is outside its windows', async () => {
    const resource = await world.resource();
    await world.window(resource, { kind: 'NORMAL', ...slot('10:00', '12:00') });
    expect((await availability(resource.id, 2)).map(it => it.reason)).toEqual(['NOT_OFFERED', null]);
  });

  test('tells that it is not offered, not of an event, when its windows lie where it is closed', async () => {
    const resource = await world.resource();
    await world.window(resource, { kind: 'NORMAL', ...slot('21:00', '23:00', today) });
    expect(await reasonToday(resource.id)).toBe('NOT_OFFERED');
  });

  test('tells of a maintenance, of a special event, and of the maintenance where both are', async () => {
    const [one, two, both] = [await world.resource(), await world.resource(), await world.resource()];
    await world.window(one, { kind: 'MAINTENANCE', recurrence: 'DAILY', ...slot('07:00', '21:00', { day: '2030-05-01' }) });
    await world.window(two, { kind: 'SPECIAL_EVENT', ...slot('07:00', '21:00', today) });
    await world.window(both, { kind: 'SPECIAL_EVENT', ...slot('07:00', '15:00', today) });
    await world.window(both, { kind: 'MAINTENANCE', ...slot('15:00', '21:00', today) });
    expect(await reasonToday(one.id)).toBe('MAINTENANCE');
    expect(await reasonToday(two.id)).toBe('SPECIAL_EVENT');
    expect(await reasonToday(both.id)).toBe('MAINTENANCE');
  });

  test('tells when all that could be booked is taken, also beside a maintenance', async () => {
    const resource = await world.resource();
    await world.window(resource, { kind: 'MAINTENANCE', ...slot('08:00', '14:00', today) });
    await world.reservation({ resourceId: resource.id, ...slot('14:15', '20:00', today) });
    expect(await reasonToday(resource.id)).toBe('FULLY_BOOKED');
  });

  test('is not available where half an hour is free but not between quarters of an hour', async () => {
    const resource = await world.resource();
    await world.window(resource, { kind: 'NORMAL', ...slot('10:05', '10:40', today) });
    expect(await reasonToday(resource.id)).not.toBe('available');
    const other = await world.resource();
    await world.window(other, { kind: 'NORMAL', ...slot('10:05', '10:45', today) });
    expect(await reasonToday(other.id)).toBe('available');
  });

  test('is of 1 to 31 days', async () => {
    const [{ client }, { id }] = await Promise.all([world.user(), world.resource()]);
    for (const days of [0, -1, 32]) expect(codes(await client.run(ResourceAvailability, { id, days }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('free slots', () => {
  test('follow one another in the free time, an hour each unless said otherwise', async () => {
    const { id: resourceId } = await world.resource({ opensAt: '09:00', closesAt: '13:00' });
    await world.reservation({ resourceId, ...slot('10:15', '10:45') });
    const { startsAt: from, endsAt: to } = slot('00:00', '2030-06-05T00:00');
    expect(await freeSlots(resourceId, from, to)).toEqual([slot('09:00', '10:00'), slot('10:45', '11:45'), slot('11:45', '12:45')]);
    expect(await freeSlots(resourceId, from, to, 90)).toEqual([slot('10:45', '12:15')]);
    expect(await freeSlots(resourceId, from, to, 300)).toEqual([]);
  });

  test('are none in the past, and none of what is not active', async () => {
    const { id } = await world.resource();
    const broken = await world.resource({ state: 'MAINTENANCE' });
    setClock(wallClock(`${TODAY}T18:10`));
    const { startsAt: from, endsAt: to } = slot('00:00', '2030-06-04T00:00', today);
    expect(await freeSlots(id, from, to)).toEqual([slot('18:15', '19:15', today)]);
    expect(await freeSlots(broken.id, from, to)).toEqual([]);
  });

  test.each(['ROOM', 'EQUIPMENT', 'VEHICLE'] as const)(
    'of a %s can be reserved as they stand, however long they are asked for',
    async kind => {
      const site = await world.site({ opensAt: '00:00', closesAt: '00:00' });
      const { client } = await world.user();
      for (const minutes of [30, 480, 495, 1440]) {
        const { id: resourceId } = await world.resource({ siteId: site.id, kind });
        const slots = await freeSlots(
          resourceId,
          slot('00:00', '01:00').startsAt,
          slot('2030-06-07T00:00', '2030-06-07T01:00').startsAt,
          minutes,
        );
        for (const it of slots?.slice(0, 3) ?? []) expect(refusals(await book(client, { resourceId, ...it }))).toEqual([]);
        if (minutes <= 480 || kind === 'VEHICLE') expect(slots).not.toEqual([]);
      }
    },
  );

  test.each([
    [0, '2030-06-05T00:00:00Z'],
    [15, '2030-06-05T00:00:00Z'],
    [50, '2030-06-05T00:00:00Z'],
    [1455, '2030-06-05T00:00:00Z'],
    [60, '2030-06-04T00:00:00Z'],
    [60, '2030-06-03T00:00:00Z'],
    [60, '2030-07-06T00:00:00Z'],
  ])('are not looked for with %i minutes until %s', async (minutes, to) => {
    const [{ client }, { id }] = await Promise.all([world.user(), world.resource()]);
    const answer = await client.run(ResourceFreeSlots, { id, from: '2030-06-04T00:00:00Z', to, minutes });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  });
});
