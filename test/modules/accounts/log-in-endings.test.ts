import { describe, expect, test } from 'vitest';
import { Login, LoginRevoke, Logins, Logout, PasswordChange, TokenRefresh, UserUpdate, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { PASSWORD, type Person, seed } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { passTime, SECOND_MS, soon, withinASecond } from '../../support/time.js';

const app = await startApp();
const world = seed(app);

async function isRefused(person: Person): Promise<boolean> {
  return codes(await person.client.run(Viewer)).includes('UNAUTHENTICATED');
}

const endings: [string, (person: Person) => Promise<unknown>][] = [
  ['logging out', person => person.client.ask(Logout)],
  [
    'revoking the log-in from another one',
    async person => {
      const other = await world.logIn(person);
      return other.client.ask(LoginRevoke, { id: person.loginId });
    },
  ],
  [
    'changing the password',
    async person => {
      const other = await world.logIn(person);
      return other.client.ask(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: 'quite another password' } });
    },
  ],
  [
    'deactivating the user',
    async person => {
      const admin = await world.user({ role: 'ADMIN' });
      return admin.client.ask(UserUpdate, { id: person.id, input: { active: false } });
    },
  ],
  [
    'a copied refresh token that comes back',
    async person => {
      await app.visitor.ask(TokenRefresh, { refreshToken: person.refreshToken });
      passTime(11 * SECOND_MS);
      return app.visitor.ask(TokenRefresh, { refreshToken: person.refreshToken });
    },
  ],
];

describe.each(endings)('%s', (_name, end) => {
  test('stops the access token, the refresh token and every open socket within a second', async () => {
    const ann = await world.user();
    const sockets = [ann.client.socket(), ann.client.socket()];
    await Promise.all(sockets.map(socket => socket.opened));
    expect((await ann.client.ask(Viewer)).me?.id).toBe(ann.id);
    await end(ann);
    const closings = await withinASecond(Promise.all(sockets.map(socket => socket.closed)));
    expect(closings).toEqual(Array(2).fill({ code: 4403, reason: 'Log-in ended' }));
    expect(await isRefused(ann)).toBe(true);
    const { tokenRefresh } = await app.visitor.ask(TokenRefresh, { refreshToken: ann.refreshToken });
    expect(refusals(tokenRefresh)).toEqual(['INVALID_TOKEN refreshToken']);
    await expect(ann.client.socket().opened).rejects.toThrow('closed with 4401');
  });

  test('leaves the log-ins and sockets of others alone', async () => {
    const ann = await world.user();
    const bob = await world.user();
    const socket = bob.client.socket();
    await socket.opened;
    await end(ann);
    expect(await isRefused(bob)).toBe(false);
    expect(await socket.run(Viewer)).toMatchObject({ data: { me: { id: bob.id } } });
    await socket.close();
  });
});

describe('another server on the same database', () => {
  test('takes an ended log-in for a second at most', async () => {
    const elsewhere = await startApp({ databaseUrl: app.databaseUrl });
    const ann = await world.user();
    const there = elsewhere.visitor.as(ann);
    expect((await there.ask(Viewer)).me?.id).toBe(ann.id);
    await ann.client.ask(Logout);
    await soon(async () => codes(await there.run(Viewer)).includes('UNAUTHENTICATED'));
  });
});

describe('the log-ins of a user', () => {
  test('are listed, the last used first, and only the living ones of one’s own', async () => {
    const phone = await world.user();
    const browser = await world.logIn(phone);
    const ended = await world.logIn(phone);
    await world.user();
    await ended.client.ask(Logout);
    passTime(5 * SECOND_MS);
    await app.visitor.ask(TokenRefresh, { refreshToken: phone.refreshToken });
    const { logins } = await browser.client.ask(Logins);
    expect(logins.map(({ id, current }) => [id, current])).toEqual([
      [phone.loginId, false],
      [browser.loginId, true],
    ]);
  });

  test('say which browser or app it was', async () => {
    const ann = await world.user();
    const { login } = await app.visitor
      .with({ 'user-agent': 'Browser/1.0' })
      .ask(Login, { input: { email: ann.email, password: PASSWORD } });
    const { logins } = await app.visitor.as({ accessToken: login.accessToken ?? '' }).ask(Logins);
    expect(logins.find(it => it.current)?.userAgent).toBe('Browser/1.0');
  });

  test('can be revoked by nobody else', async () => {
    const ann = await world.user();
    const mallory = await world.user();
    for (const id of [ann.loginId, crypto.randomUUID(), 'no id at all']) {
      expect(refusals((await mallory.client.ask(LoginRevoke, { id })).loginRevoke)).toEqual(['NOT_FOUND id']);
    }
    expect(await isRefused(ann)).toBe(false);
  });
});

describe('rights that are taken away', () => {
  test('are gone with the next request of every log-in', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    const ann = await world.user({ role: 'ADMIN' });
    const promote = () => ann.client.run(UserUpdate, { id: ann.id, input: { role: 'ADMIN' } });
    expect(codes(await promote())).toEqual([]);
    await admin.client.ask(UserUpdate, { id: ann.id, input: { role: 'EMPLOYEE' } });
    expect(codes(await promote())).toEqual(['FORBIDDEN']);
  });

  test('are gone for an open socket too, which stays open', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    const ann = await world.user({ role: 'ADMIN' });
    const socket = ann.client.socket();
    await socket.opened;
    await admin.client.ask(UserUpdate, { id: ann.id, input: { role: 'EMPLOYEE' } });
    expect(codes((await socket.run(UserUpdate, { id: ann.id, input: { role: 'ADMIN' } })) as never)).toEqual(['FORBIDDEN']);
    expect(await socket.run(Viewer)).toMatchObject({ data: { me: { role: 'EMPLOYEE' } } });
    await socket.close();
  });
});

test('the list of log-ins costs one statement, however many there are', async () => {
  const person = await world.user();
  const few = await statementsOf(app, () => person.client.ask(Logins));
  for (let i = 0; i < 20; i++) await world.logIn(person);
  const many = await statementsOf(app, () => person.client.ask(Logins));
  expect(few).toHaveLength(1);
  expect(many).toHaveLength(1);
});
