import 'reflect-metadata';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { limits } from '../../src/platform/admission/limits.js';
import { RequestError } from '../../src/platform/errors/request-error.js';
import { Operations } from '../../src/platform/graphql/operations.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { type ClientError, codes } from '../support/client.js';
import { NOW, setClock, stopClockAt } from '../support/clock.js';
import { type Person, seed, unique } from '../support/seed.js';

stopClockAt();

const app = await startApp();
const KNOWN = 'query Known { me { id } }';

let attacker: Person;
beforeEach(async () => {
  attacker = await seed(app).user();
  await attacker.client.query(KNOWN);
});

const fresh = () => `query ${unique('Fresh').replaceAll(/\W/g, '_')} { me { id } }`;
const heavy = `{ me { id } } #${'x'.repeat(100_000)}`;
const attack = (client = attacker.client) => client.query(heavy);
const TIMES = Math.ceil(limits.refusedBytes / 100_000);

async function attackUntilRefusedUnread(client = attacker.client) {
  for (let i = 0; i < TIMES; i++) expect(codes(await attack(client))).toEqual(['TOO_COMPLEX']);
}

describe('whoever had half a megabyte refused within a minute', () => {
  test('is not listened to, is told for how long, and is listened to again after that', async () => {
    await attackUntilRefusedUnread();
    setClock(Date.parse(NOW) + 20_000);
    for (const query of [heavy, fresh(), '{ nothing }', '{']) {
      const answer = await attacker.client.query(query);
      expect([answer.status, codes(answer), answer.headers.get('retry-after')]).toEqual([429, ['RATE_LIMITED'], '40']);
      expect(answer.errors?.[0]?.extensions.retryAfter).toBe(40);
    }
    setClock(Date.parse(NOW) + 60_000);
    expect((await attacker.client.query(fresh())).status).toBe(200);
    expect(codes(await attack())).toEqual(['TOO_COMPLEX']);
  });

  test('is still answered what was let in before, and nobody else is refused anything', async () => {
    await attackUntilRefusedUnread();
    expect((await attacker.client.query(KNOWN)).data).toEqual({ me: { id: attacker.id } });
    const other = await seed(app).user();
    expect((await other.client.query(fresh())).data).toEqual({ me: { id: other.id } });
    expect(codes(await app.visitor.query(fresh()))).toEqual(['UNAUTHENTICATED']);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['what is no JSON', () => attacker.client.post(`{"query": ${'x'.repeat(100_000)}`)],
    ['what holds too much to be parsed', () => attacker.client.post(`{"query":"${KNOWN}","variables":{"a":[${'1,'.repeat(50_000)}1]}}`)],
    [
      'what does not fit a document that was let in',
      () =>
        attacker.client.post(`{"query":"query ($n: Int) { sites(first: $n) { totalCount } }","variables":{"n":[${' '.repeat(100_000)}]}}`),
    ],
    [
      'what comes otherwise than most',
      () => attacker.client.post({ query: '{ nothing }', extensions: { pad: 'x'.repeat(100_000) } }, { accept: 'text/html, */*' }),
    ],
  ])('is not listened to, be it for %s', async (_what, send) => {
    for (let i = 0; i < TIMES; i++) await send();
    expect(codes(await attacker.client.query(fresh()))).toEqual(['RATE_LIMITED']);
  });

  test('is not listened to on any road, with any log-in', async () => {
    await attackUntilRefusedUnread();
    expect(codes(await attacker.client.post({ query: fresh(), extensions: { dryRun: true } }))).toEqual(['RATE_LIMITED']);
    expect(codes(await attacker.client.send({ method: 'GET', headers: { 'apollo-require-preflight': '1' } }))).toEqual(['RATE_LIMITED']);
    const socket = await BareSocket.open(attacker.client);
    expect(await errorsOver(socket, fresh())).toEqual(['RATE_LIMITED']);
    expect(await errorsOver(socket, heavy)).toEqual(['RATE_LIMITED']);
    expect(await errorsOver(socket, KNOWN)).toEqual([]);
    await socket.close();
  });

  test('over a socket is not listened to over HTTP either', async () => {
    const socket = await BareSocket.open(attacker.client);
    for (let i = 0; i < TIMES; i++) expect(await errorsOver(socket, heavy)).toEqual(['TOO_COMPLEX']);
    expect(await errorsOver(socket, heavy)).toEqual(['RATE_LIMITED']);
    expect(codes(await attacker.client.query(fresh()))).toEqual(['RATE_LIMITED']);
    await socket.close();
  });
});

test('a client that makes 300 small mistakes is listened to, one that makes 600 not any more', async () => {
  for (let i = 0; i < 300; i++) expect(codes(await attacker.client.query(`{ nothing${i} }`))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect((await attacker.client.query(fresh())).status).toBe(200);
  for (let i = 0; i < 300; i++) await attacker.client.query(`{ nothing${i} }`);
  expect((await attacker.client.query(fresh())).status).toBe(429);
});

test('whoever is told that the server could not answer had nothing refused', async () => {
  const socket = await BareSocket.open(attacker.client);
  const away = { errors: [new RequestError('SERVICE_UNAVAILABLE', 'The database does not answer.')] };
  vi.spyOn(Operations.prototype, 'execute').mockResolvedValue(away);
  for (let i = 0; i < 600; i++) await errorsOver(socket, KNOWN);
  vi.mocked(Operations.prototype.execute).mockRestore();
  expect(await errorsOver(socket, fresh())).toEqual([]);
  await socket.close();
});

test('visitors are told apart by their networks, as proxies saw them, and not by what they say', async () => {
  const behind = await startApp({ trustedProxies: 1 });
  const from = (address: string, said: string) => behind.visitor.with({ 'x-forwarded-for': `${said}, ${address}` });
  for (let i = 0; i < TIMES; i++) await attack(from('203.0.113.7', `10.0.0.${i}`));
  expect(codes(await from('203.0.113.7', '10.0.0.99').query(fresh()))).toEqual(['RATE_LIMITED']);
  expect(codes(await from('203.0.113.8', '203.0.113.7').query(fresh()))).toEqual(['UNAUTHENTICATED']);
});

test('a token that is forged makes nobody another sender', async () => {
  const behind = await startApp();
  for (let i = 0; i < TIMES; i++) await attack(behind.visitor.with({ authorization: `Bearer ${attacker.accessToken}${i}` }));
  expect(codes(await behind.visitor.query(fresh()))).toEqual(['RATE_LIMITED']);
});

let operations = 0;
/** The codes of the errors that an operation is answered with. */
async function errorsOver(socket: BareSocket, query: string): Promise<string[]> {
  const id = String(++operations);
  socket.messages.length = 0;
  socket.send({ id, type: 'subscribe', payload: { query } });
  const [answer] = await socket.heard(1);
  expect(answer?.id).toBe(id);
  if (answer?.type === 'error') return codes({ errors: answer.payload as ClientError[] });
  await socket.heard(2);
  return [];
}
