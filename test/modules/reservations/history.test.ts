import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { ReservationCancel, ReservationConfirm, ReservationMove } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { type Client, refusals } from '../../support/client.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);

const FIRST = Date.parse(slot('08:00', '09:00').startsAt);
const HALF_HOUR = 1_800_000;

/** Half hours after the opening. */
interface Time {
  readonly room: number;
  readonly from: number;
  readonly length: number;
}

type Step =
  | { readonly deed: 'create'; readonly client: number; readonly time: Time }
  | { readonly deed: 'move'; readonly which: number; readonly time: Time }
  | { readonly deed: 'confirm' | 'cancel'; readonly which: number };

const time: fc.Arbitrary<Time> = fc.record({
  room: fc.integer({ min: 0, max: 1 }),
  from: fc.integer({ min: 0, max: 10 }),
  length: fc.integer({ min: 1, max: 4 }),
});
const which = fc.nat({ max: 11 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ deed: fc.constant('create' as const), client: fc.nat({ max: 2 }), time }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('move' as const), which, time }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constantFrom('confirm' as const, 'cancel' as const), which }) },
);

/** A calendar as one would keep it on paper. */
class Paper {
  readonly entries: { id: string; client: number; time: Time; status: 'PENDING' | 'CONFIRMED' | 'CANCELLED' }[] = [];

  isFree({ room, from, length }: Time, except?: string): boolean {
    return !this.entries.some(
      it =>
        it.id !== except &&
        it.status !== 'CANCELLED' &&
        it.time.room === room &&
        it.time.from < from + length &&
        from < it.time.from + it.time.length,
    );
  }
}

function inputOf(rooms: readonly string[], { room, from, length }: Time) {
  const start = FIRST + from * HALF_HOUR;
  const [startsAt, endsAt] = [new Date(start).toISOString(), new Date(start + length * HALF_HOUR).toISOString()];
  return { resourceId: rooms[room] ?? '', startsAt, endsAt };
}

async function scene() {
  const people = await Promise.all([world.user(), world.user(), world.user()]);
  const manager = (await world.user({ role: 'MANAGER' })).client;
  const rooms = [(await world.resource()).id, (await world.resource()).id];
  return { clients: people.map(it => it.client), manager, rooms };
}

async function move(client: Client, id: string, input: object) {
  return refusals((await client.ask(ReservationMove, { id, input })).reservationUpdate);
}

async function become(deed: 'confirm' | 'cancel', manager: Client, id: string) {
  return deed === 'confirm'
    ? refusals((await manager.ask(ReservationConfirm, { id })).reservationConfirm)
    : refusals((await manager.ask(ReservationCancel, { id })).reservationCancel);
}

interface TakingRow {
  readonly id: string;
  readonly room: string;
  readonly start: number;
  readonly end: number;
}

async function takingRows(rooms: readonly string[]): Promise<TakingRow[]> {
  const rows = await app.database.rows<TakingRow>(
    sql`select id, resource_id as room, starts_at as start, ends_at as "end" from reservations
      where status in ('PENDING', 'CONFIRMED') order by resource_id, starts_at`,
  );
  return rows.filter(it => rooms.includes(it.room));
}

function expectNoOverlap(rows: readonly TakingRow[]): void {
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (before?.room === row.room) expect(row.start).toBeGreaterThanOrEqual(before.end);
  }
}

test('one deed after the other, whoever does it, answers as a calendar on paper does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async steps => {
      const { clients, manager, rooms } = await scene();
      const paper = new Paper();
      for (const it of steps) {
        if (it.deed === 'create') {
          const free = paper.isFree(it.time);
          const answer = await book(clients[it.client] as Client, inputOf(rooms, it.time));
          expect(refusals(answer)).toEqual(free ? [] : ['BOOKING_CONFLICT input.startsAt']);
          if (answer.reservation) paper.entries.push({ id: answer.reservation.id, client: it.client, time: it.time, status: 'PENDING' });
          continue;
        }
        const entry = paper.entries[it.which];
        if (!entry) continue;
        if (it.deed === 'move') {
          const free = paper.isFree(it.time, entry.id);
          const expected = entry.status === 'CANCELLED' ? ['INVALID_STATUS id'] : free ? [] : ['BOOKING_CONFLICT input.startsAt'];
          expect(await move(clients[entry.client] as Client, entry.id, inputOf(rooms, it.time))).toEqual(expected);
          if (expected.length === 0) entry.time = it.time;
        } else {
          const possible = entry.status === 'PENDING' || (entry.status === 'CONFIRMED' && it.deed === 'cancel');
          expect(await become(it.deed, manager, entry.id)).toEqual(possible ? [] : ['INVALID_STATUS id']);
          if (possible) entry.status = it.deed === 'confirm' ? 'CONFIRMED' : 'CANCELLED';
        }
      }
      const rows = await takingRows(rooms);
      expectNoOverlap(rows);
      const onPaper = paper.entries.filter(it => it.status !== 'CANCELLED').map(it => it.id);
      expect(rows.map(it => it.id).sort()).toEqual(onPaper.sort());
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

test('many deeds at the same moment leave nothing overlapping, and every answer is either done or a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async steps => {
      const { clients, manager, rooms } = await scene();
      const made: { id: string; client: number }[] = [];
      const half = steps.length / 2;
      const run = async (it: Step): Promise<string[]> => {
        if (it.deed === 'create') {
          const answer = await book(clients[it.client] as Client, inputOf(rooms, it.time));
          if (answer.reservation) made.push({ id: answer.reservation.id, client: it.client });
          return refusals(answer);
        }
        const entry = made[it.which % Math.max(1, made.length)];
        if (!entry) return [];
        if (it.deed === 'move') return move(clients[entry.client] as Client, entry.id, inputOf(rooms, it.time));
        return become(it.deed, manager, entry.id);
      };
      const answers = [...(await Promise.all(steps.slice(0, half).map(run))), ...(await Promise.all(steps.slice(half).map(run)))];
      for (const answer of answers) {
        expect([[], ['BOOKING_CONFLICT input.startsAt'], ['INVALID_STATUS id']]).toContainEqual(answer);
      }
      expectNoOverlap(await takingRows(rooms));
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
