import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../../src/platform/database/sql.js';
import { eventIdOf } from '../../src/platform/events/event-id.js';
import { startApp } from '../support/app.js';
import { BookingWorld, book } from '../support/booking.js';
import { Client } from '../support/client.js';
import { ServerProcess } from '../support/server-process.js';
import { HOUR_MS } from '../support/time.js';
import { until, Watcher } from '../support/watcher.js';

const SUBSCRIBERS = 1_000;
const EVENTS = 100;
const DROPS = 3_000;
const AT_A_TIME = 50;

const app = await startApp();
const world = new BookingWorld(app);
let server: ServerProcess;

beforeAll(() => {
  server = new ServerProcess({ DATABASE_URL: app.databaseUrl });
});
afterAll(async () => void (await server.stop()));

test(`${SUBSCRIBERS} subscribers whose lines break at random see every event once, in order`, async () => {
  const url = await server.address();
  const { id: resourceId } = await world.resource({ kind: 'VEHICLE' });
  const people = await Promise.all(Array.from({ length: 20 }, () => world.user()));
  const watchers = Array.from({ length: SUBSCRIBERS }, () => new Watcher(resourceId));
  const watch = (watcher: Watcher, i: number) => watcher.watch(new Client(url, people[i % people.length]?.client.token));
  for (let i = 0; i < SUBSCRIBERS; i += AT_A_TIME) await Promise.all(watchers.slice(i, i + AT_A_TIME).map(watch));
  await sleep(500);

  const client = new Client(url, people[0]?.client.token);
  const make = async (n: number) => {
    const startsAt = Date.parse('2031-01-01T00:00:00Z') + n * HOUR_MS;
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + HOUR_MS).toISOString() };
    expect((await book(client, { resourceId, ...times })).errors).toEqual([]);
  };
  await make(0);
  await until(() => watchers.every(it => it.seen.length === 1));
  const making = (async () => {
    for (let n = 1; n < EVENTS; n++) {
      await make(n);
      await sleep(20);
    }
  })();
  for (let drops = 0; drops < DROPS; drops += AT_A_TIME) {
    const dropped = new Set(Array.from({ length: AT_A_TIME }, () => watchers[Math.floor(Math.random() * SUBSCRIBERS)] as Watcher));
    for (const watcher of dropped) watcher.drop();
    await Promise.all([...dropped].map(watch));
  }
  await making;

  await until(() => watchers.every(it => it.seen.length >= EVENTS));
  const log = await app.database.rows<{ position: number; createdAt: number }>(
    sql`select position, created_at as "createdAt" from event_log where topic = 'reservationChanged' order by position`,
  );
  const told = log.map(({ position, createdAt }) => eventIdOf(position, createdAt));
  expect(told).toHaveLength(EVENTS);
  for (const { seen } of watchers) expect(seen.map(it => it.eventId)).toEqual(told);
}, 240_000);
