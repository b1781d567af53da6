import { describe, expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt('2030-01-07T09:00:00Z');

const CLOSED = ['OUTSIDE_OPENING_HOURS input.startsAt'];

/** Days on which the clocks are changed, the days around them, and ordinary ones. */
const zones = {
  'Europe/Paris': ['2030-03-30', '2030-03-31', '2030-04-01', '2030-10-26', '2030-10-27', '2030-10-28', '2030-12-24'],
  'America/New_York': ['2030-03-09', '2030-03-10', '2030-03-11', '2030-11-02', '2030-11-03', '2030-11-04', '2030-07-04'],
  'Asia/Kathmandu': ['2030-03-10', '2030-03-31', '2030-10-27', '2030-11-03'],
};
const daysOfZones = Object.entries(zones).flatMap(([timeZone, days]) => days.map(day => ({ timeZone, day })));

describe('the opening hours of a room', () => {
  test.each(daysOfZones)('are those of the wall clock in $timeZone on $day', async ({ timeZone, day }) => {
    const site = await world.site({ timeZone, opensAt: '09:00', closesAt: '18:30' });
    const [{ client }, room] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
    const at = async (from: string, to: string) =>
      refusals(await book(client, { resourceId: room.id, ...slot(from, to, { day, timeZone }) }));
    expect(await at('08:45', '09:30')).toEqual(CLOSED);
    expect(await at('18:00', '18:45')).toEqual(CLOSED);
    expect(await at('09:00', '10:00')).toEqual([]);
    expect(await at('17:30', '18:30')).toEqual([]);
  });

  test('are its own where it has any, else those of its site', async () => {
    const site = await world.site({ opensAt: '08:00', closesAt: '20:00' });
    const late = await world.resource({ siteId: site.id, opensAt: '12:00', closesAt: '22:00' });
    const plain = await world.resource({ siteId: site.id });
    const { client } = await world.user();
    const at = async (resourceId: string, from: string, to: string) => refusals(await book(client, { resourceId, ...slot(from, to) }));
    expect(await at(late.id, '10:00', '11:00')).toEqual(CLOSED);
    expect(await at(late.id, '21:00', '22:00')).toEqual([]);
    expect(await at(plain.id, '10:00', '11:00')).toEqual([]);
    expect(await at(plain.id, '21:00', '22:00')).toEqual(CLOSED);
  });

  test('that end at midnight let it be taken until midnight and no longer', async () => {
    const site = await world.site({ opensAt: '18:00', closesAt: '00:00' });
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
    expect(refusals(await book(client, { resourceId, ...slot('23:00', '2030-06-05T00:30') }))).toEqual(CLOSED);
    expect(refusals(await book(client, { resourceId, ...slot('23:00', '2030-06-05T00:00') }))).toEqual([]);
  });

  test('around the clock let it be taken over midnight, also where a day has 23 or 25 hours', async () => {
    const site = await world.site({ opensAt: '00:00', closesAt: '00:00' });
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
    for (const [from, to] of [
      ['2030-03-30T22:00', '2030-03-31T06:00'],
      ['2030-10-26T23:00', '2030-10-27T05:00'],
      ['2030-06-04T20:00', '2030-06-05T04:00'],
    ] as const) {
      expect(refusals(await book(client, { resourceId, ...slot(from, to) }))).toEqual([]);
    }
  });

  test('leave no hour that the clocks jump over', async () => {
    const site = await world.site({ opensAt: '02:00', closesAt: '04:00' });
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
    // At 02:00 it is 03:00: the room is open for one hour instead of two.
    expect(refusals(await book(client, { resourceId, startsAt: '2030-03-31T00:30:00Z', endsAt: '2030-03-31T01:30:00Z' }))).toEqual(CLOSED);
    expect(refusals(await book(client, { resourceId, startsAt: '2030-03-31T01:00:00Z', endsAt: '2030-03-31T02:30:00Z' }))).toEqual(CLOSED);
    expect(refusals(await book(client, { resourceId, startsAt: '2030-03-31T01:00:00Z', endsAt: '2030-03-31T02:00:00Z' }))).toEqual([]);
  });

  test('hold an hour more where one comes twice', async () => {
    const site = await world.site({ opensAt: '02:00', closesAt: '04:00' });
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
    // From the first 02:00 to 04:00 are three hours.
    expect(refusals(await book(client, { resourceId, startsAt: '2030-10-27T00:00:00Z', endsAt: '2030-10-27T03:00:00Z' }))).toEqual([]);
    expect(refusals(await book(client, { resourceId, startsAt: '2030-10-27T02:30:00Z', endsAt: '2030-10-27T03:15:00Z' }))).toContain(
      CLOSED[0],
    );
  });

  test.each(['EQUIPMENT', 'VEHICLE'] as const)('do not bind a %s, which may be out overnight', async kind => {
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource({ kind })]);
    expect(refusals(await book(client, { resourceId, ...slot('22:00', '2030-06-05T04:00') }))).toEqual([]);
  });

  test('are asked of the day in the site’s zone, not in UTC', async () => {
    const site = await world.site({ timeZone: 'Asia/Kathmandu', opensAt: '05:00', closesAt: '07:00' });
    const [{ client }, { id: resourceId }] = await Promise.all([world.user(), world.resource({ siteId: site.id })]);
    // 05:45 the next morning in Kathmandu, at UTC+05:45.
    expect(refusals(await book(client, { resourceId, startsAt: '2030-06-04T00:00:00Z', endsAt: '2030-06-04T01:00:00Z' }))).toEqual([]);
    expect(refusals(await book(client, { resourceId, startsAt: '2030-06-03T23:00:00Z', endsAt: '2030-06-04T00:00:00Z' }))).toEqual(CLOSED);
    expect(refusals(await book(client, { resourceId, startsAt: '2030-06-03T23:15:00Z', endsAt: '2030-06-04T00:00:00Z' }))).toEqual([]);
  });
});
