import { describe, expect, test, vi } from 'vitest';
import { startApp } from '../../support/app.js';
import { seed } from '../../support/seed.js';

const app = await startApp();
const { client } = await seed(app).user({ role: 'ADMIN' });
const OWN = /^[0-9a-f]{24}$/;
const FAILS = '{ sites { totalCount } }';

/** From now on, and until the test is over, nothing can be read, for a reason that nobody foresaw. */
function breakReads(): void {
  for (const read of ['rows', 'rowsOf'] as const) vi.spyOn(app.database, read).mockRejectedValue(new TypeError('broken'));
}

async function idOf(given?: string, path = '/graphql'): Promise<string | null> {
  const response = await fetch(new URL(path, app.url), { headers: given === undefined ? {} : { 'x-request-id': given } });
  return response.headers.get('x-request-id');
}

describe('a request', () => {
  test.each(['6f1c0b4e-2b1a-4f0f-9d3e-1234567890ab', 'Root=1-67891233-abcdef012345678912345678', 'x'.repeat(128)])(
    'keeps the id that it came with: %s',
    async given => {
      expect(await idOf(given)).toBe(given);
      expect(await idOf(given, '/health/live')).toBe(given);
      expect(await idOf(given, '/nothing')).toBe(given);
    },
  );

  test.each([undefined, '', 'x'.repeat(129), 'two words', '{"level":50}', 'café'])(
    'gets one of its own where it has no sane one: %j',
    async given => {
      expect(await idOf(given)).toMatch(OWN);
    },
  );

  test('has another each time', async () => {
    const ids = await Promise.all(Array.from({ length: 600 }, () => idOf(undefined, '/health/live')));
    expect(new Set(ids).size).toBe(600);
  });
});

describe('an error that nobody expected', () => {
  test.each(['first', 'compiled', 'compiled again'])('names the id of its request: %s', async () => {
    breakReads();
    const answer = await client.with({ 'x-request-id': 'this-one' }).query(FAILS);
    expect(answer.errors?.map(it => it.extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR', requestId: 'this-one' }]);
  });

  test('names it too where it is met before the operation begins', async () => {
    const other = await seed(app).user();
    breakReads();
    const answer = await app.visitor.as(other).with({ 'x-request-id': 'this-one' }).query(FAILS);
    expect(answer.errors?.map(it => it.extensions)).toEqual([{ code: 'INTERNAL_SERVER_ERROR', requestId: 'this-one' }]);
  });

  test('on a socket names the socket and the operation', async () => {
    const socket = client.socket({ headers: { 'x-request-id': 'the-socket' } });
    await socket.opened;
    breakReads();
    const { errors } = await socket.query(FAILS);
    expect(errors?.map(it => it.extensions)).toEqual([
      { code: 'INTERNAL_SERVER_ERROR', requestId: expect.stringMatching(/^the-socket\/[0-9a-f-]{36}$/) },
    ]);
    await socket.close();
  });
});
