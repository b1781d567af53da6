import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { sql } from '../../src/platform/database/sql.js';
import { ReservationCreate } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { BookingWorld } from '../support/booking.js';
import { Client } from '../support/client.js';
import { databaseKind } from '../support/database.js';
import { buildServer, ServerProcess } from '../support/server-process.js';
import { HOUR_MS } from '../support/time.js';

const KILLS = 20;
const CLIENTS = 16;
/** How long the server may work before it is killed. */
const LIVES_MS = 400;

/** Looks at the database and makes what is booked; the server that is killed is another one. */
const app = await startApp();
const world = new BookingWorld(app);

beforeAll(buildServer, 120_000);

test(`killed ${KILLS} times while ${CLIENTS} clients book, it has lost nothing that it acknowledged and booked nothing twice`, async () => {
  const people = await Promise.all(Array.from({ length: CLIENTS }, () => world.user()));
  const resources = await Promise.all(Array.from({ length: 4 }, () => world.resource({ kind: 'VEHICLE' })));
  const acknowledged: string[] = [];
  let asked = 0;
  /** Four ask for each slot; one may have it. */
  const book = async (client: Client): Promise<never> => {
    for (;;) {
      const n = Math.floor(asked++ / 4);
      const startsAt = Date.parse('2031-01-01T00:00:00Z') + Math.floor(n / resources.length) * HOUR_MS;
      const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + HOUR_MS).toISOString() };
      const input = { resourceId: resources[n % resources.length]?.id ?? '', ...times };
      const { reservationCreate } = await client.ask(ReservationCreate, { input });
      if (reservationCreate.reservation) acknowledged.push(reservationCreate.reservation.id);
    }
  };
  for (let kill = 0; kill < KILLS; kill++) {
    const server = new ServerProcess({ DATABASE_URL: app.databaseUrl });
    const url = await server.address();
    const booking = people.map(({ client }) => book(new Client(url, client.token)));
    setTimeout(() => void server.kill(), LIVES_MS * Math.random());
    await Promise.allSettled(booking);
    await server.exited;
  }

  expect(acknowledged.length).toBeGreaterThan(KILLS);
  const stored = await app.database.rows<{ id: string }>(sql`select id from reservations`);
  const ids = new Set(stored.map(it => it.id));
  expect(acknowledged.filter(id => !ids.has(id))).toEqual([]);
  expect(
    await app.database.rows(sql`select a.id from reservations a join reservations b on a.resource_id = b.resource_id and a.id < b.id
      and a.starts_at < b.ends_at and b.starts_at < a.ends_at`),
  ).toEqual([]);
  // What was made by hand above was not told.
  const told = await app.database.rows<{ payload: unknown }>(sql`select payload from event_log where topic = 'reservationChanged'`);
  expect(told).toHaveLength(stored.length);
  if (databaseKind === 'sqlite') expect(integrityOf(app.databaseUrl)).toBe('ok');
}, 300_000);

function integrityOf(databaseUrl: string): unknown {
  const connection = new Database(databaseUrl.slice('sqlite:'.length), { readonly: true });
  const answer = connection.pragma('integrity_check', { simple: true });
  connection.close();
  return answer;
}
