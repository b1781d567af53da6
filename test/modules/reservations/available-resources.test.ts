import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AvailableNames, type ResourceFilter, ResourceFreeSlots } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { codes } from '../../support/client.js';
import { stopClockAt } from '../../support/clock.js';
import { DAY, slot } from '../../support/slots.js';
import { MINUTE_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt();
const { client, id: userId } = await world.user();

const time = slot('10:00', '11:00');

interface Asked {
  readonly startsAt?: string;
  readonly endsAt?: string;
  readonly first?: number;
  readonly after?: string | null;
  readonly filter?: ResourceFilter;
}

async function available(siteId: string, more: Asked = {}) {
  const { availableResources } = await client.ask(AvailableNames, { ...time, filter: { siteId }, ...more });
  return availableResources;
}

describe('the available resources', () => {
  test('are those that can be reserved for all of the time, by name', async () => {
    const { id: siteId } = await world.site();
    const of = (name: string, given: Parameters<BookingWorld['resource']>[0] = {}) => world.resource({ siteId, name, ...given });
    await of('Free');
    await of('Also free', { kind: 'EQUIPMENT' });
    await of('Broken', { state: 'OUT_OF_SERVICE' });
    await of('Closed', { opensAt: '10:30', closesAt: '20:00' });
    const [booked, cancelled, touched] = [await of('Booked'), await of('Cancelled'), await of('Touched')];
    await world.reservation({ resourceId: booked.id, userId, ...slot('10:45', '12:00') });
    await world.reservation({ resourceId: cancelled.id, userId, status: 'CANCELLED', ...time });
    await world.reservation({ resourceId: touched.id, userId, ...slot('09:00', '10:00') });
    await world.reservation({ resourceId: touched.id, userId, ...slot('11:00', '12:00') });
    await world.window(await of('Maintained'), {
      kind: 'MAINTENANCE',
      recurrence: 'WEEKLY',
      ...slot('10:30', '10:45', { day: '2030-05-28' }),
    });
    await world.window(await of('Eventful'), { kind: 'SPECIAL_EVENT', ...slot('09:00', '10:15') });
    await world.window(await of('Offered'), { kind: 'NORMAL', recurrence: 'DAILY', ...slot('09:00', '12:00', { day: '2030-06-01' }) });
    await world.window(await of('Not offered'), { kind: 'NORMAL', ...slot('09:00', '12:00', { day: '2030-06-05' }) });
    const found = await available(siteId);
    expect(found.nodes.map(it => it.name)).toEqual(['Also free', 'Cancelled', 'Free', 'Offered', 'Touched']);
    expect(found.totalCount).toBe(5);
  });

  test('are filtered, and paged without a gap or a double', async () => {
    const { id: siteId } = await world.site();
    for (let i = 0; i < 7; i++) await world.resource({ siteId, name: `Room ${i}`, capacity: 1 + (i % 3) });
    expect((await available(siteId, { filter: { siteId, minCapacity: 3 } })).nodes.map(it => it.name)).toEqual(['Room 2', 'Room 5']);
    const names: string[] = [];
    let after: string | null = null;
    for (const length of [3, 3, 1]) {
      const page: Awaited<ReturnType<typeof available>> = await available(siteId, { first: 3, after });
      expect(page).toMatchObject({ totalCount: 7, pageInfo: { hasNextPage: length === 3, hasPreviousPage: after !== null } });
      expect(page.nodes).toHaveLength(length);
      names.push(...page.nodes.map(it => it.name));
      after = page.pageInfo.endCursor;
    }
    expect(names).toEqual(Array.from({ length: 7 }, (_, i) => `Room ${i}`));
  });

  test('are none for longer than the kind can be reserved', async () => {
    const site = await world.site({ opensAt: '00:00', closesAt: '00:00' });
    await world.resource({ siteId: site.id, name: 'Room' });
    await world.resource({ siteId: site.id, name: 'Van', kind: 'VEHICLE' });
    const names = async (from: string, to: string) => (await available(site.id, slot(from, to))).nodes.map(it => it.name);
    expect(await names('00:00', '08:00')).toEqual(['Room', 'Van']);
    expect(await names('00:00', '08:15')).toEqual(['Van']);
    expect(await names('00:00', '2030-06-05T00:00')).toEqual(['Van']);
    expect(await names('00:00', '2030-06-05T00:15')).toEqual([]);
    expect((await available(site.id, { endsAt: '9999-01-01T00:00:00Z' })).nodes).toEqual([]);
  });

  test('are asked for with an end after the start, and a page and a cursor that are possible', async () => {
    const ask = (more: object) => client.run(AvailableNames, { ...time, ...more });
    for (const more of [{ endsAt: time.startsAt }, { startsAt: time.endsAt }, { first: 0 }, { first: 201 }, { after: 'nothing' }]) {
      expect(codes(await ask(more))).toEqual(['BAD_USER_INPUT']);
    }
    expect((await ask({ first: 200 })).errors).toBeUndefined();
  });

  test('are those that say so when each is asked by itself, whatever the calendars are', async () => {
    const piece = fc.record({ from: fc.integer({ min: -48, max: 140 }), quarters: fc.integer({ min: 2, max: 60 }) });
    const resource = fc.record({
      kind: fc.constantFrom('ROOM', 'EQUIPMENT', 'VEHICLE'),
      state: fc.constantFrom('ACTIVE', 'ACTIVE', 'ACTIVE', 'MAINTENANCE'),
      windows: fc.array(
        fc.record({
          kind: fc.constantFrom('NORMAL', 'MAINTENANCE', 'SPECIAL_EVENT'),
          recurrence: fc.constantFrom('ONCE', 'DAILY', 'WEEKLY'),
          at: piece,
        }),
        { maxLength: 2 },
      ),
      taken: fc.array(piece, { maxLength: 3 }),
    });
    const asked = fc.array(fc.record({ from: fc.integer({ min: 0, max: 95 }), quarters: fc.integer({ min: 2, max: 96 }) }), {
      minLength: 6,
      maxLength: 6,
    });
    const midnight = Date.parse(slot('00:00', '01:00', { day: DAY }).startsAt);
    const timeOf = ({ from, quarters }: { from: number; quarters: number }) => {
      const start = midnight + from * 15 * MINUTE_MS;
      return { startsAt: new Date(start).toISOString(), endsAt: new Date(start + quarters * 15 * MINUTE_MS).toISOString() };
    };
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { minLength: 1, maxLength: 5 }), asked, async (resources, times) => {
        const site = await world.site({ opensAt: '06:00', closesAt: '00:00' });
        const ids = [];
        for (const { kind, state, windows, taken } of resources) {
          const made = await world.resource({ siteId: site.id, kind, state });
          ids.push(made.id);
          for (const { at, ...it } of windows) await world.window(made, { ...it, ...timeOf(at) });
          for (const it of taken) await world.reservation({ resourceId: made.id, userId, ...timeOf(it) }).catch(() => undefined);
        }
        for (const it of times) {
          const { startsAt, endsAt } = timeOf(it);
          const found = await available(site.id, { startsAt, endsAt });
          const free = [];
          for (const id of ids) {
            const answer = await client.ask(ResourceFreeSlots, { id, from: startsAt, to: endsAt, minutes: it.quarters * 15 });
            if (answer.resource?.freeSlots.length === 1) free.push(id);
          }
          expect(found.nodes.map(node => node.id).sort()).toEqual(free.sort());
          expect(found.totalCount).toBe(free.length);
        }
      }),
      { numRuns: 15 },
    );
  });
});
