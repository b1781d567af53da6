import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { ReservationCreate, Resources } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { Bookers } from '../support/bookers.js';
import { BookingWorld, book } from '../support/booking.js';
import { Client, codes } from '../support/client.js';
import { databaseKind } from '../support/database.js';
import { cuttable, type Line } from '../support/interruptions.js';
import { meeting, redisUrl } from '../support/redis.js';
import { ServerProcess } from '../support/server-process.js';
import { slot } from '../support/slots.js';
import { SECOND_MS } from '../support/time.js';
import { until, Watcher } from '../support/watcher.js';

const AWAY_MS = 30 * SECOND_MS;
const TOLD_MS = 2 * SECOND_MS;
const WELL_MS = 5 * SECOND_MS;
/** Nobody waits longer for an answer while the database is away, however it went. */
const ANSWERED_MS = 10 * SECOND_MS;

const app = await startApp();
const world = new BookingWorld(app);
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map(close => close())));

const ways: readonly [string, (line: Line) => Promise<void> | void][] = [
  ['refuses connections', line => line.interrupt()],
  ['is silent', line => line.swallow()],
];

async function statusOf(url: string, path: string): Promise<number> {
  return (await fetch(new URL(path, url))).status;
}

/** Milliseconds until it is so; asked again and again. */
async function timeUntil(isSo: () => Promise<boolean>): Promise<number> {
  const begin = Date.now();
  while (!(await isSo())) await sleep(50);
  return Date.now() - begin;
}

async function behindALine(target: string, environment: (url: string) => Record<string, string>) {
  const line = await cuttable(target);
  const server = new ServerProcess(environment(line.url));
  closing.push(async () => {
    await server.kill();
    await line.close();
  });
  return { line, server, url: await server.address() };
}

/** Reads time and again; each is refused, and the longest time that one took is answered. */
async function longestUnanswered(reader: Client, back: Promise<unknown>): Promise<number> {
  let over = false;
  void back.then(() => {
    over = true;
  });
  let longest = 0;
  while (!over) {
    const begin = Date.now();
    const answer = reader.run(Resources);
    await Promise.race([answer, back]);
    if (over) break;
    longest = Math.max(longest, Date.now() - begin);
    expect(codes(await answer)).toEqual(['SERVICE_UNAVAILABLE']);
    await sleep(100);
  }
  return longest;
}

// All at once, since they do nothing but wait.
describe.runIf(databaseKind === 'postgresql')('an outage', () => {
  test.concurrent.each(ways)(
    'a PostgreSQL that %s for half a minute is told, nobody waits long, and all is well soon after it is back, without a restart',
    async (_way, goAway) => {
      const bookers = await Bookers.of(world, 8);
      const { line, server, url } = await behindALine(app.databaseUrl, DATABASE_URL => ({ DATABASE_URL }));
      const reader = new Client(url, (await world.user()).client.token);
      const watcher = new Watcher();
      await watcher.watch(reader);
      bookers.begin(url);
      await bookers.booked(50);

      await goAway(line);
      const back = sleep(AWAY_MS);
      expect(await timeUntil(async () => (await statusOf(url, '/health/ready')) === 503)).toBeLessThan(TOLD_MS);
      expect(await statusOf(url, '/health/live')).toBe(200);
      const longest = await longestUnanswered(reader, back);
      expect(longest).toBeLessThan(ANSWERED_MS);

      const booked = bookers.acknowledged.length;
      await line.restore();
      const well = async () => (await statusOf(url, '/health/ready')) === 200 && bookers.acknowledged.length > booked + 8;
      expect(await timeUntil(well)).toBeLessThan(WELL_MS);
      await bookers.booked(50);
      await bookers.end();
      expect(await until(() => bookers.acknowledged.every(id => watcher.seen.some(it => it.reservation?.id === id)))).toBe(true);
      expect([...new Set(bookers.refused.flatMap(codes))]).toEqual(['SERVICE_UNAVAILABLE']);
      expect(bookers.unanswered).toBe(0);
      expect(await server.stop()).toEqual([0, null]);
    },
    120_000,
  );

  (redisUrl ? test.concurrent : test.skip).each(ways)(
    'a Redis that %s for half a minute is told, keeps nobody from being served meanwhile, and is there again soon after it is back, without a restart',
    async (_way, goAway) => {
      const { prefix } = meeting();
      const [people, room] = [await Promise.all([world.user(), world.user()]), await world.resource()];
      const { line, server, url } = await behindALine(redisUrl as string, REDIS_URL => ({
        DATABASE_URL: app.databaseUrl,
        REDIS_URL,
        REDIS_PREFIX: prefix,
      }));
      const [booker, watching] = people.map(it => new Client(url, it.client.token)) as [Client, Client];
      await timeUntil(async () => (await statusOf(url, '/health/ready')) === 200);
      const watcher = new Watcher(room.id);
      await watcher.watch(watching);

      await goAway(line);
      const back = sleep(AWAY_MS);
      expect(await timeUntil(async () => (await statusOf(url, '/health/ready')) === 503)).toBeLessThan(TOLD_MS);
      expect(await statusOf(url, '/health/live')).toBe(200);
      const { reservation } = await book(booker, { resourceId: room.id, ...slot('10:00', '11:00') });
      expect(await until(() => watcher.seen.some(it => it.reservation?.id === reservation?.id), TOLD_MS)).toBe(true);
      await back;

      await line.restore();
      expect(await timeUntil(async () => (await statusOf(url, '/health/ready')) === 200)).toBeLessThan(WELL_MS);
      const { errors } = await booker.run(ReservationCreate, { input: { resourceId: room.id, ...slot('11:00', '12:00') } });
      expect(errors).toBeUndefined();
      expect(await until(() => watcher.seen.length === 2, TOLD_MS)).toBe(true);
      expect(await server.stop()).toEqual([0, null]);
    },
    120_000,
  );
});
