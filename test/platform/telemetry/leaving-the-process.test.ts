import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { entities } from '../../../src/app.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
import { byHand } from '../../support/by-hand.js';
import { Client, codes } from '../../support/client.js';
import { Collector } from '../../support/collector.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { buildServerOnce } from '../../support/server-build.js';
import { ServerProcess } from '../../support/server-process.js';

const ADMIN = { email: 'admin@example.org', password: 'the-password-of-the-administrator' };
const METRICS_TOKEN = 'the-token-that-reads-metrics';
const LOG_IN = `mutation LogIn($input: LoginInput!) { login(input: $input) { accessToken refreshToken errors { code } } }`;
const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

const database = await createDatabase();
const collector = new Collector();
let sentryDsn = '';
let server: ServerProcess;
let visitor: Client;

beforeAll(async () => {
  buildServerOnce();
  const address = await collector.listen();
  sentryDsn = `${address.replace('//', '//public@')}/1`;
  server = new ServerProcess({
    DATABASE_URL: database.url,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    LOG_LEVEL: 'trace',
    METRICS_TOKEN,
    OTEL_EXPORTER_OTLP_ENDPOINT: address,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    OTEL_SERVICE_NAME: 'amphi-under-test',
    SENTRY_DSN: sentryDsn,
  });
  visitor = new Client(await server.address());
}, 120_000);
afterAll(async () => {
  await server.kill();
  await collector.close();
  await database.drop();
});

/** What a GraphQL client sends over a socket, and what comes back for it. */
async function overSocket(url: string, init: object, id: string, payload: object): Promise<string> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), 'graphql-transport-ws', { headers: { 'x-request-id': 'the-socket' } });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: init }));
  await once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', id, payload }));
  const [message] = await once(socket, 'message');
  socket.terminate();
  return String(message);
}

test('nothing that is secret leaves the process, whatever goes wrong', async () => {
  const { data } = await visitor.query<{ login: { accessToken: string; refreshToken: string } }>(LOG_IN, { input: ADMIN });
  const { accessToken, refreshToken } = data?.login ?? { accessToken: '', refreshToken: '' };
  expect(accessToken).not.toBe('');
  const secret = (where: string) => `secret-in-${where}`;
  const sent = [
    'variable',
    'literal',
    'header',
    'cookie',
    'url',
    'body',
    'key',
    'operation',
    'request-id',
    'name',
    'mail',
    'init',
    'socket',
  ];
  const register = (password: string, mail: string, name: string) =>
    `mutation Join { register(input: {username: "${name}", email: "${mail}@example.org", firstName: "${name}", lastName: "X", role: EMPLOYEE, password: "${password}"}) { errors { code } } }`;

  const attempts = async (n: number) => {
    const admin = visitor.as({ accessToken });
    await visitor.query(LOG_IN, { input: { email: ADMIN.email, password: secret('variable') } });
    await visitor.query(LOG_IN, { input: { email: 3, password: { text: secret('variable') } } });
    await visitor.query(register(secret('literal'), `${secret('mail')}-${n}`, `secret_in_name_${n}`));
    await visitor.query(`{ sites(first: "${secret('literal')}") { totalCount } }`);
    await visitor.query(`{ sites { totalCount } `.concat(secret('literal')));
    await admin.with({ cookie: `amphi_access=${secret('cookie')}`, 'x-api-key': secret('header') }).query('{ me { id } }');
    await visitor.with({ authorization: `Bearer ${secret('header')}` }).query('{ me { id } }');
    await visitor.with({ 'x-request-id': `${secret('request-id')} "\u00e9"` }).query('{ me { id } }');
    await admin.post({ query: 'mutation Out { logout { errors { code } } }' }, { 'idempotency-key': `${secret('key')} with blanks` });
    await visitor.post({ query: '{ me { id } }', operationName: secret('operation') });
    await visitor.post(`{"query": "${secret('body')}`);
    await visitor.query('mutation Again($token: String) { tokenRefresh(refreshToken: $token) { errors { code } } }', {
      token: refreshToken,
    });
    for (const path of ['/graphql', '/nothing', '/metrics']) {
      await fetch(
        new URL(`${path}?token=${secret('url')}&query=${encodeURIComponent(`{ me(a: "${secret('url')}") { id } }`)}`, visitor.url),
      );
    }
    const init = { authorization: `Bearer ${accessToken}`, apiKey: secret('init') };
    const query = 'mutation LogIn($input: LoginInput!) { login(input: $input) { errors { code } } }';
    await overSocket(visitor.url, init, 'a', { query, variables: { input: { email: ADMIN.email, password: secret('socket') } } });
  };
  await attempts(1);
  // What the database says of these rows quotes them.
  const underneath = await openDatabase(database.url, entities);
  const refuseUsers =
    databaseKind === 'sqlite'
      ? sql`create trigger no_users before insert on users begin select raise(abort, 'no "' || new.email || '", ' || new.password_hash || '"'); end`
      : sql`alter table users add constraint no_users check (last_name <> 'X') not valid`;
  await underneath.write(byHand, unit => unit.rows(refuseUsers));
  await attempts(2);
  await server.printed(/unexpected error/);
  // And then nobody is let in any more.
  await underneath.write(byHand, unit => unit.rows(sql`alter table users rename column first_name to given_name`));
  await attempts(3);
  await underneath.write(byHand, unit => unit.rows(sql`alter table users rename column given_name to first_name`));
  await underneath.close();

  const metrics = await (await fetch(new URL('/metrics', visitor.url), { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).text();
  await expect.poll(() => collector.sentryEvents.length, { timeout: 10_000 }).toBeGreaterThan(0);
  await expect.poll(() => collector.spans.length, { timeout: 10_000 }).toBeGreaterThan(0);
  const everything = [server.text, metrics, ...collector.collected.map(({ body }) => body.toString('latin1'))].join('\n');
  expect(everything).toContain('LogIn');
  const secrets = [
    ADMIN.password,
    ADMIN.email,
    METRICS_TOKEN,
    accessToken,
    refreshToken,
    ...sent.map(secret),
    'secret_in_name',
    'argon2id',
  ];
  expect(secrets.filter(it => everything.includes(it))).toEqual([]);
}, 60_000);

describe('an error that nobody expected', () => {
  test('is found by the id that its user was told, in the log and at Sentry, with its operation', async () => {
    const underneath = await openDatabase(database.url, entities);
    await underneath.write(byHand, unit => unit.rows(sql`alter table sites rename to places`));
    const { data } = await visitor.query<{ login: { accessToken: string } }>(LOG_IN, { input: ADMIN });
    const admin = visitor.as({ accessToken: data?.login.accessToken ?? '' }).with({ 'x-request-id': 'the-one-that-failed' });
    const answer = await admin.query('query Places { sites { nodes { name } } }');
    await underneath.write(byHand, unit => unit.rows(sql`alter table places rename to sites`));
    await underneath.close();

    expect(codes(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(answer.headers.get('x-request-id')).toBe('the-one-that-failed');
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId: 'the-one-that-failed' });
    const [line = ''] = await server.printed(/^.*the-one-that-failed.*unexpected error.*$/m);
    expect(JSON.parse(line)).toMatchObject({ level: 50, operation: 'Places', err: { stack: expect.stringMatching(/^ +at /) } });
    const found = () => collector.sentryEvents.find(it => JSON.stringify(it).includes('the-one-that-failed'));
    await expect.poll(found, { timeout: 10_000 }).toMatchObject({
      environment: 'production',
      tags: { requestId: 'the-one-that-failed', operation: 'Places' },
    });
    expect(Object.keys(found() ?? {})).not.toContain('request');
    expect(Object.keys(found() ?? {})).not.toContain('user');
  });
});

describe('a start that fails', () => {
  test('is told to Sentry, and as a sentence to who started it', async () => {
    const failing = new ServerProcess({
      DATABASE_URL: 'postgresql://amphi:the-password-of-the-database@127.0.0.1:1/x',
      SENTRY_DSN: sentryDsn,
    });
    expect(await failing.exited).toEqual([1, null]);
    await failing.printed(/^The database that DATABASE_URL names does not answer: .*ECONNREFUSED/m);
    const found = collector.sentryEvents.map(it => JSON.stringify(it)).filter(it => it.includes('ECONNREFUSED'));
    expect(found).toHaveLength(1);
    expect([failing.text, ...found].filter(it => it.includes('the-password'))).toEqual([]);
  });
});

describe('the log', () => {
  test('has a line for a request and for its operation where LOG_LEVEL asks for them, found by the same id', async () => {
    await visitor.with({ 'x-request-id': 'logged' }).query('query Nothing { __typename }');
    const linesOf = () => server.text.split('\n').flatMap(it => (it.includes('"requestId":"logged"') ? [JSON.parse(it)] : []));
    await expect.poll(() => linesOf().map(it => it.msg)).toEqual(['operation', 'request']);
    expect(linesOf()).toMatchObject([
      { operation: 'Nothing', type: 'query', errors: 0 },
      { method: 'POST', route: '/graphql', status: 200 },
    ]);
  });

  test('says who got in, and who did not and why', async () => {
    const attempt = (id: string, password: string) =>
      visitor.with({ 'x-request-id': id }).query(LOG_IN, { input: { email: ADMIN.email, password } });
    await attempt('let-in', ADMIN.password);
    await attempt('kept-out', 'another password');
    const deedOf = async (id: string) => JSON.parse((await server.printed(new RegExp(`^.*"deed".*"${id}".*$`, 'm')))[0]);
    const deed = { level: 30, deed: 'login', address: '127.0.0.1', dryRun: false };
    expect(await deedOf('let-in')).toMatchObject({ ...deed, userId: expect.stringMatching(/^[0-9a-f-]{36}$/), refused: [] });
    expect(await deedOf('kept-out')).toMatchObject({ ...deed, userId: null, refused: ['INVALID_CREDENTIALS'] });
  });
});

describe('a trace', () => {
  test('goes on from the one of its caller, from the request to the statements', async () => {
    const { data } = await visitor.with({ traceparent: TRACEPARENT }).query<{ login: { accessToken: string } }>(LOG_IN, { input: ADMIN });
    const admin = visitor.as({ accessToken: data?.login.accessToken ?? '' });
    await admin.with({ traceparent: TRACEPARENT, 'x-request-id': 'traced' }).query('query Places { sites { nodes { name } } }');
    const spans = () => collector.spans.filter(it => it.traceId === TRACEPARENT.split('-')[1]);
    await expect.poll(() => spans().filter(it => it.name === 'POST /graphql').length, { timeout: 10_000 }).toBe(2);
    const below = (id: string | undefined) => spans().filter(it => it.parentId === id);
    const [request] = below('b7ad6b7169203331').filter(it => it.attributes['amphi.request.id'] === 'traced');
    const operation = below(request?.id).find(it => it.name === 'query');
    expect(operation).toMatchObject({
      service: 'amphi-under-test',
      attributes: { 'graphql.operation.name': 'Places', 'graphql.operation.type': 'query', 'amphi.request.id': 'traced' },
    });
    expect(below(operation?.id).map(it => it.name)).toEqual(['select sites']);
    const logIn = spans().find(it => it.attributes['graphql.operation.name'] === 'LogIn');
    expect(below(logIn?.id).map(it => it.name)).toContain('transaction');
  });

  test('begins with each operation on a socket', async () => {
    const { data } = await visitor.query<{ login: { accessToken: string } }>(LOG_IN, { input: ADMIN });
    const init = { authorization: `Bearer ${data?.login.accessToken}` };
    await overSocket(visitor.url, init, 'seven', { query: 'query Mine { me { id } }' });
    const found = () => collector.spans.find(it => it.attributes['amphi.request.id'] === 'the-socket/seven');
    await expect.poll(found, { timeout: 10_000 }).toMatchObject({ name: 'query', parentId: '' });
  });
});

test('the server ends in peace', async () => {
  expect(await server.stop()).toEqual([0, null]);
});
