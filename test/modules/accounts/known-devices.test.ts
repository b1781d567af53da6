import { verify } from 'argon2';
import { describe, expect, test, vi } from 'vitest';
import { Devices } from '../../../src/modules/accounts/devices.js';
import { LoginFromDevice, PasswordReset, PasswordResetRequest } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { type Client, codes, refusals } from '../../support/client.js';
import { tokenTo } from '../../support/mailbox.js';
import { PASSWORD, type Person, seed } from '../../support/seed.js';
import { HOUR_MS, MINUTE_MS, passTime } from '../../support/time.js';

vi.mock('argon2', { spy: true });

const app = await startApp({ trustedProxies: 1 });
const world = seed(app);

let addresses = 0;
function stranger(): Client {
  addresses++;
  return app.visitor.with({ 'x-forwarded-for': `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}` });
}

function logIn({ email }: Person, password = PASSWORD, deviceToken?: string, client = stranger()) {
  return client.run(LoginFromDevice, { input: { email, password, ...(deviceToken && { deviceToken }) } });
}

/** A device from which they have logged in. */
async function deviceOf(person: Person): Promise<string> {
  return (await logIn(person)).data?.login.deviceToken ?? '';
}

/** Guesses until every stranger has to wait. */
async function shutOutStrangers(person: Person): Promise<void> {
  for (let i = 0; i < 10; i++) await logIn(person, `guess number ${i}`);
  expect(codes(await logIn(person))).toEqual(['RATE_LIMITED']);
}

describe('an attacker with hundreds of addresses', () => {
  test('has 120 guesses an hour, and does not keep the user from logging in where they did before', async () => {
    const ann = await world.user();
    const device = await deviceOf(ann);
    let guesses = 0;
    for (let window = 0; window < 12; window++) {
      vi.mocked(verify).mockClear().mockResolvedValue(false);
      for (let i = 0; i < 6; i++) await Promise.all(Array.from({ length: 10 }, () => logIn(ann, 'a wrong guess')));
      guesses += vi.mocked(verify).mock.calls.length;
      vi.mocked(verify).mockReset();
      const { data } = await logIn(ann, PASSWORD, device);
      expect(data?.login.user?.id).toBe(ann.id);
      passTime(5 * MINUTE_MS);
    }
    expect(guesses).toBe(120);
  });
});

describe('a device that was let in before', () => {
  test('is known by its cookie in a browser', async () => {
    const ann = await world.user();
    const { headers } = await logIn(ann);
    const cookie = headers.getSetCookie().find(it => it.startsWith('amphi_device=')) ?? '';
    expect(cookie).toMatch(/HttpOnly/);
    await shutOutStrangers(ann);
    const { data } = await logIn(ann, PASSWORD, undefined, stranger().with({ cookie: cookie.split(';')[0] ?? '' }));
    expect(data?.login.user?.id).toBe(ann.id);
  });

  test('has ten guesses of its own, and they do not count for others', async () => {
    const ann = await world.user();
    const [stolen, own] = [await deviceOf(ann), await deviceOf(ann)];
    for (let i = 0; i < 10; i++) expect(codes(await logIn(ann, 'a wrong guess', stolen))).toEqual([]);
    expect(codes(await logIn(ann, 'a wrong guess', stolen))).toEqual(['RATE_LIMITED']);
    expect((await logIn(ann, PASSWORD, own)).data?.login.user?.id).toBe(ann.id);
    expect((await logIn(ann)).data?.login.user?.id).toBe(ann.id);
  });

  test('is a stranger to another account', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    const device = await deviceOf(bob);
    await shutOutStrangers(ann);
    expect(codes(await logIn(ann, PASSWORD, device))).toEqual(['RATE_LIMITED']);
  });

  test('with a token that was made up, or changed, is a stranger', async () => {
    const ann = await world.user();
    const device = await deviceOf(ann);
    await shutOutStrangers(ann);
    const [expiry = '', nonce = '', mac = ''] = device.split('.');
    const forged = [`zzzzzzzz.${nonce}.${mac}`, `${expiry}.${'A'.repeat(22)}.${mac}`, `${expiry}.${nonce}.${'A'.repeat(43)}`, 'x', '..'];
    for (const token of forged) expect(codes(await logIn(ann, PASSWORD, token))).toEqual(['RATE_LIMITED']);
  });

  test('is forgotten a year later', () => {
    const devices = new Devices(['a secret of the tests, long enough to sign with']);
    const { token } = devices.tokenFor('ann@example.org', 0);
    const year = 365 * 24 * HOUR_MS;
    expect(devices.guesserOf('ann@example.org', token, year - 1)).not.toBe('ann@example.org');
    expect(devices.guesserOf('ann@example.org', token, year)).toBe('ann@example.org');
  });

  test('stays known while its secret is named beside a new one', () => {
    const [former, present] = ['a former secret, long enough to sign with', 'the present secret, long enough to sign with'];
    const { token } = new Devices([former]).tokenFor('ann@example.org');
    expect(new Devices([present, former]).guesserOf('ann@example.org', token)).not.toBe('ann@example.org');
    expect(new Devices([present]).guesserOf('ann@example.org', token)).toBe('ann@example.org');
  });
});

test('whoever is shut out on a new device gets in by a new password', async () => {
  const ann = await world.user();
  await shutOutStrangers(ann);
  await stranger().ask(PasswordResetRequest, { input: { email: ann.email } });
  const input = { token: await tokenTo(app, ann.email), newPassword: 'another battery of staples' };
  const { passwordReset } = await stranger().ask(PasswordReset, { input });
  expect(refusals(passwordReset)).toEqual([]);
  const { data } = await logIn(ann, input.newPassword, passwordReset.deviceToken ?? '');
  expect(data?.login.user?.id).toBe(ann.id);
});
