import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { EmailChange, EmailState, EmailVerificationRequest, EmailVerify, Login, Register, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { mailTo, tokenTo } from '../../support/mailbox.js';
import { PASSWORD, type Person, seed, unique } from '../../support/seed.js';
import { HOUR_MS, passTime } from '../../support/time.js';

const app = await startApp();
const world = seed(app);
const newAddress = () => `${unique('new')}@example.org`;

async function register() {
  const username = unique('new');
  const input = { username, email: `${username}@example.org`, firstName: 'Nina', lastName: 'New', password: 'a long enough one' };
  const { register: answered } = await app.visitor.ask(Register, { input });
  return { email: input.email, client: app.visitor.as({ accessToken: answered.accessToken ?? '' }) };
}

async function verify(token: string) {
  return (await app.visitor.ask(EmailVerify, { token })).emailVerify;
}

async function change({ client }: Pick<Person, 'client'>, email: string, password = PASSWORD) {
  return (await client.ask(EmailChange, { input: { email, password } })).emailChange;
}

async function stateOf({ client }: Pick<Person, 'client'>) {
  return (await client.ask(EmailState)).me;
}

async function subjectsTo(address: string): Promise<string[]> {
  return (await mailTo(app, address)).map(it => it.subject);
}

describe('a new account', () => {
  test('is asked by mail whether the address is its own, and works meanwhile', async () => {
    const nina = await register();
    expect(await stateOf(nina)).toEqual({ email: nina.email, emailVerified: false, pendingEmail: null });
    expect(refusals(await verify(await tokenTo(app, nina.email)))).toEqual([]);
    expect(await stateOf(nina)).toEqual({ email: nina.email, emailVerified: true, pendingEmail: null });
  });

  test('gets another mail when it asks, and none once the address is verified', async () => {
    const nina = await register();
    expect(await subjectsTo(nina.email)).toHaveLength(1);
    await nina.client.ask(EmailVerificationRequest);
    expect(await subjectsTo(nina.email)).toHaveLength(2);
    await verify(await tokenTo(app, nina.email));
    expect(refusals((await nina.client.ask(EmailVerificationRequest)).emailVerificationRequest)).toEqual(['INVALID_STATUS']);
  });

  test('asks five times an hour at most', async () => {
    const nina = await register();
    for (let i = 0; i < 5; i++) await nina.client.ask(EmailVerificationRequest);
    expect(codes(await nina.client.run(EmailVerificationRequest))).toEqual(['RATE_LIMITED']);
  });
});

describe('a token to verify an address', () => {
  test('is good for three days', async () => {
    const nina = await register();
    const token = await tokenTo(app, nina.email);
    passTime(73 * HOUR_MS);
    expect(refusals(await verify(token))).toEqual(['INVALID_TOKEN token']);
    await app.modules.accounts.prune();
    expect(await app.database.rows(sql`select id from one_time_tokens where address = ${nina.email}`)).toEqual([]);
  });

  test('is good once, of fifty who bring it at the same moment', async () => {
    const nina = await register();
    const token = await tokenTo(app, nina.email);
    const answers = await Promise.all(Array.from({ length: 50 }, () => verify(token)));
    expect(answers.filter(it => it.errors.length === 0)).toHaveLength(1);
  });
});

describe('another address', () => {
  test('is pending until it is verified; the present one is told when it is asked for and when it is changed', async () => {
    const ann = await world.user({ emailVerified: true });
    const email = newAddress();
    expect(await change(ann, ` ${email.toUpperCase()}`)).toEqual({
      user: { email: ann.email, emailVerified: true, pendingEmail: email },
      errors: [],
    });
    expect(await subjectsTo(ann.email)).toEqual(['Another e-mail address for your account']);
    expect(refusals(await verify(await tokenTo(app, email)))).toEqual([]);
    expect(await stateOf(ann)).toEqual({ email, emailVerified: true, pendingEmail: null });
    expect((await subjectsTo(ann.email)).at(-1)).toBe('Your e-mail address was changed');
    const { login } = await app.visitor.ask(Login, { input: { email, password: PASSWORD } });
    expect(login.user?.id).toBe(ann.id);
  });

  test('takes the password', async () => {
    const ann = await world.user();
    expect(refusals(await change(ann, newAddress(), 'not the password'))).toEqual(['INVALID_CREDENTIALS input.password']);
    expect(await stateOf(ann)).toMatchObject({ pendingEmail: null });
  });

  test('takes the place of one that was pending, whose token is of no use then', async () => {
    const ann = await world.user();
    const [first, second] = [newAddress(), newAddress()];
    await change(ann, first);
    const token = await tokenTo(app, first);
    await change(ann, second);
    expect(refusals(await verify(token))).toEqual(['INVALID_TOKEN token']);
    expect(refusals(await verify(await tokenTo(app, second)))).toEqual([]);
    expect(await stateOf(ann)).toMatchObject({ email: second });
  });

  test('is taken back by asking for the present one', async () => {
    const ann = await world.user();
    const email = newAddress();
    await change(ann, email);
    const token = await tokenTo(app, email);
    await change(ann, ann.email);
    expect(await stateOf(ann)).toMatchObject({ email: ann.email, pendingEmail: null });
    expect(refusals(await verify(token))).toEqual(['INVALID_TOKEN token']);
  });

  test('that another account has shows only to whoever reads its mail', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    expect(refusals(await change(ann, bob.email))).toEqual([]);
    expect(refusals(await verify(await tokenTo(app, bob.email)))).toEqual(['TAKEN email']);
    expect(await stateOf(ann)).toMatchObject({ email: ann.email });
  });

  test('that is none is refused', async () => {
    expect(refusals(await change(await world.user(), 'not an address'))).toEqual(['INVALID_FORMAT input.email']);
  });

  test('given by an administrator has yet to be verified, and the former one is told', async () => {
    const [admin, ann] = [await world.user({ role: 'ADMIN' }), await world.user({ emailVerified: true })];
    const email = newAddress();
    await admin.client.ask(UserUpdate, { id: ann.id, input: { email } });
    expect(await stateOf(ann)).toEqual({ email, emailVerified: false, pendingEmail: null });
    expect(await subjectsTo(ann.email)).toEqual(['Your e-mail address was changed']);
    await verify(await tokenTo(app, email));
    expect(await stateOf(ann)).toMatchObject({ emailVerified: true });
  });
});

test('whether an address is verified is for oneself and for those who manage users', async () => {
  const [ann, bob, manager] = [await world.user(), await world.user(), await world.user({ role: 'MANAGER' })];
  const department = await world.department({ managerId: (await world.user({ role: 'MANAGER' })).id });
  const query = 'query ($id: ID!) { department(id: $id) { manager { emailVerified pendingEmail } } }';
  const hidden = await bob.client.query(query, { id: department.id });
  expect(hidden.data).toEqual({ department: { manager: { emailVerified: null, pendingEmail: null } } });
  const seen = await manager.client.query('query ($id: ID!) { user(id: $id) { emailVerified } }', { id: ann.id });
  expect(seen.data).toEqual({ user: { emailVerified: false } });
});
