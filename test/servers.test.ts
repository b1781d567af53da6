import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Login, LoginRevoke, Logout, ReservationResume, UserUpdate, Viewer } from './generated/documents.js';
import { startApp, type TestApp } from './support/app.js';
import { BookingWorld, book } from './support/booking.js';
import { codes } from './support/client.js';
import { createDatabase } from './support/database.js';
import { cuttable } from './support/interruptions.js';
import { meeting, redisUrl } from './support/redis.js';
import { PASSWORD, type Person, unique } from './support/seed.js';
import { shifted, slot } from './support/slots.js';
import type { TestSocket } from './support/socket.js';
import { HOUR_MS, soon, withinASecond } from './support/time.js';

const sockets: TestSocket[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

/** Someone who is logged in, at another server. */
const at = ({ visitor }: TestApp, person: Person) => visitor.as(person);

async function watch(server: TestApp, person: Person, variables: { resourceId: string; after?: string }) {
  const socket = at(server, person).socket();
  sockets.push(socket);
  await socket.opened;
  const subscription = socket.subscribe(ReservationResume, variables);
  await socket.query('{ me { id } }');
  return { socket, next: async () => (await subscription.next()).data?.reservationChanged };
}

const hour = (n: number) => shifted(slot('08:00', '09:00'), n * HOUR_MS);

const ways = [['that look by themselves', undefined], ...(redisUrl ? [['that meet at a Redis', meeting()] as const] : [])] as const;

describe.each(ways)('two servers on one database %s', (_name, redis) => {
  const both = (async () => {
    const a = await startApp({ redis, trustedProxies: 1 });
    const b = await startApp({ redis, trustedProxies: 1, databaseUrl: a.databaseUrl });
    return { a, b, world: new BookingWorld(a) };
  })();

  test('tell a booking on one to who watches on the other, within a second', async () => {
    const { a, b, world } = await both;
    const [person, room] = [await world.user(), await world.resource()];
    const there = await watch(b, person, { resourceId: room.id });
    const { reservation } = await book(at(a, person), { resourceId: room.id, ...hour(0) });
    expect(await withinASecond(there.next())).toMatchObject({ change: 'CREATED', reservation: { id: reservation?.id } });
  });

  test('tell both the same in the same order, and to whoever goes over from one to the other just what was missed', async () => {
    const { a, b, world } = await both;
    const [person, room] = [await world.user(), await world.resource()];
    const [here, there] = [await watch(a, person, { resourceId: room.id }), await watch(b, person, { resourceId: room.id })];
    await Promise.all(Array.from({ length: 12 }, (_, i) => book(at(i % 2 ? a : b, person), { resourceId: room.id, ...hour(i) })));
    const told: string[] = [];
    for (let i = 0; i < 12; i++) {
      const event = await here.next();
      expect(await there.next()).toEqual(event);
      told.push(event?.eventId ?? '');
    }
    expect(told).toEqual([...told].sort());
    const again = await watch(b, person, { resourceId: room.id, after: told[4] ?? '' });
    for (const eventId of told.slice(5)) expect(await again.next()).toMatchObject({ eventId });
  });

  test.each<[string, (person: Person, server: TestApp, world: BookingWorld) => Promise<unknown>]>([
    ['logging out', (person, server) => at(server, person).ask(Logout)],
    ['revoking a log-in', async (person, server, world) => at(server, await world.logIn(person)).ask(LoginRevoke, { id: person.loginId })],
    [
      'deactivating a user',
      async (person, server, world) =>
        at(server, await world.user({ role: 'ADMIN' })).ask(UserUpdate, { id: person.id, input: { active: false } }),
    ],
  ])('%s on one closes the socket on the other within a second', async (_deed, end) => {
    const { a, b, world } = await both;
    const person = await world.user();
    const socket = at(b, person).socket();
    await socket.opened;
    await end(person, a, world);
    expect(await withinASecond(socket.closed)).toEqual({ code: 4403, reason: 'Log-in ended' });
    expect(codes(await at(b, person).run(Viewer))).toEqual(['UNAUTHENTICATED']);
  });
});

describe.skipIf(!redisUrl)('servers that meet at a Redis', () => {
  const database = createDatabase();
  const line = redisUrl ? cuttable(redisUrl) : undefined;
  afterAll(async () => {
    await (await line)?.close();
    await (await database).drop();
  });

  async function pair() {
    const redis = meeting((await line)?.url);
    const databaseUrl = (await database).url;
    const a = await startApp({ redis, trustedProxies: 1, databaseUrl });
    const b = await startApp({ redis, trustedProxies: 1, databaseUrl });
    return { a, b, world: new BookingWorld(a), line: await line };
  }

  let addresses = 0;
  const guess = (server: TestApp, email: string, address = `10.1.0.${++addresses}`) =>
    server.visitor.with({ 'x-forwarded-for': address }).run(Login, { input: { email, password: 'a wrong guess' } });

  test('count attempts to log in together', async () => {
    const { a, b } = await pair();
    const email = `${unique('nobody')}@example.org`;
    for (let i = 0; i < 10; i++) expect(codes(await guess(i % 2 ? a : b, email))).toEqual([]);
    for (const server of [a, b]) {
      const refused = await guess(server, email);
      expect(codes(refused)).toEqual(['RATE_LIMITED']);
      expect(refused.errors?.[0]?.extensions.retryAfter).toBeGreaterThan(200);
      expect(refused.errors?.[0]?.extensions.retryAfter).toBeLessThanOrEqual(300);
    }
  });

  test('let pass who succeeds, however often', async () => {
    const { a, b, world } = await pair();
    const { email } = await world.user();
    for (let i = 0; i < 12; i++) {
      const client = (i % 2 ? a : b).visitor.with({ 'x-forwarded-for': '10.2.0.1' });
      expect(codes(await client.run(Login, { input: { email, password: PASSWORD } }))).toEqual([]);
    }
  });

  test('go on while it is away: they are not ready, count each for itself, and tell each other within a second', async () => {
    const { a, b, world, line } = await pair();
    const [person, room] = [await world.user(), await world.resource()];
    const email = `${unique('nobody')}@example.org`;
    const ready = async () => (await fetch(new URL('/health/ready', a.url))).status;
    await soon(async () => (await ready()) === 200);
    const there = await watch(b, person, { resourceId: room.id });
    for (let i = 0; i < 4; i++) await guess(a, email);

    await line?.interrupt();
    expect(await ready()).toBe(503);
    expect((await fetch(new URL('/health/live', a.url))).status).toBe(200);
    await book(at(a, person), { resourceId: room.id, ...hour(0) });
    expect(await withinASecond(there.next())).toMatchObject({ change: 'CREATED' });
    // Four were counted here before.
    for (let i = 0; i < 6; i++) expect(codes(await guess(a, email))).toEqual([]);
    expect(codes(await guess(a, email))).toEqual(['RATE_LIMITED']);
    expect(codes(await guess(a, `${unique('nobody')}@example.org`))).toEqual([]);

    await line?.restore();
    await expect.poll(ready, { timeout: 5_000 }).toBe(200);
    await book(at(a, person), { resourceId: room.id, ...hour(1) });
    expect(await withinASecond(there.next())).toMatchObject({ change: 'CREATED' });
  });

  test('start without it, and meet there once it comes', async () => {
    await (await line)?.interrupt();
    const { a, b, world } = await pair();
    const [person, room] = [await world.user(), await world.resource()];
    const there = await watch(b, person, { resourceId: room.id });
    await book(at(a, person), { resourceId: room.id, ...hour(0) });
    expect(await withinASecond(there.next())).toMatchObject({ change: 'CREATED' });
    const ready = async ({ url }: TestApp) => (await fetch(new URL('/health/ready', url))).status;
    expect(await ready(a)).toBe(503);
    await (await line)?.restore();
    await expect.poll(() => Promise.all([a, b].map(ready)), { timeout: 5_000 }).toEqual([200, 200]);
    const email = `${unique('nobody')}@example.org`;
    for (let i = 0; i < 10; i++) await guess(i % 2 ? a : b, email);
    expect(codes(await guess(b, email))).toEqual(['RATE_LIMITED']);
  });

  test('do not wait for one that is there but does not answer', async () => {
    const { a, world, line } = await pair();
    const { email } = await world.user();
    line?.stall();
    const login = await a.visitor.with({ 'x-forwarded-for': '10.3.0.1' }).run(Login, { input: { email, password: PASSWORD } });
    expect(codes(login)).toEqual([]);
    expect((await fetch(new URL('/health/ready', a.url))).status).toBe(503);
    await line?.restore();
    await expect.poll(async () => (await fetch(new URL('/health/ready', a.url))).status, { timeout: 5_000 }).toBe(200);
  });
});
