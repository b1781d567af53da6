import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ReservationFilter, type ReservationOrder, ReservationTimes } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { codes } from '../../support/client.js';
import { NOW, setClock, stopClockAt } from '../../support/clock.js';
import { slot } from '../../support/slots.js';
import { MINUTE_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt(NOW);

const STATUSES = ['PENDING', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW'] as const;
const QUARTER_MS = 15 * MINUTE_MS;
const NOW_MS = Date.parse(NOW);

const person = await world.user();
const manager = await world.user({ role: 'MANAGER' });

async function find(filter: ReservationFilter, orderBy?: ReservationOrder) {
  const { reservations } = await manager.client.ask(ReservationTimes, { filter, orderBy, first: 100 });
  expect(reservations.totalCount).toBe(reservations.nodes.length);
  return reservations.nodes.map(it => it.id);
}

/** Two rooms at a site, one elsewhere, and twenty reservations of them around now. */
async function scene() {
  const one = await world.resource({ kind: 'VEHICLE' });
  const two = await world.resource({ kind: 'VEHICLE', siteId: one.siteId });
  const elsewhere = await world.resource({ kind: 'VEHICLE' });
  const resources = [one, two, elsewhere];
  const userId = (await world.user()).id;
  const rows = [];
  for (let i = 0; i < 20; i++) {
    const resource = resources[i % 3] ?? one;
    const start = NOW_MS + (i - 10) * 4 * QUARTER_MS;
    // Created in another order than they begin.
    setClock(NOW_MS - ((i * 7) % 20) * MINUTE_MS);
    const status = STATUSES[(i * 3) % 5] ?? 'PENDING';
    const times = { startsAt: new Date(start).toISOString(), endsAt: new Date(start + 4 * QUARTER_MS).toISOString() };
    rows.push({
      ...(await world.reservation({ resourceId: resource.id, userId: i % 2 ? userId : person.id, status, ...times })),
      siteId: resource.siteId,
    });
  }
  setClock(NOW);
  return { one, elsewhere, rows, userId };
}

describe('reservations are found', () => {
  test('by every condition alone and together, as trying each reservation finds', async () => {
    const { one, elsewhere, rows, userId } = await scene();
    const known = new Set(rows.map(it => it.id));
    const moment = fc.integer({ min: -12 * 4, max: 12 * 4 }).map(it => NOW_MS + it * QUARTER_MS);
    const filter = fc.record(
      {
        resourceId: fc.constantFrom(one.id, elsewhere.id),
        siteId: fc.constantFrom(one.siteId, elsewhere.siteId),
        userId: fc.constantFrom(person.id, userId),
        statuses: fc.subarray([...STATUSES]),
        from: moment,
        to: moment,
        upcoming: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filter, async ({ from, to, ...it }) => {
        const expected = rows.filter(
          row =>
            (it.resourceId === undefined || row.resourceId === it.resourceId) &&
            (it.siteId === undefined || row.siteId === it.siteId) &&
            (it.userId === undefined || row.userId === it.userId) &&
            (it.statuses === undefined || it.statuses.some(status => status === row.status)) &&
            (from === undefined || row.endsAt > from) &&
            (to === undefined || row.startsAt < to) &&
            (it.upcoming === undefined || (['PENDING', 'CONFIRMED'].includes(row.status) && row.startsAt > NOW_MS) === it.upcoming),
        );
        const text = (instant: number | undefined) => instant && new Date(instant).toISOString();
        const found = (await find({ ...it, from: text(from) || undefined, to: text(to) || undefined })).filter(id => known.has(id));
        expect(found).toEqual(expected.map(row => row.id));
      }),
      { numRuns: 80 },
    );
  });

  test('by no status at all: none', async () => {
    const { one } = await scene();
    expect(await find({ resourceId: one.id, statuses: [] })).toEqual([]);
    expect(await find({ resourceId: 'nothing' })).toEqual([]);
  });

  test('that touch the times asked for only when they are between them', async () => {
    const { id: resourceId } = await world.resource();
    const { id } = await world.reservation({ resourceId, userId: person.id, ...slot('10:00', '11:00') });
    const { startsAt, endsAt } = slot('10:00', '11:00');
    expect(await find({ resourceId, from: endsAt })).toEqual([]);
    expect(await find({ resourceId, to: startsAt })).toEqual([]);
    expect(await find({ resourceId, from: startsAt, to: endsAt })).toEqual([id]);
    expect(await find({ resourceId, from: slot('10:30', '11:00').startsAt, to: slot('10:45', '11:00').startsAt })).toEqual([id]);
  });
});

describe('a list of reservations', () => {
  const orders = (['STARTS_AT', 'CREATED_AT'] as const).flatMap(field =>
    (['ASC', 'DESC'] as const).map(direction => ({ field, direction })),
  );

  test.each(orders)('by $field $direction goes through all pages of any length without a gap or a double', async orderBy => {
    const { rows, one } = await scene();
    const mine = rows.filter(it => it.siteId === one.siteId);
    const key = (row: (typeof rows)[number]) => (orderBy.field === 'STARTS_AT' ? row.startsAt : row.createdAt);
    const sign = orderBy.direction === 'ASC' ? 1 : -1;
    const expected = [...mine].sort((a, b) => sign * (key(a) - key(b) || (a.id < b.id ? -1 : 1))).map(it => it.id);
    for (const first of [1, 3, 13, 14, 100]) {
      const read = async (after: string | null) =>
        (await manager.client.ask(ReservationTimes, { filter: { siteId: one.siteId }, orderBy, first, after })).reservations;
      const found: string[] = [];
      let page = await read(null);
      for (;;) {
        expect(page.totalCount).toBe(mine.length);
        expect(page.pageInfo.hasPreviousPage).toBe(found.length > 0);
        found.push(...page.nodes.map(it => it.id));
        if (!page.pageInfo.hasNextPage) break;
        page = await read(page.pageInfo.endCursor);
      }
      expect(found).toEqual(expected);
    }
  });

  test('keeps those that begin at the same moment in an order of their own over the pages', async () => {
    const { id: siteId } = await world.site();
    for (let i = 0; i < 6; i++) {
      await world.reservation({ resourceId: (await world.resource({ siteId })).id, userId: person.id, ...slot('10:00', '11:00') });
    }
    const whole = await find({ siteId });
    expect(whole).toHaveLength(6);
    expect(await find({ siteId }, { field: 'STARTS_AT', direction: 'DESC' })).toEqual(whole.toReversed());
    const found: string[] = [];
    let after: string | null = null;
    for (let i = 0; i < 3; i++) {
      const read = (cursor: string | null) => manager.client.ask(ReservationTimes, { filter: { siteId }, first: 2, after: cursor });
      const answer: Awaited<ReturnType<typeof read>> = await read(after);
      found.push(...answer.reservations.nodes.map(it => it.id));
      after = answer.reservations.pageInfo.endCursor;
    }
    expect(found).toEqual(whole);
  });

  test('has pages of one to a hundred', async () => {
    for (const first of [0, -1, 101]) expect(codes(await manager.client.run(ReservationTimes, { first }))).toEqual(['BAD_USER_INPUT']);
    expect((await manager.client.run(ReservationTimes, { first: 100 })).errors).toBeUndefined();
  });

  test.each(['what', Buffer.from('[9e15,"01890000-0000-7000-8000-000000000000"]').toString('base64url')])(
    'refuses what is no cursor of it: %s',
    async after => {
      expect(codes(await manager.client.run(ReservationTimes, { after }))).toEqual(['BAD_USER_INPUT']);
    },
  );

  test('is for those who are logged in', async () => {
    expect(codes(await app.visitor.run(ReservationTimes))).toEqual(['UNAUTHENTICATED']);
  });

  test.each(['0001-01-02T00:00:00Z', '9999-12-31T23:59:59Z'])('can be asked for from and to %s', async moment => {
    const { errors } = await manager.client.run(ReservationTimes, { filter: { from: moment, to: moment } });
    expect(errors).toBeUndefined();
  });
});
