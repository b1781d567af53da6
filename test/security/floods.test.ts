import { verify } from 'argon2';
import { describe, expect, test, vi } from 'vitest';
import { WorkQueue } from '../../src/platform/work-queue.js';
import { Login, Viewer } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { codes } from '../support/client.js';
import { PASSWORD, seed, unique } from '../support/seed.js';

vi.mock('argon2', { spy: true });

describe('an address that a client makes up', () => {
  const forged = () =>
    [`10.9.0.${Math.floor(Math.random() * 250)}`, crypto.randomUUID(), '127.0.0.1, 10.0.0.1', '::1', ','].at(Math.random() * 5) ?? '';

  test.each([
    ['without a proxy', 0, () => forged()],
    ['before that of the proxy', 1, () => `${forged()}, 203.0.113.7`],
    ['before those of two proxies', 2, () => `${forged()}, 203.0.113.7, 10.0.0.2`],
  ])('moves no limit: %s', async (_where, trustedProxies, forwarded) => {
    const app = await startApp({ trustedProxies });
    vi.mocked(verify).mockResolvedValue(false);
    const { client } = await seed(app).user();
    const socket = client.socket({ headers: { 'x-forwarded-for': forwarded() } });
    const input = () => ({ email: `${unique('nobody')}@example.org`, password: 'a wrong guess' });
    for (let i = 0; i < 100; i++) {
      // Over a socket as over HTTP: it is one address.
      const answer =
        i % 10 === 0
          ? await socket.run(Login, { input: input() })
          : await app.visitor.with({ 'x-forwarded-for': forwarded() }).run(Login, { input: input() });
      expect(codes({ errors: answer.errors })).toEqual([]);
    }
    expect(codes(await app.visitor.with({ 'x-forwarded-for': forwarded() }).run(Login, { input: input() }))).toEqual(['RATE_LIMITED']);
    expect(codes({ errors: (await socket.run(Login, { input: input() })).errors })).toEqual(['RATE_LIMITED']);
    await socket.close();
  });
});

test('500 log-ins at once all succeed, a few hashes at a time, and reads are answered meanwhile', async () => {
  const app = await startApp({ trustedProxies: 1 });
  const world = seed(app);
  const bob = await world.user();
  // Ten attempts of an account may be under way at once.
  const people = await Promise.all(Array.from({ length: 50 }, () => world.user()));
  const hashed = Promise.withResolvers<void>();
  let underWay = 0;
  let most = 0;
  vi.mocked(verify).mockImplementation(async (_hash, password) => {
    most = Math.max(most, ++underWay);
    // As a hash does, it takes its time and leaves the event loop alone.
    await hashed.promise;
    underWay--;
    return password === PASSWORD;
  });
  let open = 500;
  const logins = Array.from({ length: open }, async (_, i) => {
    const from = app.visitor.with({ 'x-forwarded-for': `10.0.${i % 50}.1` });
    const { login } = await from.ask(Login, { input: { email: people[i % 50]?.email ?? '', password: PASSWORD } });
    open--;
    return login.user?.id;
  });
  await vi.waitFor(() => expect(underWay).toBeGreaterThan(0), 10_000);
  for (let i = 0; i < 5; i++) expect((await bob.client.ask(Viewer)).me?.id).toBe(bob.id);
  expect(open).toBe(500);
  hashed.resolve();
  expect(await Promise.all(logins)).toEqual(logins.map((_, i) => people[i % 50]?.id));
  expect(most).toBeLessThanOrEqual(4);
});

test('500 log-ins at once take no more memory than the few hashes that are made at a time', async () => {
  const app = await startApp({ trustedProxies: 1 });
  const { rss } = process.memoryUsage();
  let most = 0;
  const looking = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss - rss);
  }, 10);
  const answers = await Promise.all(
    Array.from({ length: 500 }, async (_, i) => {
      const input = { email: `${unique('nobody')}@example.org`, password: 'a wrong guess' };
      return app.visitor.with({ 'x-forwarded-for': `10.1.${i % 50}.1` }).run(Login, { input });
    }),
  );
  clearInterval(looking);
  expect(answers.filter(it => codes(it).length > 0)).toEqual([]);
  // 19 MiB each (OWASP): all of them together would take 9,500.
  expect(most / 2 ** 20).toBeLessThan(4 * 19 + 300);
}, 60_000);

describe('a queue of work', () => {
  const steps = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { work: () => promise, finish: resolve };
  };

  test('does so much at once, the rest in order, and refuses what is too much', async () => {
    const queue = new WorkQueue(1, 2);
    const first = steps();
    const done: number[] = [];
    const running = [first.work, ...[2, 3].map(n => async () => void done.push(n))].map(work => queue.run(work));
    await expect(queue.run(async () => undefined)).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    expect(done).toEqual([]);
    first.finish();
    await Promise.all(running);
    expect(done).toEqual([2, 3]);
  });

  test('goes on after what fails', async () => {
    const queue = new WorkQueue(1, 1);
    await expect(queue.run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await queue.run(async () => 'done')).toBe('done');
  });
});
