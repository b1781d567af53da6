import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { sql } from '../../src/platform/database/sql.js';
import { ReservationCreate } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { BookingWorld } from '../support/booking.js';
import { Client } from '../support/client.js';
import { ServerProcess } from '../support/server-process.js';
import { HOUR_MS } from '../support/time.js';

const SOCKETS = 1_000;
const CLIENTS = 32;
const AT_A_TIME = 50;

const app = await startApp();
const world = new BookingWorld(app);

test(`told to end under load with ${SOCKETS} sockets, it answers all that it does, closes every socket with 1001, and ends`, async () => {
  const server = new ServerProcess({ DATABASE_URL: app.databaseUrl });
  const url = await server.address();
  const people = await Promise.all(Array.from({ length: 20 }, () => world.user()));
  const clientOf = (i: number) => new Client(url, people[i % people.length]?.client.token);
  const resources = await Promise.all(Array.from({ length: CLIENTS }, () => world.resource({ kind: 'VEHICLE' })));
  const sockets: BareSocket[] = [];
  for (let i = 0; i < SOCKETS; i += AT_A_TIME) {
    sockets.push(...(await Promise.all(Array.from({ length: AT_A_TIME }, (_, n) => BareSocket.open(clientOf(i + n))))));
  }
  for (const socket of sockets) {
    socket.send({ id: 'changes', type: 'subscribe', payload: { query: 'subscription { reservationChanged { change } }' } });
  }

  const acknowledged: string[] = [];
  const booking = resources.map(async ({ id: resourceId }, i) => {
    for (let n = 0; ; n++) {
      const startsAt = Date.parse('2031-01-01T00:00:00Z') + n * HOUR_MS;
      const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + HOUR_MS).toISOString() };
      const { reservationCreate } = await clientOf(i).ask(ReservationCreate, { input: { resourceId, ...times } });
      acknowledged.push(reservationCreate.reservation?.id ?? '');
    }
  });
  const over = Promise.allSettled(booking);
  // Under way with each, and past the first of each.
  while (acknowledged.length <= 2 * CLIENTS) await sleep(20);
  const toldAt = Date.now();
  const [code] = await server.stop();
  expect(Date.now() - toldAt).toBeLessThan(10_000);
  // None was refused: each ended with a line that was closed before it, or before its next request.
  for (const it of await over) expect(it.status === 'rejected' && String(it.reason)).not.toContain('answered');

  expect(code).toBe(0);
  const codes = await Promise.all(sockets.map(async it => (await it.closed).code));
  expect(new Set(codes)).toEqual(new Set([1001]));
  // Whatever it did, it said so.
  const stored = await app.database.rows<{ id: string }>(sql`select id from reservations`);
  expect(acknowledged.length).toBeGreaterThan(CLIENTS);
  expect(stored.map(it => it.id).sort()).toEqual(acknowledged.sort());
}, 120_000);
