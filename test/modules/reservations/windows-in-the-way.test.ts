import { describe, expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt('2030-01-07T09:00:00Z');

const UNAVAILABLE = ['UNAVAILABLE input.startsAt'];

/** A room and someone who books it: `at('10:00', '11:00', day)` says why it is refused. */
async function roomToBook(timeZone = 'Europe/Paris') {
  const site = await world.site({ timeZone });
  const [{ client }, room] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
  const at = async (from: string, to: string, day = '2030-06-04') =>
    refusals(await book(client, { resourceId: room.id, ...slot(from, to, { day, timeZone }) }));
  return { room, at };
}

describe.each(['MAINTENANCE', 'SPECIAL_EVENT'] as const)('a window of kind %s', kind => {
  test('keeps its time from being reserved, and only its time', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind, ...slot('12:00', '14:00') });
    expect(await at('13:00', '13:30')).toEqual(UNAVAILABLE);
    expect(await at('11:00', '12:15')).toEqual(UNAVAILABLE);
    expect(await at('13:45', '15:00')).toEqual(UNAVAILABLE);
    expect(await at('11:00', '15:00')).toEqual(UNAVAILABLE);
    expect(await at('11:00', '12:00')).toEqual([]);
    expect(await at('14:00', '15:00')).toEqual([]);
  });

  test('that comes once is not there on other days', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind, recurrence: 'ONCE', ...slot('12:00', '14:00') });
    expect(await at('12:00', '13:00', '2030-06-03')).toEqual([]);
    expect(await at('12:00', '13:00', '2030-06-05')).toEqual([]);
    expect(await at('12:00', '13:00', '2030-06-11')).toEqual([]);
  });

  test('that comes daily is there every day from the first on', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind, recurrence: 'DAILY', ...slot('12:00', '14:00') });
    expect(await at('12:00', '13:00', '2030-06-03')).toEqual([]);
    expect(await at('12:00', '13:00', '2030-06-05')).toEqual(UNAVAILABLE);
    expect(await at('13:00', '13:30', '2031-11-30')).toEqual(UNAVAILABLE);
    expect(await at('14:00', '15:00', '2031-11-30')).toEqual([]);
  });

  test('that comes weekly is there on its day of the week from the first on', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind, recurrence: 'WEEKLY', ...slot('12:00', '14:00') });
    expect(await at('12:00', '13:00', '2030-05-28')).toEqual([]);
    expect(await at('12:00', '13:00', '2030-06-05')).toEqual([]);
    expect(await at('12:00', '13:00', '2030-06-11')).toEqual(UNAVAILABLE);
    expect(await at('12:00', '13:00', '2031-06-10')).toEqual(UNAVAILABLE);
    expect(await at('12:00', '13:00', '2031-06-11')).toEqual([]);
  });

  test.each([
    ['Europe/Paris', '2030-03-25', ['2030-03-31', '2030-04-01']],
    ['Europe/Paris', '2030-10-21', ['2030-10-27', '2030-10-28']],
    ['America/New_York', '2030-03-04', ['2030-03-10', '2030-03-11']],
    ['America/New_York', '2030-10-28', ['2030-11-03', '2030-11-04']],
    ['Asia/Kathmandu', '2030-03-25', ['2030-03-31', '2030-10-27']],
  ] as const)(
    'that comes daily in %s from %s on keeps its time of the wall clock when the clocks change',
    async (timeZone, first, days) => {
      const { room, at } = await roomToBook(timeZone);
      await world.window(room, { kind, recurrence: 'DAILY', ...slot('12:00', '14:00', { day: first, timeZone }) });
      for (const day of days) {
        expect(await at('13:30', '14:15', day)).toEqual(UNAVAILABLE);
        expect(await at('11:45', '12:30', day)).toEqual(UNAVAILABLE);
        expect(await at('11:00', '12:00', day)).toEqual([]);
        expect(await at('14:00', '15:00', day)).toEqual([]);
      }
    },
  );

  test('over midnight takes the hours of both days', async () => {
    const vehicle = await world.resource({ kind: 'VEHICLE' });
    const { client } = await world.user();
    await world.window(vehicle, { kind, recurrence: 'DAILY', ...slot('22:00', '2030-06-05T02:00') });
    const at = async (from: string, to: string) => refusals(await book(client, { resourceId: vehicle.id, ...slot(from, to) }));
    expect(await at('2030-07-01T01:00', '2030-07-01T03:00')).toEqual(UNAVAILABLE);
    expect(await at('2030-07-01T21:00', '2030-07-01T22:30')).toEqual(UNAVAILABLE);
    expect(await at('2030-07-01T02:00', '2030-07-01T22:00')).toEqual([]);
  });
});

describe('windows of kind NORMAL', () => {
  test('are the only times in which a resource that has any can be reserved', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind: 'NORMAL', ...slot('10:00', '12:00') });
    await world.window(room, { kind: 'NORMAL', recurrence: 'WEEKLY', ...slot('15:00', '17:00') });
    expect(await at('09:30', '10:30')).toEqual(UNAVAILABLE);
    expect(await at('11:30', '12:30')).toEqual(UNAVAILABLE);
    expect(await at('10:00', '12:00', '2030-06-11')).toEqual(UNAVAILABLE);
    expect(await at('10:00', '12:00')).toEqual([]);
    expect(await at('15:00', '17:00')).toEqual([]);
    expect(await at('15:00', '17:00', '2030-06-11')).toEqual([]);
  });

  test('that touch can be reserved as one', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind: 'NORMAL', ...slot('10:00', '12:00') });
    await world.window(room, { kind: 'NORMAL', ...slot('12:00', '14:00') });
    expect(await at('11:00', '13:00')).toEqual([]);
  });

  test('open nothing while the place is closed or something else blocks it', async () => {
    const { room, at } = await roomToBook();
    await world.window(room, { kind: 'NORMAL', ...slot('06:00', '12:00') });
    await world.window(room, { kind: 'MAINTENANCE', ...slot('10:00', '11:00') });
    expect(await at('07:00', '08:00')).toEqual(['OUTSIDE_OPENING_HOURS input.startsAt']);
    expect(await at('10:30', '11:30')).toEqual(UNAVAILABLE);
    expect(await at('09:00', '10:00')).toEqual([]);
  });

  test('of another resource do not count', async () => {
    const { at } = await roomToBook();
    const { room: other } = await roomToBook();
    await world.window(other, { kind: 'NORMAL', ...slot('10:00', '12:00') });
    await world.window(other, { kind: 'MAINTENANCE', ...slot('14:00', '16:00') });
    expect(await at('14:00', '16:00')).toEqual([]);
  });
});
