import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { EmailState, Login, PasswordReset, PasswordResetRequest, TokenRefresh, UserUpdate, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { mailTo, settle, tokenTo } from '../../support/mailbox.js';
import { PASSWORD, type Person, seed, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { MINUTE_MS, passTime, withinASecond } from '../../support/time.js';
import { enableTotp } from '../../support/totp.js';

const app = await startApp({ trustedProxies: 1 });
const world = seed(app);
const NEW = 'another battery of staples';

let addresses = 0;
function stranger() {
  addresses++;
  return app.visitor.with({ 'x-forwarded-for': `10.0.${addresses >> 8}.${addresses & 255}` });
}

async function ask(email: string, client = stranger()) {
  return client.run(PasswordResetRequest, { input: { email } });
}

async function reset(token: string, newPassword = NEW, client = stranger()) {
  return (await client.ask(PasswordReset, { input: { token, newPassword } })).passwordReset;
}

async function tokenFor({ email }: Person): Promise<string> {
  await ask(email);
  return tokenTo(app, email);
}

async function logsIn({ email }: Person, password: string): Promise<boolean> {
  const { login } = await stranger().ask(Login, { input: { email, password } });
  return login.errors.length === 0;
}

describe('a forgotten password', () => {
  test('is replaced by a token that was mailed, which is good once', async () => {
    const ann = await world.user();
    const token = await tokenFor(ann);
    expect(refusals(await reset(token))).toEqual([]);
    expect([await logsIn(ann, NEW), await logsIn(ann, PASSWORD)]).toEqual([true, false]);
    expect(refusals(await reset(token, 'yet another battery'))).toEqual(['INVALID_TOKEN input.token']);
  });

  test('ends every log-in and socket, and is told by mail', async () => {
    const ann = await world.user();
    const socket = ann.client.socket();
    await socket.opened;
    await reset(await tokenFor(ann));
    expect((await withinASecond(socket.closed)).code).toBe(4403);
    expect(codes(await ann.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    expect(refusals((await stranger().ask(TokenRefresh, { refreshToken: ann.refreshToken })).tokenRefresh)).toEqual([
      'INVALID_TOKEN refreshToken',
    ]);
    expect((await mailTo(app, ann.email)).map(it => it.subject)).toEqual(['A new password for your account', 'Your password was changed']);
  });

  test('begins no log-in, and shows that the address is theirs', async () => {
    const ann = await world.user();
    const answer = await stranger().run(PasswordReset, { input: { token: await tokenFor(ann), newPassword: NEW } });
    expect(answer.headers.getSetCookie().map(it => it.split('=')[0])).toEqual(['amphi_device']);
    const again = await world.logIn(ann);
    expect((await again.client.ask(EmailState)).me).toMatchObject({ emailVerified: true });
  });

  test('does not get past a second factor', async () => {
    const ann = await world.user();
    await enableTotp(ann);
    await reset(await tokenFor(ann));
    const { login } = await stranger().ask(Login, { input: { email: ann.email, password: NEW } });
    expect(refusals(login)).toEqual(['SECOND_FACTOR_NEEDED input.code']);
  });

  test.each([
    ['short', 'TOO_SHORT'],
    ['password123', 'WEAK_PASSWORD'],
  ])('is not replaced by a bad one, and the token stays good: %s', async (password, code) => {
    const ann = await world.user();
    const token = await tokenFor(ann);
    expect(refusals(await reset(token, password))).toEqual([`${code} input.newPassword`]);
    expect(refusals(await reset(token))).toEqual([]);
  });

  test('is replaced once by fifty who bring the token at the same moment', async () => {
    const ann = await world.user();
    const token = await tokenFor(ann);
    const passwords = Array.from({ length: 50 }, (_, n) => `${NEW} ${n}`);
    const answers = await Promise.all(passwords.map(password => reset(token, password)));
    const won = passwords.filter((_, n) => answers[n]?.errors.length === 0);
    expect(won).toHaveLength(1);
    expect(answers.flatMap(refusals)).toEqual(Array(49).fill('INVALID_TOKEN input.token'));
    expect(await logsIn(ann, won[0] ?? '')).toBe(true);
  });
});

describe('a token for a new password', () => {
  test('is over after half an hour', async () => {
    const ann = await world.user();
    const token = await tokenFor(ann);
    passTime(31 * MINUTE_MS);
    expect(refusals(await reset(token))).toEqual(['INVALID_TOKEN input.token']);
  });

  test('is stored as a hash, and never in a mail that waits', async () => {
    const ann = await world.user();
    const token = await tokenFor(ann);
    const rows = await app.database.rows(sql`select * from one_time_tokens where user_id = ${ann.id}`);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  test('lives beside two others at most, and all of them end when one is used', async () => {
    const ann = await world.user();
    const tokens: string[] = [];
    for (let i = 0; i < 3; i++) tokens.push(await tokenFor(ann));
    passTime(29 * MINUTE_MS);
    expect(new Set(tokens).size).toBe(3);
    expect(refusals(await reset(tokens[1] ?? ''))).toEqual([]);
    for (const token of tokens) expect(refusals(await reset(token))).toEqual(['INVALID_TOKEN input.token']);
  });

  test('is of no use once the address is another one, or the account is closed', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    const [moved, closed] = [await world.user(), await world.user()];
    const tokens = [await tokenFor(moved), await tokenFor(closed)];
    await admin.client.ask(UserUpdate, { id: moved.id, input: { email: `${unique('new')}@example.org` } });
    await admin.client.ask(UserUpdate, { id: closed.id, input: { active: false } });
    for (const token of tokens) expect(refusals(await reset(token))).toEqual(['INVALID_TOKEN input.token']);
  });

  test.each(['', 'x', 'A'.repeat(43)])('that was made up is refused: %j', async token => {
    expect(refusals(await reset(token))).toEqual(['INVALID_TOKEN input.token']);
  });
});

describe('asking for a new password', () => {
  test('is answered the same after the same statements, whether there is such an account, it is closed, or there is none', async () => {
    const [ann, gone] = [await world.user(), await world.user({ active: false })];
    const emails = [ann.email, gone.email, `${unique('nobody')}@example.org`, ann.email.toUpperCase()];
    // From here on mail waits, so that none of the statements is one that sends it.
    await app.mail.stop();
    await settle(app);
    const asked = [];
    for (const email of emails) {
      let text = '';
      const statements = await statementsOf(app, async () => {
        text = (await ask(email)).text;
      });
      asked.push({ text, statements });
    }
    expect(new Set(asked.map(it => JSON.stringify(it))).size).toBe(1);
    expect(asked[0]?.text).toBe('{"data":{"passwordResetRequest":{"errors":[]}}}');
    const [waiting] = await app.database.rows(sql`select count(*) as count from mails where letter = 'password-reset'`);
    expect(waiting).toEqual({ count: 4 });
    const sent = await Promise.all(emails.map(email => mailTo(app, email)));
    expect(sent.map(it => it.length)).toEqual([2, 0, 0, 0]);
    app.mail.start();
  });

  test('of what is no address is refused', async () => {
    const { data } = await ask('not an address');
    expect(data && refusals(data.passwordResetRequest)).toEqual(['INVALID_FORMAT input.email']);
  });

  test('mails three times in half an hour at most, however often and from wherever it is asked, and says nothing of it', async () => {
    const ann = await world.user();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(ann.email)));
    expect(new Set(answers.map(it => it.text)).size).toBe(1);
    expect(await mailTo(app, ann.email)).toHaveLength(3);
    expect(refusals(await reset(await tokenTo(app, ann.email)))).toEqual([]);
    passTime(31 * MINUTE_MS);
    await ask(ann.email);
    expect((await mailTo(app, ann.email)).at(-1)?.subject).toBe('A new password for your account');
  });

  test('is limited to a hundred times from an address', async () => {
    const client = stranger();
    for (let i = 0; i < 100; i++) expect(codes(await ask(`${unique('nobody')}@example.org`, client))).toEqual([]);
    expect(codes(await ask(`${unique('nobody')}@example.org`, client))).toEqual(['RATE_LIMITED']);
  });
});

test('a mail leads to the client app, with the token where no server sees it', async () => {
  const linked = await startApp({ publicUrl: 'https://app.example/amphi' });
  const ann = await seed(linked).user();
  await linked.visitor.ask(PasswordResetRequest, { input: { email: ann.email } });
  const [mail] = await mailTo(linked, ann.email);
  expect(mail?.text).toMatch(/^https:\/\/app\.example\/amphi\/reset-password#token=[\w-]{43}$/m);
});
