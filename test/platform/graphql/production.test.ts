import { describe, expect, test, vi } from 'vitest';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { seed } from '../../support/seed.js';

const INTROSPECTION = '{ __schema { types { name } } }';
const WRONG = '{ site(id: "x") { nmae } }';

const production = await startApp({ production: true });
const development = await startApp();

async function answersOf(app: typeof production, query: string) {
  const { client } = await seed(app).user({ role: 'ADMIN' });
  const socket = client.socket();
  const answers = [await client.query(query), await socket.query(query)];
  await socket.close();
  return answers;
}

describe('in production', () => {
  test('the schema is not told on either road', async () => {
    for (const query of [INTROSPECTION, '{ __type(name: "User") { fields { name } } }', '{ a: __schema { queryType { name } } }']) {
      for (const answer of await answersOf(production, query)) {
        expect(new Set(codes({ errors: answer.errors }))).toEqual(new Set(['GRAPHQL_VALIDATION_FAILED']));
        expect(answer.data).toBeUndefined();
      }
    }
  });

  test('a wrong name is not answered by a right one', async () => {
    for (const query of [
      WRONG,
      '{ stie(id: "x") { id } }',
      '{ site(ident: "x") { id } }',
      '{ users(filter: { role: ADMN }) { totalCount } }',
    ]) {
      for (const { errors } of await answersOf(production, query)) {
        expect(errors?.length).toBeGreaterThan(0);
        expect(JSON.stringify(errors)).not.toMatch(/did you mean/i);
      }
    }
  });

  test('there is no page to explore it', async () => {
    const { status, headers } = await fetch(production.url, { headers: { accept: 'text/html' } });
    expect(status).toBe(400);
    expect(headers.get('content-type')).not.toContain('text/html');
  });

  test('pages of others may not frame it or guess its types', async () => {
    const { headers } = await fetch(new URL('/health/live', production.url));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('browsers are told to stay with TLS where there is TLS, and nowhere else', async () => {
    const behindProxy = await startApp({ production: true, trustedProxies: 1 });
    const toldVia = async (protocol: string) => {
      const { headers } = await fetch(new URL('/health/live', behindProxy.url), { headers: { 'x-forwarded-proto': protocol } });
      return headers.get('strict-transport-security');
    };
    expect(await toldVia('https')).toContain('max-age=31536000');
    expect(await toldVia('http')).toBeNull();
  });
});

describe('in development', () => {
  test('the schema is told, and Sandbox explores it', async () => {
    for (const { errors, data } of await answersOf(development, INTROSPECTION)) {
      expect(errors).toBeUndefined();
      expect(data).toHaveProperty('__schema');
    }
    const page = await fetch(development.url, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('sandbox');
  });
});

describe.each([
  ['production', production],
  ['development', development],
])('what nobody expected, in %s', (_mode, app) => {
  test('is told without a stack, a statement or a message, also when it happens again', async () => {
    const failure = Object.assign(new Error('select secret from vault'), { extensions: undefined });
    vi.spyOn(app.modules.sites.sites, 'create').mockRejectedValue(failure);
    const create = `mutation { siteCreate(input: { name: "Name", address: "x", timeZone: "UTC", opensAt: "08:00", closesAt: "09:00" }) { errors { code } } }`;
    for (let i = 0; i < 3; i++) {
      for (const { errors } of await answersOf(app, create)) {
        expect(codes({ errors })).toEqual(['INTERNAL_SERVER_ERROR']);
        expect(errors?.[0]?.message).toBe('Something went wrong here. It is logged.');
        expect(JSON.stringify(errors)).not.toMatch(/vault|stack|\.ts|\.js/);
      }
    }
  });
});
