import { describe, expect, test } from 'vitest';
import { startApp } from '../../support/app.js';

const app = await startApp();

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(new URL(path, app.url), { redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

describe('health', () => {
  test('says that the process lives and that the server is ready', async () => {
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await get('/health/ready')).toEqual({ status: 200, body: { status: 'ready' } });
  });
});

describe('any other path', () => {
  test('is told where GraphQL is, as JSON', async () => {
    const { status, body } = await get('/nothing/here');
    expect(status).toBe(404);
    expect(body).toEqual({ errors: [{ message: expect.stringContaining('/graphql'), extensions: { code: 'NOT_FOUND' } }] });
  });

  test('of the root leads there', async () => {
    const response = await fetch(new URL('/', app.url), { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/graphql');
  });
});
