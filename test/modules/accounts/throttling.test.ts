import { verify } from 'argon2';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Login, Register } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { PASSWORD, seed, unique } from '../../support/seed.js';
import { MINUTE_MS, passTime } from '../../support/time.js';

vi.mock('argon2', { spy: true });
beforeEach(() => void vi.mocked(verify).mockClear());

/** Behind a proxy, so that a test can come from an address of its own. */
const app = await startApp({ trustedProxies: 1 });
const world = seed(app);

let addresses = 0;
function fromAddressOfOnesOwn() {
  addresses++;
  return app.visitor.with({ 'x-forwarded-for': `10.0.0.${addresses}` });
}

function attempt(email: string, password: string, client = fromAddressOfOnesOwn()) {
  return client.run(Login, { input: { email, password } });
}

describe('log-in attempts', () => {
  test('are limited to ten of an account, wherever they come from', async () => {
    const ann = await world.user();
    for (let i = 0; i < 10; i++) {
      const { data } = await attempt(ann.email, `guess number ${i}`);
      expect(data && refusals(data.login)).toEqual(['INVALID_CREDENTIALS']);
    }
    const answer = await attempt(ann.email, PASSWORD);
    expect(codes(answer)).toEqual(['RATE_LIMITED']);
    expect(answer.errors?.[0]?.extensions.retryAfter).toBeGreaterThan(200);
    expect(answer.errors?.[0]?.extensions.retryAfter).toBeLessThanOrEqual(300);
  });

  test('of one account do not count for another', async () => {
    const ann = await world.user();
    const bob = await world.user();
    for (let i = 0; i < 11; i++) await attempt(ann.email, 'a wrong guess');
    const { data } = await attempt(bob.email, PASSWORD);
    expect(data?.login.user?.id).toBe(bob.id);
  });

  test('are free again five minutes later', async () => {
    const ann = await world.user();
    for (let i = 0; i < 11; i++) await attempt(ann.email, 'a wrong guess');
    passTime(5 * MINUTE_MS);
    const { data } = await attempt(ann.email, PASSWORD);
    expect(data?.login.user?.id).toBe(ann.id);
  });

  test('that succeed do not count', async () => {
    const ann = await world.user();
    for (let i = 0; i < 12; i++) expect(codes(await attempt(ann.email, PASSWORD))).toEqual([]);
  });

  test('of an unknown e-mail are limited like those of a known one', async () => {
    const email = `${unique('nobody')}@example.org`;
    for (let i = 0; i < 10; i++) await attempt(email, 'a wrong guess');
    expect(codes(await attempt(email, 'a wrong guess'))).toEqual(['RATE_LIMITED']);
  });

  test('cannot be multiplied by aliases in one request', async () => {
    const ann = await world.user();
    const aliases = Array.from(
      { length: 20 },
      (_, i) => `a${i}: login(input: { email: $email, password: "guess ${i}" }) { errors { code } }`,
    );
    const answer = await app.visitor.query(`mutation ($email: String!) { ${aliases.join(' ')} }`, { email: ann.email });
    expect(codes(answer)).toEqual(['RATE_LIMITED']);
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(10);
  });

  test('cannot be multiplied by sending them at the same moment, nor by writing the e-mail in another way', async () => {
    const ann = await world.user();
    const spellings = [ann.email, ann.email.toUpperCase(), ` ${ann.email}`];
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => attempt(spellings[i % 3] ?? '', 'a wrong guess')));
    expect(answers.filter(answer => codes(answer).includes('RATE_LIMITED'))).toHaveLength(20);
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(10);
  });

  test('cannot be multiplied by a batch of operations in one request', async () => {
    const answer = await app.visitor.post([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(answer.status).toBe(400);
  });

  test('are limited to a hundred of an address, whichever the accounts', async () => {
    const client = fromAddressOfOnesOwn();
    vi.mocked(verify).mockResolvedValue(false);
    const guess = () => attempt(`${unique('nobody')}@example.org`, 'a wrong guess', client);
    for (let i = 0; i < 100; i++) expect(codes(await guess())).toEqual([]);
    expect(codes(await guess())).toEqual(['RATE_LIMITED']);
    expect(codes(await attempt(`${unique('nobody')}@example.org`, 'a wrong guess'))).toEqual([]);
  });
});

test('registrations are limited to a hundred of an address', async () => {
  const client = fromAddressOfOnesOwn();
  const input = { username: 'x', email: 'x', firstName: 'x', lastName: 'x', password: 'x' };
  for (let i = 0; i < 100; i++) expect(codes(await client.run(Register, { input }))).toEqual([]);
  expect(codes(await client.run(Register, { input }))).toEqual(['RATE_LIMITED']);
});
