import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { OpenDriver } from '../../../src/platform/database/driver.js';
import { ResourceFigures } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { NOW, stopClockAt } from '../../support/clock.js';
import { fillCalendar } from '../../support/full-calendar.js';
import { slot } from '../../support/slots.js';
import { HOUR_MS, MINUTE_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt(NOW);
const { client, id: userId } = await world.user();

const NOW_MS = Date.parse(NOW);
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = 15 * MINUTE_MS;
const STATUSES = ['PENDING', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW'] as const;

async function figures(id: string) {
  const { resource } = await client.ask(ResourceFigures, { id });
  if (!resource) throw new Error('there is no such resource');
  return resource;
}

describe('the statistics of a resource', () => {
  test('are nothing where nothing was reserved', async () => {
    const { statistics, upcomingReservations } = await figures((await world.resource()).id);
    expect(statistics).toEqual({
      totalReservations: 0,
      activeReservations: 0,
      upcomingReservations: 0,
      occupancyNext7Days: 0,
      hoursReservedLast30Days: 0,
      meanDurationMinutes: null,
    });
    expect(upcomingReservations).toEqual([]);
  });

  test('of very many are counted aside, to the same', async () => {
    const { id: resourceId } = await world.resource();
    const one = await world.reservation({ resourceId, userId, status: 'COMPLETED', ...slot('10:00', '11:00', { day: '2030-05-01' }) });
    await fillCalendar(app, one, 19_999);
    const few = (await figures(resourceId)).statistics;
    await world.reservation({ resourceId, userId, status: 'COMPLETED', ...slot('09:00', '10:00', { day: '2030-05-20' }) });
    const { driver } = app.database as unknown as { driver: OpenDriver };
    const aside = driver.readAside && vi.spyOn(driver, 'readAside');
    const many = (await figures(resourceId)).statistics;
    if (aside) expect(aside).toHaveBeenCalledOnce();
    expect(few.totalReservations).toBe(20_000);
    expect(many).toEqual({ ...few, totalReservations: 20_001, hoursReservedLast30Days: few.hoursReservedLast30Days + 1 });
  });

  test('are what one counts by hand', async () => {
    const { id: resourceId } = await world.resource();
    const of = (status: (typeof STATUSES)[number], day: string, from: string, to: string) =>
      world.reservation({ resourceId, userId, status, ...slot(from, to, { day }) });
    // It is Monday, June 3, eight o'clock: the room has just opened.
    await of('CONFIRMED', '2030-06-03', '07:30', '08:30');
    await of('PENDING', '2030-06-04', '10:00', '13:00');
    await of('CONFIRMED', '2030-06-05', '10:00', '12:00');
    await of('CANCELLED', '2030-06-05', '10:00', '12:00');
    await of('COMPLETED', '2030-05-20', '10:00', '14:00');
    await of('NO_SHOW', '2030-05-21', '10:00', '12:00');
    await of('COMPLETED', '2030-05-01', '10:00', '12:00');
    const { statistics } = await figures(resourceId);
    expect(statistics).toEqual({
      totalReservations: 7,
      activeReservations: 1,
      upcomingReservations: 2,
      // Of 7 times 12 hours: half an hour of today's, three, and two.
      occupancyNext7Days: 6.55,
      // Half an hour of today's, and four.
      hoursReservedLast30Days: 4.5,
      // 1 + 3 + 2 + 2 + 4 + 2 + 2 hours by 7.
      meanDurationMinutes: 137.14,
    });
  });

  test('list the next five that are pending or confirmed, the first to begin first', async () => {
    const { id: resourceId } = await world.resource();
    const hours = ['15:00', '09:00', '12:00', '18:00', '10:00', '17:00'];
    const made = new Map<string, string>();
    for (const from of hours) {
      const time = {
        startsAt: slot(from, '20:00').startsAt,
        endsAt: new Date(Date.parse(slot(from, '20:00').startsAt) + HOUR_MS).toISOString(),
      };
      made.set(from, (await world.reservation({ resourceId, userId, ...time })).id);
    }
    await world.reservation({ resourceId, userId, status: 'CANCELLED', ...slot('08:00', '09:00') });
    await world.reservation({ resourceId, userId, status: 'CONFIRMED', ...slot('07:30', '08:30', { day: '2030-06-03' }) });
    const { upcomingReservations } = await figures(resourceId);
    expect(upcomingReservations.map(it => it.id)).toEqual(['09:00', '10:00', '12:00', '15:00', '17:00'].map(from => made.get(from)));
  });

  test('are those of a naive count, whatever was reserved', async () => {
    const piece = fc.record({
      // From 35 days ago to 10 days from now.
      from: fc.integer({ min: -35 * 96, max: 10 * 96 }),
      quarters: fc.integer({ min: 2, max: 32 }),
      status: fc.constantFrom(...STATUSES),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async pieces => {
        const resource = await world.resource({ kind: 'VEHICLE' });
        const blocked = { start: NOW_MS + 2 * DAY_MS, end: NOW_MS + 2 * DAY_MS + 6 * HOUR_MS };
        const window = { startsAt: new Date(blocked.start).toISOString(), endsAt: new Date(blocked.end).toISOString() };
        await world.window(resource, { kind: 'MAINTENANCE', ...window });
        const rows: { start: number; end: number; status: string }[] = [];
        for (const { from, quarters, status } of pieces) {
          const start = NOW_MS + from * QUARTER_MS;
          const end = start + quarters * QUARTER_MS;
          const time = { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
          const made = await world.reservation({ resourceId: resource.id, userId, status, ...time }).catch(() => undefined);
          if (made) rows.push({ start, end, status });
        }
        const taking = rows.filter(it => ['PENDING', 'CONFIRMED'].includes(it.status));
        let [open, occupied, used] = [0, 0, 0];
        for (let at = NOW_MS; at < NOW_MS + 7 * DAY_MS; at += QUARTER_MS) {
          if (blocked.start <= at && at < blocked.end) continue;
          open++;
          if (taking.some(it => it.start <= at && at < it.end)) occupied++;
        }
        for (let at = NOW_MS - 30 * DAY_MS; at < NOW_MS; at += QUARTER_MS) {
          used += rows.filter(it => ['CONFIRMED', 'COMPLETED'].includes(it.status) && it.start <= at && at < it.end).length;
        }
        const round = (value: number) => Math.round(value * 100) / 100;
        const minutes = rows.map(it => (it.end - it.start) / MINUTE_MS);
        const { statistics, upcomingReservations } = await figures(resource.id);
        const coming = taking.filter(it => it.start > NOW_MS);
        expect(statistics).toEqual({
          totalReservations: rows.length,
          activeReservations: rows.filter(it => it.status === 'CONFIRMED' && it.start <= NOW_MS && NOW_MS < it.end).length,
          upcomingReservations: coming.length,
          occupancyNext7Days: round((100 * occupied) / open),
          hoursReservedLast30Days: round(used / 4),
          meanDurationMinutes: minutes.length === 0 ? null : round(minutes.reduce((sum, it) => sum + it, 0) / minutes.length),
        });
        const first = coming
          .map(it => it.start)
          .sort((a, b) => a - b)
          .slice(0, 5);
        expect(upcomingReservations.map(it => Date.parse(it.startsAt))).toEqual(first);
      }),
      { numRuns: 20 },
    );
  });
});
