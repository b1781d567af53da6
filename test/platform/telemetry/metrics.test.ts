import { afterAll, describe, expect, test } from 'vitest';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { assign } from '../../../src/platform/database/changes.js';
import { sql } from '../../../src/platform/database/sql.js';
import { RecipientRefused } from '../../../src/platform/mail/transport.js';
import { Register, ReservationWatch } from '../../generated/documents.js';
import { startApp, type TestApp } from '../../support/app.js';
import { refusals } from '../../support/client.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { holdWriters, interruptible } from '../../support/interruptions.js';
import { runByHand } from '../../support/raw-sql.js';
import { PASSWORD, seed, unique } from '../../support/seed.js';
import { passTime, SECOND_MS, soon } from '../../support/time.js';

const app = await startApp();
const { client } = await seed(app).user({ role: 'MANAGER' });

function get(of: TestApp, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL('/metrics', of.url), { headers });
}

/** The values by name and labels, as Prometheus would read them. */
async function scrape(of = app): Promise<Map<string, number>> {
  const text = await (await get(of)).text();
  const lines = text.split('\n').filter(line => line && !line.startsWith('#'));
  return new Map(lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
}

async function valuesOf(of: TestApp, ...names: readonly string[]): Promise<(number | undefined)[]> {
  const values = await scrape(of);
  return names.map(name => values.get(name));
}

/** By how much a value grows while something is done. */
async function growthOf(name: string, work: () => Promise<unknown>): Promise<number> {
  const before = (await scrape()).get(name) ?? 0;
  await work();
  return ((await scrape()).get(name) ?? 0) - before;
}

describe('the metrics', () => {
  test('are text in the form that Prometheus reads: each metric with its help, its type and no value twice', async () => {
    await client.query('query Sites { sites { totalCount } }');
    const response = await get(app);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await response.text()).split('\n').filter(Boolean);
    const samples = lines.filter(line => !line.startsWith('#'));
    for (const line of samples) expect(line).toMatch(/^[a-z_]+[a-z0-9_]*(\{(\w+="[^"\\]*",?)+\})? (-?[\d.e+-]+|N[aA][nN]|[+-]Inf)$/);
    const names = samples.map(line => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(names).size).toBe(names.length);
    const typed = new Set(lines.filter(line => line.startsWith('# TYPE')).map(line => line.split(' ')[2]));
    for (const name of names) {
      const bare = name.replace(/\{.*/, '');
      expect([...typed]).toContain(typed.has(bare) ? bare : bare.replace(/_(bucket|sum|count)$/, ''));
    }
  });

  test('tell of the process', async () => {
    const values = await scrape();
    for (const name of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total']) {
      expect(values.get(name), name).toBeGreaterThanOrEqual(0);
    }
  });

  test('count requests, and operations by name and how long they took, whichever road they took', async () => {
    const labels = 'type="query",operation="Counted"';
    const requests = await growthOf('amphi_http_requests_total', () => client.query('{ sites { totalCount } }'));
    expect(requests).toBe(2);
    const socket = client.socket();
    await socket.opened;
    const grown = await growthOf(`amphi_operation_duration_seconds_count{${labels}}`, async () => {
      // As it comes, then compiled, then over a socket; the last never begins.
      for (let i = 0; i < 3; i++) await client.query('query Counted { sites { totalCount } }');
      await socket.query('query Counted { sites { totalCount } }');
      await client.query('query Counted { nothing }');
    });
    expect(grown).toBe(4);
    const values = await scrape();
    expect(values.get(`amphi_operation_duration_seconds_bucket{${labels},le="+Inf"}`)).toBe(4);
    const buckets = [...values].filter(([name]) => name.startsWith(`amphi_operation_duration_seconds_bucket{${labels}`)).map(([, n]) => n);
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    expect(values.get(`amphi_operation_duration_seconds_sum{${labels}}`)).toBeGreaterThan(0);
    await socket.close();
  });

  test.each([
    ['GRAPHQL_VALIDATION_FAILED', () => client.query('{ nothing }')],
    ['GRAPHQL_PARSE_FAILED', () => client.query('{')],
    ['UNAUTHENTICATED', () => app.visitor.query('{ me { id } }')],
    ['BAD_REQUEST', () => client.post('{')],
    ['NOT_FOUND', () => fetch(new URL('/nothing', app.url))],
  ])('count errors by code: %s', async (code, provoke) => {
    expect(await growthOf(`amphi_errors_total{code="${code}"}`, provoke)).toBe(1);
  });

  test('count errors of sockets too', async () => {
    const socket = client.socket();
    await socket.opened;
    expect(await growthOf('amphi_errors_total{code="GRAPHQL_VALIDATION_FAILED"}', () => socket.query('{ nothing }'))).toBe(1);
    await socket.close();
  });

  test('count log-ins that were throttled', async () => {
    const { email } = await seed(app).user();
    const attempt = () => app.visitor.query(`mutation { login(input: {email: "${email}", password: "${PASSWORD}x"}) { errors { code } } }`);
    const grown = await growthOf('amphi_throttled_total{throttle="attempts-of-account"}', async () => {
      for (let i = 0; i < 12; i++) await attempt();
    });
    expect(grown).toBe(2);
  });

  test('tell of sockets and subscriptions that are open', async () => {
    const before = (await scrape()).get('amphi_sockets') ?? 0;
    const sockets = [client.socket(), client.socket()];
    await Promise.all(sockets.map(it => it.opened));
    for (const socket of sockets) socket.subscribe(ReservationWatch, {});
    await soon(async () => (await scrape()).get('amphi_subscriptions') === 2);
    expect((await scrape()).get('amphi_sockets')).toBe(before + 2);
    await Promise.all(sockets.map(it => it.close()));
    await soon(async () => (await scrape()).get('amphi_subscriptions') === 0);
    await soon(async () => (await scrape()).get('amphi_sockets') === before);
  });
});

describe('the names of operations', () => {
  test('that clients choose make no end of time series, and strangers cannot use them up', async () => {
    const crowded = await startApp();
    const person = await seed(crowded).user();
    for (let i = 0; i < 120; i++) await crowded.visitor.query(`query Strange${i} { __typename }`);
    for (let i = 0; i < 220; i++) await person.client.query(`query Known${i} { __typename }`);
    await person.client.query(`query ${'Long'.repeat(100)} { __typename }`);
    const counts = [...(await scrape(crowded))].filter(([name]) => name.startsWith('amphi_operation_duration_seconds_count'));
    const of = (begin: string) => counts.filter(([name]) => name.includes(`operation="${begin}`));
    expect(of('Strange')).toHaveLength(50);
    expect(of('Known')).toHaveLength(150);
    expect(of('(other)')).toEqual([['amphi_operation_duration_seconds_count{type="query",operation="(other)"}', 70 + 70 + 1]]);
    expect(of('Long')).toEqual([]);
  });
});

describe('the metrics while the database', () => {
  test.runIf(databaseKind === 'sqlite')('is being written to tell who waits for a turn', async () => {
    const release = await holdWriters(app.databaseUrl);
    const create = (name: string) =>
      client.query(`mutation { siteCreate(input: {name: "${name}", address: "1", timeZone: "UTC", opensAt: "08:00", closesAt: "20:00"}) {
        errors { code path } } }`);
    const writing = [create('one'), create('two'), create('three')];
    await soon(async () => (await scrape()).get('amphi_database_waiting') === 2);
    expect((await scrape()).get('amphi_database_connections{state="busy"}')).toBe(1);
    await release();
    for (const answer of await Promise.all(writing)) expect(refusals((answer.data as never)['siteCreate'])).toEqual([]);
  });

  test.runIf(databaseKind === 'postgresql')('is away say so, and come all the same', async () => {
    const database = await createDatabase();
    const line = await interruptible(database.url);
    afterAll(async () => {
      await line.close();
      await database.drop();
    });
    const there = await startApp({ databaseUrl: line.url });
    expect((await scrape(there)).get('amphi_database_up')).toBe(1);
    await line.interrupt();
    const values = await scrape(there);
    expect(values.get('amphi_database_up')).toBe(0);
    for (const name of ['amphi_untold_events', 'amphi_unsealed_records', 'amphi_mails_waiting']) expect(values.has(name)).toBe(false);
    expect(values.get('amphi_mails_given_up_total')).toBe(0);
    await line.restore();
  });

  test('is there say that it is, and that nothing is untold', async () => {
    const values = await scrape();
    expect(values.get('amphi_database_up')).toBe(1);
    expect(values.get('amphi_untold_events')).toBe(0);
    expect(values.get('amphi_untold_seconds')).toBe(0);
  });
});

describe('the metrics of what waits', () => {
  const change = (there: TestApp) =>
    there.database.write({ actor: null, deed: 'test:fill' }, async unit => {
      const hours = { timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };
      unit.em.persist(assign(new Site(), { name: unique('Site'), address: 'Here', ...hours }));
    });

  test('tell how much of the audit is not sealed yet, and for how long the oldest of it has waited', async () => {
    const there = await startApp();
    await there.sealer.seal();
    expect(await valuesOf(there, 'amphi_unsealed_records', 'amphi_unsealed_seconds')).toEqual([0, 0]);
    await there.sealer.stop();
    await change(there);
    passTime(40 * SECOND_MS);
    await change(there);
    const [records = 0, seconds] = await valuesOf(there, 'amphi_unsealed_records', 'amphi_unsealed_seconds');
    expect(records).toBe(2);
    expect(seconds).toBeGreaterThanOrEqual(40);
    expect(seconds).toBeLessThan(60);
    await there.sealer.seal();
    expect(await valuesOf(there, 'amphi_unsealed_records', 'amphi_unsealed_seconds')).toEqual([0, 0]);
  });

  test('tell how many mails wait, since when, and how many were given up', async () => {
    let refusal = new Error('nobody is there');
    const there = await startApp({ transport: { send: () => Promise.reject(refusal), close: () => undefined } });
    const names = ['amphi_mails_waiting', 'amphi_mails_waiting_seconds', 'amphi_mails_given_up_total'];
    expect(await valuesOf(there, ...names)).toEqual([0, 0, 0]);
    const name = unique('ann');
    const input = { username: name, email: `${name}@example.org`, password: PASSWORD, firstName: 'Ann', lastName: 'Able' };
    await there.visitor.ask(Register, { input: { ...input, role: 'EMPLOYEE' as never } });
    await there.mail.look();
    passTime(90 * SECOND_MS);
    const [mails, seconds, givenUp] = await valuesOf(there, ...names);
    expect([mails, givenUp]).toEqual([1, 0]);
    expect(seconds).toBeGreaterThanOrEqual(90);
    refusal = new RecipientRefused();
    await there.mail.look();
    expect(await valuesOf(there, ...names)).toEqual([0, 0, 1]);
  });

  test('cost no more where a great deal waits', async () => {
    const there = await startApp();
    await there.sealer.stop();
    const many = there.database.dialect.elementsOf(JSON.stringify(Array.from({ length: 12_000 }, () => 0)));
    const changes = JSON.stringify({ at: Date.now(), actorId: null, deed: 'test:fill', changes: [] });
    await runByHand(there, sql`insert into audit_unsealed (changes) select ${changes} from ${many} it`);
    expect(await valuesOf(there, 'amphi_unsealed_records')).toEqual([10_000]);
  });
});

describe('who may read the metrics', () => {
  const token = 'a-token-of-the-operators';

  test('is nobody in production, unless a token is set', async () => {
    const closed = await startApp({ production: true });
    const answer = await get(closed);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe(await (await fetch(new URL('/nothing', closed.url))).text());
  });

  test('is whoever has the token, where there is one, and to others there is nothing', async () => {
    for (const production of [true, false]) {
      const guarded = await startApp({ production, metricsToken: token });
      expect((await get(guarded)).status).toBe(404);
      expect((await get(guarded, { authorization: 'Bearer another' })).status).toBe(404);
      expect((await get(guarded, { authorization: `Bearer ${token}` })).status).toBe(200);
    }
  });

  test('is only the machine itself in development', async () => {
    const behind = await startApp({ trustedProxies: 1 });
    expect((await get(behind)).status).toBe(200);
    expect((await get(behind, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  });
});
