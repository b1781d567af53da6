import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestStarts, sharedTime } from '../../../src/modules/reservations/alternatives.js';
import { QUARTER_MS } from '../../../src/platform/time/interval.js';
import { ReservationCancel, type ReservationCreateInput } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { type Client, refusals } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { DAY, slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();

/** What is offered instead of a time that is taken. */
async function alternativesTo(client: Client, input: ReservationCreateInput) {
  const { errors } = await book(client, input);
  const conflict = errors.find(it => it.__typename === 'BookingConflict');
  return conflict && 'alternatives' in conflict ? conflict.alternatives : undefined;
}

describe('the nearest starts', () => {
  const quarters = fc.integer({ min: -40, max: 200 });
  const free = fc.uniqueArray(fc.integer({ min: 0, max: 3_000 }), { maxLength: 10 }).map(minutes => {
    const ends = minutes.sort((a, b) => a - b).map(it => it * 60_000);
    return ends.flatMap((start, i) => (i % 2 === 0 && ends[i + 1] !== undefined ? [{ start, end: ends[i + 1] as number }] : []));
  });

  test('are those that trying every quarter of an hour finds', () => {
    fc.assert(
      fc.property(free, fc.integer({ min: 2, max: 32 }), quarters, fc.integer({ min: 1, max: 5 }), (intervals, length, wanted, most) => {
        const [at, long] = [wanted * QUARTER_MS, length * QUARTER_MS];
        const fitting = Array.from({ length: 210 }, (_, i) => i * QUARTER_MS).filter(start =>
          intervals.some(it => it.start <= start && start + long <= it.end),
        );
        const expected = fitting.sort((a, b) => Math.abs(a - at) - Math.abs(b - at) || a - b).slice(0, most);
        expect(nearestStarts(intervals, long, at, most)).toEqual(expected);
      }),
    );
  });
});

describe('the time that several things share', () => {
  const minutes = fc.integer({ min: 0, max: 100 });
  const times = fc.array(
    fc.tuple(minutes, minutes).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) })),
    { maxLength: 5 },
  );

  test('is each moment in which all of them are free and nobody is busy, and no other', () => {
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), times, (free, busy) => {
        const shared = sharedTime(free, busy);
        const isIn = (intervals: readonly { start: number; end: number }[], at: number) =>
          intervals.some(it => it.start <= at && at < it.end);
        for (let at = -1; at <= 101; at++) {
          expect({ at, shared: isIn(shared, at) }).toEqual({ at, shared: free.every(it => isIn(it, at)) && !isIn(busy, at) });
        }
      }),
    );
  });

  test('is none where there is nothing', () => {
    expect(sharedTime([], [])).toEqual([]);
  });
});

describe('the alternatives of a refusal', () => {
  test('are rooms of the site at the same time, the smallest that is large enough first, then the nearest times of the same one', async () => {
    const site = await world.site();
    const of = (name: string, capacity: number, more: object = {}) => world.resource({ siteId: site.id, name, capacity, ...more });
    const wanted = await of('Wanted', 10);
    const [small, large] = [await of('Small', 8), await of('Large', 40)];
    await of('Tiny', 4);
    await of('Equipment', 20, { kind: 'EQUIPMENT' });
    await of('Broken', 9, { state: 'OUT_OF_SERVICE' });
    await world.resource({ name: 'Elsewhere', capacity: 8 });
    const busy = await of('Busy', 9);
    await world.reservation({ resourceId: busy.id, ...slot('10:30', '11:30') });
    const blocked = await of('Blocked', 9);
    await world.window(blocked, { kind: 'SPECIAL_EVENT', ...slot('10:30', '11:30') });
    await world.reservation({ resourceId: wanted.id, ...slot('10:00', '12:00') });
    const { client } = await world.user();
    const asked = slot('10:30', '11:30');
    expect(await alternativesTo(client, { resourceId: wanted.id, participants: 8, ...asked })).toEqual([
      { resource: { id: small.id, name: 'Small' }, ...asked },
      { resource: { id: large.id, name: 'Large' }, ...asked },
      { resource: { id: wanted.id, name: 'Wanted' }, ...slot('09:00', '10:00') },
      { resource: { id: wanted.id, name: 'Wanted' }, ...slot('12:00', '13:00') },
      { resource: { id: wanted.id, name: 'Wanted' }, ...slot('08:45', '09:45') },
    ]);
  });

  test('are none in the past, when it is closed, or of a resource that is too small', async () => {
    const site = await world.site({ opensAt: '09:00', closesAt: '11:00' });
    const room = await world.resource({ siteId: site.id, capacity: 4 });
    await world.reservation({ resourceId: room.id, ...slot('09:00', '11:00', { day: '2030-06-03' }) });
    const { client } = await world.user();
    const day = { day: '2030-06-03' };
    const offered = await alternativesTo(client, { resourceId: room.id, ...slot('09:00', '10:30', day) });
    expect(offered?.map(it => it.startsAt)).toEqual(
      ['09:00', '09:15', '09:30'].map(time => slot(time, '11:00', { day: '2030-06-04' }).startsAt),
    );
    expect(await alternativesTo(client, { resourceId: room.id, participants: 5, ...slot('09:00', '10:30', day) })).toEqual([]);
  });

  test('can be booked also when what was asked for could not have been', async () => {
    const room = await world.resource();
    await world.resource({ siteId: room.siteId });
    await world.reservation({ resourceId: room.id, ...slot('10:00', '12:00') });
    const { client } = await world.user();
    for (const asked of [
      slot('10:05', '11:10'),
      slot('10:00', '10:15'),
      slot('09:00', '19:00'),
      { ...slot('10:00', '11:00'), participants: 0 },
    ]) {
      const offered = (await alternativesTo(client, { resourceId: room.id, ...asked })) ?? [];
      for (const { resource, startsAt, endsAt } of offered) {
        const { reservation, errors } = await book(client, { resourceId: resource.id, startsAt, endsAt });
        expect(refusals({ errors })).toEqual([]);
        await client.ask(ReservationCancel, { id: reservation?.id ?? '' });
      }
    }
  });

  test('can be booked as they stand, whatever the calendars are', async () => {
    const [owner, { client }, manager] = await Promise.all([world.user(), world.user(), world.user({ role: 'MANAGER' })]);
    const hour = fc.integer({ min: 0, max: 23 });
    const quarter = fc.integer({ min: 0, max: 95 });
    const piece = fc.record({ day: fc.integer({ min: 0, max: 3 }), from: quarter, quarters: fc.integer({ min: 2, max: 24 }) });
    const window = fc.record({
      kind: fc.constantFrom('NORMAL', 'MAINTENANCE', 'SPECIAL_EVENT'),
      recurrence: fc.constantFrom('ONCE', 'DAILY', 'WEEKLY'),
      at: piece,
    });
    const room = fc.record({
      kind: fc.constantFrom('ROOM', 'VEHICLE'),
      capacity: fc.integer({ min: 1, max: 4 }),
      windows: fc.array(window, { maxLength: 2 }),
      taken: fc.array(piece, { maxLength: 8 }),
    });
    const timeOf = ({ day, from, quarters }: { day: number; from: number; quarters: number }) => {
      const start = Date.parse(`${DAY}T00:00:00Z`) + (day * 96 + from) * QUARTER_MS;
      return { startsAt: new Date(start).toISOString(), endsAt: new Date(start + quarters * QUARTER_MS).toISOString() };
    };
    const scene = fc.record({
      rooms: fc.array(room, { minLength: 1, maxLength: 3 }),
      opens: hour,
      asked: piece,
      participants: fc.integer({ min: 1, max: 4 }),
    });
    let tried = 0;
    await fc.assert(
      fc.asyncProperty(scene, async ({ rooms, opens, asked, participants }) => {
        const site = await world.site({ opensAt: `${String(opens).padStart(2, '0')}:00`, closesAt: '00:00' });
        const resources = [];
        for (const { kind, capacity, windows, taken } of rooms) {
          const resource = await world.resource({ siteId: site.id, kind, capacity });
          resources.push(resource);
          for (const { at, ...it } of windows) await world.window(resource, { ...it, ...timeOf(at) });
          for (const time of taken) {
            // Those that fall onto each other are refused by the database.
            await world.reservation({ resourceId: resource.id, userId: owner.id, ...timeOf(time) }).catch(() => undefined);
          }
        }
        const resourceId = resources[0]?.id ?? '';
        await world.reservation({ resourceId, userId: owner.id, ...timeOf(asked) }).catch(() => undefined);
        const offered = (await alternativesTo(client, { resourceId, participants, ...timeOf(asked) })) ?? [];
        for (const { resource, startsAt, endsAt } of offered) {
          const { reservation, errors } = await book(client, { resourceId: resource.id, participants, startsAt, endsAt });
          expect(errors).toEqual([]);
          await manager.client.ask(ReservationCancel, { id: reservation?.id ?? '' });
          tried++;
        }
      }),
      { numRuns: 25 },
    );
    expect(tried).toBeGreaterThan(0);
  });
});
