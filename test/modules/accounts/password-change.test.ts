import { describe, expect, test } from 'vitest';
import { Login, PasswordChange, TokenRefresh, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { mailTo } from '../../support/mailbox.js';
import { PASSWORD, type Person, seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);
const NEW = 'another battery of staples';

async function change(person: Person, newPassword = NEW, currentPassword = PASSWORD) {
  return (await person.client.ask(PasswordChange, { input: { currentPassword, newPassword } })).passwordChange;
}

async function logsIn(person: Person, password: string): Promise<boolean> {
  const { login } = await app.visitor.ask(Login, { input: { email: person.email, password } });
  return login.errors.length === 0;
}

describe('changing the password', () => {
  test('lets the new one in and the old one no more', async () => {
    const ann = await world.user();
    expect(await change(ann)).toEqual({ user: { id: ann.id }, errors: [] });
    expect(await logsIn(ann, NEW)).toBe(true);
    expect(await logsIn(ann, PASSWORD)).toBe(false);
  });

  test('ends every log-in of the user, this one too, and nobody else’s', async () => {
    const phone = await world.user();
    const browser = await world.logIn(phone);
    const bob = await world.user();
    await change(phone);
    for (const { client, refreshToken } of [phone, browser]) {
      expect(codes(await client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
      expect(refusals((await app.visitor.ask(TokenRefresh, { refreshToken })).tokenRefresh)).toEqual(['INVALID_TOKEN refreshToken']);
    }
    expect((await bob.client.ask(Viewer)).me?.id).toBe(bob.id);
  });

  test('takes the current one', async () => {
    const ann = await world.user();
    expect(refusals(await change(ann, NEW, 'not the password'))).toEqual(['INVALID_CREDENTIALS input.currentPassword']);
    expect(await logsIn(ann, PASSWORD)).toBe(true);
    expect((await ann.client.ask(Viewer)).me?.id).toBe(ann.id);
  });

  test.each([
    ['short', 'TOO_SHORT'],
    ['x'.repeat(129), 'TOO_LONG'],
    ['password123', 'WEAK_PASSWORD'],
  ])('refuses a new one that breaks the rules: %.9s', async (password, code) => {
    const ann = await world.user();
    expect(refusals(await change(ann, password))).toEqual([`${code} input.newPassword`]);
    expect(await logsIn(ann, PASSWORD)).toBe(true);
  });

  test('refuses a new one in which, beside one’s names and that of this place, too little is left', async () => {
    const ann = await world.user({ firstName: 'Annabelle', lastName: 'Müller' });
    for (const weak of ['annabelle1984', 'AnnaBelle Müller', `${ann.username}!`, 'x-amphi-2026', ann.email]) {
      expect(refusals(await change(ann, weak))).toEqual(['WEAK_PASSWORD input.newPassword']);
    }
    expect(refusals(await change(ann, 'annabelle likes her garden'))).toEqual([]);
  });

  test('is told by mail', async () => {
    const ann = await world.user();
    await change(ann);
    expect((await mailTo(app, ann.email)).map(it => it.subject)).toEqual(['Your password was changed']);
  });

  test('of two changes at the same moment one holds and the other is refused', async () => {
    const ann = await world.user();
    const browser = await world.logIn(ann);
    const answers = await Promise.all([
      ann.client.run(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: `${NEW} 1` } }),
      browser.client.run(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: `${NEW} 2` } }),
    ]);
    expect(answers.filter(({ data }) => data?.passwordChange.user)).toHaveLength(1);
    expect([await logsIn(ann, `${NEW} 1`), await logsIn(ann, `${NEW} 2`)].filter(Boolean)).toHaveLength(1);
  });

  test('guesses of the current one are limited', async () => {
    const ann = await world.user();
    for (let i = 0; i < 10; i++) await change(ann, NEW, `guess number ${i}`);
    const answer = await ann.client.run(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: NEW } });
    expect(codes(answer)).toEqual(['RATE_LIMITED']);
  });
});
