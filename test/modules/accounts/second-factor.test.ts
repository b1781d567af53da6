import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  AccountErase,
  EmailChange,
  Login,
  RecoveryCodesRenew,
  SecondFactor,
  TotpDisable,
  TotpEnable,
  TotpSetUp,
  UserTotpDisable,
  Viewer,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { mailTo } from '../../support/mailbox.js';
import { PASSWORD, type Person, seed } from '../../support/seed.js';
import { passTime, SECOND_MS } from '../../support/time.js';
import { codeOf, enableTotp, setUpTotp, wrongCodeOf } from '../../support/totp.js';

const app = await startApp();
const world = seed(app);
const STEP_MS = 30 * SECOND_MS;

async function logIn({ email }: Person, code?: string, password = PASSWORD) {
  return (await app.visitor.ask(Login, { input: { email, password, ...(code && { code }) } })).login;
}

/** Someone with an authenticator app, at a moment when its next code has not been used yet. */
async function protectedPerson() {
  const person = await world.user();
  const factor = await enableTotp(person);
  passTime(STEP_MS);
  return { person, ...factor };
}

describe('turning an authenticator app on', () => {
  test('takes the password and a code of the app; then log-ins take a code', async () => {
    const ann = await world.user();
    const secret = await setUpTotp(ann);
    expect(refusals(await logIn(ann))).toEqual([]);
    const { totpEnable } = await ann.client.ask(TotpEnable, { code: codeOf(secret) });
    expect(totpEnable.recoveryCodes).toHaveLength(10);
    expect(refusals(await logIn(ann))).toEqual(['SECOND_FACTOR_NEEDED input.code']);
    expect((await ann.client.ask(SecondFactor)).secondFactor).toEqual({ enabledAt: expect.any(String), recoveryCodesLeft: 10 });
  });

  test('with a wrong password or a wrong code leaves it off', async () => {
    const ann = await world.user();
    const refused = await ann.client.ask(TotpSetUp, { input: { password: 'not the password' } });
    expect(refusals(refused.totpSetUp)).toEqual(['INVALID_CREDENTIALS input.password']);
    const secret = await setUpTotp(ann);
    const { totpEnable } = await ann.client.ask(TotpEnable, { code: wrongCodeOf(secret) });
    expect(refusals(totpEnable)).toEqual(['INVALID_CODE code']);
    expect(refusals(await logIn(ann))).toEqual([]);
    expect((await ann.client.ask(SecondFactor)).secondFactor).toEqual({ enabledAt: null, recoveryCodesLeft: 0 });
  });

  test('ends the other log-ins, keeps this one, and is told by mail', async () => {
    const phone = await world.user();
    const browser = await world.logIn(phone);
    await enableTotp(browser);
    expect(codes(await phone.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    expect((await browser.client.ask(Viewer)).me?.id).toBe(phone.id);
    expect((await mailTo(app, phone.email)).map(it => it.subject)).toEqual(['Logging in takes a code now']);
  });

  test('is done once', async () => {
    const { person } = await protectedPerson();
    const { totpEnable } = await person.client.ask(TotpEnable, { code: '123456' });
    expect(refusals(totpEnable)).toEqual(['INVALID_STATUS']);
  });

  test('keeps the secret where the database alone does not tell it', async () => {
    const { person, secret } = await protectedPerson();
    const rows = await app.database.rows(sql`select * from second_factors where user_id = ${person.id}`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe('logging in with a second factor', () => {
  test('takes a code of this moment, or of the step before or after', async () => {
    for (const offset of [-STEP_MS, 0, STEP_MS]) {
      const person = await world.user();
      const secret = await setUpTotp(person);
      await person.client.ask(TotpEnable, { code: codeOf(secret) });
      passTime(2 * STEP_MS);
      expect(refusals(await logIn(person, codeOf(secret, Date.now() + offset)))).toEqual([]);
    }
  });

  test('takes no code twice, nor one from before the last', async () => {
    const { person, secret } = await protectedPerson();
    const [earlier, code] = [codeOf(secret, Date.now() - STEP_MS), codeOf(secret)];
    expect(refusals(await logIn(person, code))).toEqual([]);
    expect(refusals(await logIn(person, code))).toEqual(['INVALID_CODE input.code']);
    expect(refusals(await logIn(person, earlier))).toEqual(['INVALID_CODE input.code']);
  });

  test('lets in one of two who bring the same code at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const { person, secret } = await protectedPerson();
      const code = codeOf(secret);
      const answers = await Promise.all([logIn(person, code), logIn(person, code)]);
      expect(answers.flatMap(refusals)).toEqual(['INVALID_CODE input.code']);
    }
  });

  test('says nothing of the code to whoever has not the password', async () => {
    const { person, secret } = await protectedPerson();
    expect(refusals(await logIn(person, codeOf(secret), 'not the password'))).toEqual(['INVALID_CREDENTIALS']);
    expect(refusals(await logIn(person, undefined, 'not the password'))).toEqual(['INVALID_CREDENTIALS']);
  });

  test('is given up after five wrong codes, for five minutes', async () => {
    const { person, secret } = await protectedPerson();
    for (let i = 0; i < 5; i++) expect(refusals(await logIn(person, wrongCodeOf(secret)))).toEqual(['INVALID_CODE input.code']);
    const input = { email: person.email, password: PASSWORD };
    expect(codes(await app.visitor.run(Login, { input: { ...input, code: codeOf(secret) } }))).toEqual(['RATE_LIMITED']);
    passTime(301 * SECOND_MS);
    expect(refusals(await logIn(person, codeOf(secret)))).toEqual([]);
  });

  test('sets no cookie and begins no log-in before the code is right', async () => {
    const { person } = await protectedPerson();
    const answer = await app.visitor.run(Login, { input: { email: person.email, password: PASSWORD } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.data?.login).toMatchObject({ accessToken: null, refreshToken: null, user: null });
  });

  test('by one who has none ignores a code', async () => {
    expect(refusals(await logIn(await world.user(), '123456'))).toEqual([]);
  });
});

describe('a recovery code', () => {
  test('lets in once, however it is typed', async () => {
    const { person, recoveryCodes } = await protectedPerson();
    const [first = '', second = ''] = recoveryCodes;
    expect(refusals(await logIn(person, first))).toEqual([]);
    expect(refusals(await logIn(person, first))).toEqual(['INVALID_CODE input.code']);
    expect(refusals(await logIn(person, second.toLowerCase().replaceAll('-', '')))).toEqual([]);
    expect((await person.client.ask(SecondFactor)).secondFactor.recoveryCodesLeft).toBe(8);
  });

  test('lets in one of two who bring it at the same moment', async () => {
    const { person, recoveryCodes } = await protectedPerson();
    const [code] = recoveryCodes;
    const answers = await Promise.all([logIn(person, code), logIn(person, code)]);
    expect(answers.flatMap(refusals)).toEqual(['INVALID_CODE input.code']);
  });

  test('of another is of no use', async () => {
    const [{ person }, { recoveryCodes }] = [await protectedPerson(), await protectedPerson()];
    expect(refusals(await logIn(person, recoveryCodes[0]))).toEqual(['INVALID_CODE input.code']);
  });

  test('is of no use once new ones were made, which takes password and code and is told by mail', async () => {
    const { person, secret, recoveryCodes } = await protectedPerson();
    const refused = await person.client.ask(RecoveryCodesRenew, { input: { password: PASSWORD } });
    expect(refusals(refused.recoveryCodesRenew)).toEqual(['SECOND_FACTOR_NEEDED input.code']);
    const { recoveryCodesRenew } = await person.client.ask(RecoveryCodesRenew, { input: { password: PASSWORD, code: codeOf(secret) } });
    expect(refusals(await logIn(person, recoveryCodes[0]))).toEqual(['INVALID_CODE input.code']);
    expect(refusals(await logIn(person, recoveryCodesRenew.recoveryCodes?.[0]))).toEqual([]);
    expect((await mailTo(app, person.email)).map(it => it.subject)).toContain('You have new recovery codes');
  });
});

describe('turning it off', () => {
  test('takes password and code; then the password alone lets in, and it is told by mail', async () => {
    const { person, secret } = await protectedPerson();
    for (const [input, refusal] of [
      [{ password: PASSWORD }, 'SECOND_FACTOR_NEEDED input.code'],
      [{ password: PASSWORD, code: wrongCodeOf(secret) }, 'INVALID_CODE input.code'],
      [{ password: 'not the password', code: codeOf(secret) }, 'INVALID_CREDENTIALS input.password'],
    ] as const) {
      expect(refusals((await person.client.ask(TotpDisable, { input })).totpDisable)).toEqual([refusal]);
    }
    const { totpDisable } = await person.client.ask(TotpDisable, { input: { password: PASSWORD, code: codeOf(secret) } });
    expect(refusals(totpDisable)).toEqual([]);
    expect(refusals(await logIn(person))).toEqual([]);
    expect((await mailTo(app, person.email)).at(-1)?.subject).toBe('Logging in takes no code any more');
  });

  test('is done by an administrator for whoever lost telephone and codes; it ends their log-ins', async () => {
    const [{ person }, admin] = [await protectedPerson(), await world.user({ role: 'ADMIN' })];
    expect(refusals((await admin.client.ask(UserTotpDisable, { id: person.id })).userTotpDisable)).toEqual([]);
    expect(codes(await person.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    expect(refusals(await logIn(person))).toEqual([]);
    expect((await mailTo(app, person.email)).at(-1)?.subject).toBe('Logging in takes no code any more');
    expect(refusals((await admin.client.ask(UserTotpDisable, { id: person.id })).userTotpDisable)).toEqual(['INVALID_STATUS id']);
  });
});

test.each([
  ['another e-mail address', (person: Person) => person.client.ask(EmailChange, { input: { email: 'x@example.org', password: PASSWORD } })],
  ['erasing the account', (person: Person) => person.client.ask(AccountErase, { input: { password: PASSWORD } })],
])('%s takes a code, too', async (_name, deed) => {
  const { person } = await protectedPerson();
  const [answer] = Object.values(await deed(person));
  expect(answer && typeof answer === 'object' && refusals(answer)).toEqual(['SECOND_FACTOR_NEEDED input.code']);
});
