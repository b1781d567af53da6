import { describe, expect, test } from 'vitest';
import { Login, Viewer } from '../generated/documents.js';
import { KNOWN_ORIGIN, startApp } from '../support/app.js';
import { codes } from '../support/client.js';
import { PASSWORD, seed } from '../support/seed.js';

const production = await startApp({ production: true, trustedProxies: 1 });
const closed = await startApp({ allowedOrigins: [] });

describe('every answer in production', () => {
  const requests: [string, () => Promise<Response>][] = [
    ['to a query', () => post('{ __typename }')],
    ['to what is refused', () => post('{')],
    ['to nothing at all', () => fetch(new URL('/nothing', production.url))],
    ['to another type', () => fetch(production.url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' })],
    ['to an address that is none', () => fetch(new URL('/%zz', production.url))],
    ['about health', () => fetch(new URL('/health/ready', production.url))],
    ['to a page that asks whether it may', () => preflight(production.url, KNOWN_ORIGIN)],
  ];
  const post = (query: string) =>
    fetch(production.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ query }),
    });

  test.each(requests)('%s tells browsers to do no more with it', async (_name, request) => {
    const { headers } = await request();
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    for (const telling of ['server', 'x-powered-by']) expect(headers.get(telling)).toBeNull();
  });

  test('is kept by nobody', async () => {
    for (const query of ['{ __typename }', '{ __typename }', '{'])
      expect((await post(query)).headers.get('cache-control')).toBe('no-store');
  });
});

function preflight(url: string, origin: string): Promise<Response> {
  return fetch(url, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,authorization' },
  });
}

describe('pages of other origins', () => {
  const CORS = ['access-control-allow-origin', 'access-control-allow-credentials'];

  test('may read nothing unless they are named', async () => {
    for (const [url, origin] of [
      [closed.url, KNOWN_ORIGIN],
      [closed.url, 'null'],
      [production.url, 'https://evil.example'],
      [production.url, `${KNOWN_ORIGIN}.evil.example`],
      [production.url, KNOWN_ORIGIN.replace('https', 'http')],
      [production.url, 'null'],
    ] as const) {
      for (const { headers } of [await preflight(url, origin), await fetch(url, { headers: { origin } })]) {
        expect([origin, headers.get('access-control-allow-origin')]).toEqual([origin, null]);
      }
    }
  });

  test('may read what they ask with cookies if they are named', async () => {
    const { headers } = await preflight(production.url, KNOWN_ORIGIN);
    expect(CORS.map(name => headers.get(name))).toEqual([KNOWN_ORIGIN, 'true']);
    expect(headers.get('vary')).toContain('Origin');
  });

  test('do nothing with a cookie, whatever a form can send', async () => {
    const user = await seed(production).user();
    const login = await production.visitor
      .with({ 'x-forwarded-proto': 'https' })
      .run(Login, { input: { email: user.email, password: PASSWORD } });
    const cookies = login.headers.getSetCookie();
    expect(cookies).toHaveLength(3);
    for (const cookie of cookies) expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax$/);
    const cookie = cookies.map(it => it.split(';')[0]).join('; ');
    const logout = JSON.stringify({ query: 'mutation { logout { errors { code } } }' });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const body = new Blob([logout], { type });
      const answer = await fetch(production.url, { method: 'POST', headers: { cookie, origin: 'https://evil.example' }, body });
      expect([type, answer.status]).toEqual([type, 415]);
    }
    const still = production.visitor.with({ cookie });
    expect(codes(await still.run(Viewer))).toEqual([]);
  });
});
