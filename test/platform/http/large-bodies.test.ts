import { describe, expect, test } from 'vitest';
import { limits, refusalOfBody } from '../../../src/platform/admission/limits.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';

const app = await startApp();

const query = 'query ($f: SiteFilter) { sites(filter: $f) { totalCount } }';

describe('a body is counted before it is parsed:', () => {
  test.each([
    ['commas', ','],
    ['lists', '['],
    ['objects', '{'],
    ['values of an object', '"a":1,'],
    ['texts', '"a\\"",'],
    ['texts that end in backslashes', '"a\\\\",'],
  ])('too many %s', (_what, part) => {
    expect(refusalOfBody(part.repeat(limits.bodyParts))).toBeUndefined();
    expect(refusalOfBody(part.repeat(limits.bodyParts + 1))?.message).toContain(`bodyParts: ${limits.bodyParts + 1}`);
  });

  test.each([
    ['inside of a text', `{"query":"${',[{'.repeat(10_000)}"}`],
    ['behind a quotation mark that ends no text', `{"query":"\\"${',[{'.repeat(10_000)}\\\\\\""}`],
    ['in a text that never ends', `{"query":"${',[{'.repeat(10_000)}`],
    ['that close', ']'.repeat(10_000)],
  ])('not those %s', (_what, body) => {
    expect(refusalOfBody(body)).toBeUndefined();
  });

  test('as many values as variables may hold are let through, be they all empty', async () => {
    const answer = await app.visitor.post(`{"query":"${query}","variables":{"f":[${'{},'.repeat(1_997)}{}]}}`);
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  });

  test('its connection is kept for the next', async () => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(app.url, {
      method: 'POST',
      headers,
      body: `{"query":"${query}","variables":{"f":[${'1,'.repeat(6_000)}1]}}`,
    });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('connection')).toBe('keep-alive');
  });

  test('what holds too much is told so, whether it is JSON or not', async () => {
    const answer = await app.visitor.post(`{"query":"${query}","variables":{"f":${'['.repeat(6_000)}`);
    expect(answer.status).toBe(400);
    expect(codes(answer)).toEqual(['TOO_COMPLEX']);
  });
});
