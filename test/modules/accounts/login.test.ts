import { verify } from 'argon2';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Login, type LoginInput, Logout, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { PASSWORD, seed, unique } from '../../support/seed.js';

vi.mock('argon2', { spy: true });

const app = await startApp();
const world = seed(app);

beforeEach(() => void vi.mocked(verify).mockClear());

function logIn(input: LoginInput) {
  return app.visitor.run(Login, { input });
}

describe('logging in', () => {
  test('gives a token that says who is asking', async () => {
    const ann = await world.user({ role: 'STAFF' });
    const { login } = await app.visitor.ask(Login, { input: { email: ann.email, password: PASSWORD } });
    expect(login.errors).toEqual([]);
    expect(login.user).toEqual({ id: ann.id, username: ann.username });
    const { me } = await app.visitor.as({ accessToken: login.accessToken ?? '' }).ask(Viewer);
    expect(me).toMatchObject({ id: ann.id, role: 'STAFF' });
  });

  test('the access token lasts 15 minutes', async () => {
    const ann = await world.user();
    const { login } = await app.visitor.ask(Login, { input: { email: ann.email, password: PASSWORD } });
    const minutes = (Date.parse(login.accessTokenExpiresAt ?? '') - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(14.5);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  test('the e-mail may be written in capitals and with blanks around', async () => {
    const ann = await world.user();
    const { data } = await logIn({ email: ` ${ann.email.toUpperCase()} `, password: PASSWORD });
    expect(data?.login.user?.id).toBe(ann.id);
  });

  test('a wrong password, an unknown e-mail and a deactivated account get the same answer for the same work', async () => {
    const ann = await world.user();
    const gone = await world.user({ active: false });
    const answers = [
      await logIn({ email: ann.email, password: 'not the password' }),
      await logIn({ email: `${unique('nobody')}@example.org`, password: 'not the password' }),
      await logIn({ email: gone.email, password: PASSWORD }),
    ];
    expect(new Set(answers.map(answer => answer.text)).size).toBe(1);
    expect(answers.map(({ data }) => data && refusals(data.login))).toEqual(Array(3).fill(['INVALID_CREDENTIALS']));
    expect(vi.mocked(verify)).toHaveBeenCalledTimes(3);
    const costs = vi.mocked(verify).mock.calls.map(([hash]) => String(hash).split('$').slice(1, 4).join(' '));
    expect(new Set(costs)).toEqual(new Set(['argon2id v=19 m=19456,p=1,t=2']));
  });

  test('a refused log-in sets no cookie', async () => {
    const { headers } = await logIn({ email: 'nobody@example.org', password: 'not the password' });
    expect(headers.getSetCookie()).toEqual([]);
  });
});

describe('logging out', () => {
  test('ends this log-in and no other', async () => {
    const phone = await world.user();
    const browser = await world.logIn(phone);
    const { logout } = await phone.client.ask(Logout);
    expect(logout.errors).toEqual([]);
    expect(codes(await phone.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    expect((await browser.client.ask(Viewer)).me?.id).toBe(phone.id);
  });

  test('needs a log-in', async () => {
    expect(codes(await app.visitor.run(Logout))).toEqual(['UNAUTHENTICATED']);
  });
});
