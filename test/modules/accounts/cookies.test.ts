import { describe, expect, test } from 'vitest';
import { Login, Logout, TokenRefresh, Viewer } from '../../generated/documents.js';
import { KNOWN_ORIGIN, startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { PASSWORD, seed } from '../../support/seed.js';
import { withinASecond } from '../../support/time.js';

const app = await startApp({ trustedProxies: 1 });
const world = seed(app);

/** What a browser keeps of an answer: the cookies by name, each with its attributes. */
function cookiesOf(headers: Headers): Map<string, { value: string; attributes: string[] }> {
  return new Map(
    headers.getSetCookie().map(cookie => {
      const [pair = '', ...attributes] = cookie.split('; ');
      const [name = '', value = ''] = pair.split('=');
      return [name, { value, attributes }];
    }),
  );
}

/** What a browser sends. */
function headerOf(headers: Headers): string {
  return [...cookiesOf(headers)].map(([name, { value }]) => `${name}=${value}`).join('; ');
}

async function logInWithBrowser(headers: Record<string, string> = {}) {
  const user = await world.user();
  const answer = await app.visitor.with(headers).run(Login, { input: { email: user.email, password: PASSWORD } });
  return { user, headers: answer.headers, cookie: headerOf(answer.headers) };
}

describe('the cookies of a log-in', () => {
  test('cannot be read by scripts nor sent along by other sites', async () => {
    const { headers } = await logInWithBrowser();
    const cookies = cookiesOf(headers);
    expect([...cookies.keys()]).toEqual(['amphi_access', 'amphi_refresh', 'amphi_device']);
    for (const { attributes } of cookies.values()) {
      expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Lax', 'Path=/graphql']));
      expect(attributes).not.toContain('Secure');
      expect(attributes.some(it => it.startsWith('Domain'))).toBe(false);
    }
  });

  test('are kept from plain HTTP once they were given over HTTPS', async () => {
    const { headers } = await logInWithBrowser({ 'x-forwarded-proto': 'https' });
    for (const { attributes } of cookiesOf(headers).values()) expect(attributes).toContain('Secure');
  });

  test('say who is asking', async () => {
    const { user, cookie } = await logInWithBrowser();
    expect((await app.visitor.with({ cookie }).ask(Viewer)).me?.id).toBe(user.id);
  });

  test('give way to a token in the header', async () => {
    const { cookie } = await logInWithBrowser();
    const bob = await world.user();
    expect((await bob.client.with({ cookie }).ask(Viewer)).me?.id).toBe(bob.id);
  });

  test('renew themselves without a script that knows the refresh token', async () => {
    const { user, cookie } = await logInWithBrowser();
    const answer = await app.visitor.with({ cookie }).run(TokenRefresh);
    expect(answer.data && refusals(answer.data.tokenRefresh)).toEqual([]);
    const renewed = headerOf(answer.headers);
    expect(renewed).not.toBe(cookie);
    expect((await app.visitor.with({ cookie: renewed }).ask(Viewer)).me?.id).toBe(user.id);
  });

  test('are taken away by logging out', async () => {
    const { cookie } = await logInWithBrowser();
    const { headers } = await app.visitor.with({ cookie }).run(Logout);
    for (const { value, attributes } of cookiesOf(headers).values()) {
      expect(value).toBe('');
      expect(attributes).toContain('Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    }
    expect(codes(await app.visitor.with({ cookie }).run(Viewer))).toEqual(['UNAUTHENTICATED']);
  });
});

describe('a page of another site', () => {
  test('cannot send a mutation as a form or in an address', async () => {
    const { user, cookie } = await logInWithBrowser();
    const query = 'mutation { logout { errors { code } } }';
    const body = JSON.stringify({ query });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const answer = await app.visitor.send({ method: 'POST', headers: { cookie, 'content-type': type }, body });
      expect(answer.status).toBe(415);
    }
    const inAddress = await fetch(`${app.url}?query=${encodeURIComponent(query)}`, { headers: { cookie } });
    expect(inAddress.status).toBeGreaterThanOrEqual(400);
    expect((await app.visitor.with({ cookie }).ask(Viewer)).me?.id).toBe(user.id);
  });

  test('is not told by CORS that it may read an answer, and a known one is', async () => {
    const allowed = async (origin: string) => (await app.visitor.with({ origin }).run(Viewer)).headers.get('access-control-allow-origin');
    expect(await allowed('https://evil.example')).toBeNull();
    expect(await allowed(KNOWN_ORIGIN)).toBe(KNOWN_ORIGIN);
  });
});

describe('a socket with a cookie', () => {
  test.each([
    ['a page of this server', () => new URL(app.url).origin],
    ['a page of a known origin', () => KNOWN_ORIGIN],
  ])('is opened for %s, and closed when its log-in ends', async (_page, origin) => {
    const { user, cookie } = await logInWithBrowser();
    const socket = app.visitor.socket({ headers: { cookie, origin: origin() } });
    expect(await socket.run(Viewer)).toMatchObject({ data: { me: { id: user.id } } });
    await app.visitor.with({ cookie }).ask(Logout);
    expect((await withinASecond(socket.closed)).code).toBe(4403);
  });

  test.each([
    ['another page', { origin: 'https://evil.example' }],
    ['a page whose address begins like a known one', { origin: `${KNOWN_ORIGIN}.evil.example` }],
    ['a page of the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['a page without an address', { origin: 'null' }],
    ['no page', {}],
  ])('is refused for %s', async (_page, headers: Record<string, string>) => {
    const { cookie } = await logInWithBrowser();
    expect((await app.visitor.socket({ headers: { cookie, ...headers } }).closed).code).toBe(4401);
  });

  test('does not need an origin when it brings a token', async () => {
    const { user } = await logInWithBrowser();
    const ann = await world.logIn(user);
    const socket = ann.client.socket({ headers: { origin: 'https://evil.example' } });
    expect(await socket.run(Viewer)).toMatchObject({ data: { me: { id: ann.id } } });
    await socket.close();
  });
});
