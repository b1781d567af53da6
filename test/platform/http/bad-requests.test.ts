import { beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { type Person, seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);
const NO_ID = '00000000-0000-4000-8000-000000000000';
const SECRET_TEXT = 'correct-horse-secret';

let admin: Person;
beforeAll(async () => {
  admin = await world.user({ role: 'ADMIN' });
});

/** What is in the database, roughly: enough to see that nothing changed. */
async function countRows(): Promise<unknown> {
  return app.database.rows(sql`select (select count(*) from users) as users, (select count(*) from logins) as logins,
    (select count(*) from sites) as sites, (select count(*) from departments) as departments`);
}

describe('a subscription over HTTP', () => {
  const query = 'subscription { reservationChanged { change } }';

  test.each([
    ['in the plain form', { query }, {}],
    ['for a stream of events', { query }, { accept: 'text/event-stream, application/json' }],
    ['with extensions', { query, extensions: { dryRun: true } }, {}],
  ])('is refused with a word of where it is answered: %s', async (_how, body, headers) => {
    const answer = await admin.client.with(headers).post(body);
    expect([answer.status, codes(answer)]).toEqual([400, ['OPERATION_RESOLUTION_FAILURE']]);
    expect(answer.errors?.[0]?.message).toContain('WebSocket');
  });
});

describe('a request that is no GraphQL request', () => {
  test.each([
    ['malformed JSON', '{"query": "{ __typename }"', 400],
    ['no JSON', 'query { __typename }', 400],
    ['an empty body', '', 400],
    ['a number', '7', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['no query', '{}', 400],
    ['a query that is no text', '{"query": 7}', 400],
    ['an empty query', '{"query": ""}', 400],
    ['variables that are no object', '{"query": "{ __typename }", "variables": "x"}', 400],
    ['JSON with a poisoned prototype', '{"query": "{ __typename }", "__proto__": {"admin": true}}', 400],
  ])('is refused as JSON: %s', async (_what, body, status) => {
    const answer = await admin.client.post(body);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/json/);
    expect(answer.errors).toHaveLength(1);
    expect(codes(answer)[0]).toMatch(/^(BAD_REQUEST|GRAPHQL_PARSE_FAILED|GRAPHQL_VALIDATION_FAILED)$/);
  });

  test.each(['text/plain', 'text/html', 'application/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'is refused as another media type: %s',
    async type => {
      const answer = await admin.client.post({ query: '{ __typename }' }, { 'content-type': type });
      expect(answer.status).toBe(415);
      expect(codes(answer)).toEqual(['UNSUPPORTED_MEDIA_TYPE']);
    },
  );

  test('of ten megabytes is refused, however it is sent', async () => {
    const query = `{ __typename } #${'x'.repeat(10 * 1024 * 1024)}`;
    const answer = await admin.client.post({ query });
    expect(answer.status).toBe(413);
    expect(codes(answer)).toEqual(['PAYLOAD_TOO_LARGE']);
    expect(answer.text.length).toBeLessThan(500);
  });

  test('of ten megabytes closes the socket it comes over, and no other', async () => {
    const [large, small] = [admin.client.socket(), admin.client.socket()];
    await Promise.all([large.opened, small.opened]);
    large.query(`{ __typename } #${'x'.repeat(10 * 1024 * 1024)}`).catch(() => undefined);
    expect((await large.closed).code).toBe(1009);
    expect(await small.query('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
    await small.close();
  });
});

const wrongOperations: [string, string, Record<string, unknown>, string][] = [
  ['is malformed', '{ me { id ', {}, 'GRAPHQL_PARSE_FAILED'],
  ['asks for an unknown field', '{ me { shoeSize } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['asks for an unknown root field', '{ everything }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['gives an unknown argument', '{ sites(limit: 3) { totalCount } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['uses a variable that it does not declare', '{ site(id: $id) { id } }', {}, 'GRAPHQL_VALIDATION_FAILED'],
  ['leaves out a required variable', 'query ($id: ID!) { site(id: $id) { id } }', {}, 'BAD_USER_INPUT'],
  ['gives null where something is required', 'query ($id: ID!) { site(id: $id) { id } }', { id: null }, 'BAD_USER_INPUT'],
  ['gives a number for a text', 'query ($s: String) { sites(filter: { search: $s }) { totalCount } }', { s: 7 }, 'BAD_USER_INPUT'],
  ['gives a text for a number', 'query ($n: Int) { sites(first: $n) { totalCount } }', { n: 'many' }, 'BAD_USER_INPUT'],
  ['gives a fraction for a whole number', 'query ($n: Int) { sites(first: $n) { totalCount } }', { n: 1.5 }, 'BAD_USER_INPUT'],
  ['gives a number beyond 32 bits', 'query ($n: Int) { sites(first: $n) { totalCount } }', { n: 2 ** 40 }, 'BAD_USER_INPUT'],
  ['gives an unknown field of an input', 'query ($f: SiteFilter) { sites(filter: $f) { totalCount } }', { f: { x: 1 } }, 'BAD_USER_INPUT'],
  ['gives a list for an input', 'query ($f: SiteFilter) { sites(filter: $f) { totalCount } }', { f: [] }, 'BAD_USER_INPUT'],
  [
    'gives a value that an enum does not have',
    'query ($r: Role) { users(filter: { role: $r }) { totalCount } }',
    { r: 'KING' },
    'BAD_USER_INPUT',
  ],
  ...[
    '2030-06-03T09:00:00',
    '2030-06-03',
    '2030-02-30T09:00:00Z',
    '2030-06-03T25:00:00Z',
    '2030-06-03 09:00Z',
    'now',
    '',
    1_900_000_000,
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
  ].map((at): [string, string, Record<string, unknown>, string] => [
    `gives an instant that is none: ${at}`,
    'query ($id: ID!, $at: DateTime!) { resource(id: $id) { isOpen(at: $at) } }',
    { id: NO_ID, at },
    'BAD_USER_INPUT',
  ]),
];

describe('an operation that', () => {
  test.each(wrongOperations)('%s is refused over HTTP, also when it comes again', async (_what, query, variables, code) => {
    for (let i = 0; i < 3; i++) {
      const answer = await admin.client.query(query, variables);
      expect(answer.status).toBe(400);
      expect(codes(answer)).toEqual([code]);
      expect(answer.data).toBeUndefined();
    }
  });

  test.each(wrongOperations)('%s is refused over a socket with the same code', async (_what, query, variables, code) => {
    const socket = admin.client.socket();
    for (let i = 0; i < 3; i++) {
      const { errors, data } = await socket.query(query, variables);
      expect(codes({ errors })).toEqual([code]);
      expect(data).toBeUndefined();
    }
    await socket.close();
  });
});

describe('what a client sent is never said back', () => {
  const secret = { username: 'x', email: 'x', firstName: 'x', lastName: 'x', password: SECRET_TEXT };
  test.each<[string, string, Record<string, unknown>]>([
    [
      'a wrong type beside it',
      'mutation ($i: RegisterInput!) { register(input: $i) { errors { code } } }',
      { i: { ...secret, username: 7 } },
    ],
    ['an unknown field beside it', 'mutation ($i: RegisterInput!) { register(input: $i) { errors { code } } }', { i: { ...secret, x: 1 } }],
    ['a text for the whole', 'mutation ($i: RegisterInput!) { register(input: $i) { errors { code } } }', { i: SECRET_TEXT }],
    ['a list of it', 'mutation ($p: String!) { login(input: { email: "x", password: $p }) { errors { code } } }', { p: [SECRET_TEXT] }],
    [
      'an object of it',
      'mutation ($p: String!) { login(input: { email: "x", password: $p }) { errors { code } } }',
      { p: { SECRET_TEXT } },
    ],
    ['an enum', 'query ($r: Role) { users(filter: { role: $r }) { totalCount } }', { r: SECRET_TEXT }],
    [
      'an enum with what ends a reason',
      'query ($r: Role) { users(filter: { role: $r }) { totalCount } }',
      { r: `x; ${SECRET_TEXT} at "y"; z` },
    ],
    ['a number with it', 'query ($n: Int) { sites(first: $n) { totalCount } }', { n: `x; ${SECRET_TEXT}` }],
    ['an instant', 'query ($at: DateTime!) { resource(id: "x") { isOpen(at: $at) } }', { at: SECRET_TEXT }],
    [
      'a time of day',
      'mutation ($t: LocalTime!) { siteUpdate(id: "x", input: { opensAt: $t }) { errors { message } } }',
      { t: SECRET_TEXT },
    ],
    ['an instant in the text', `{ resource(id: "x") { isOpen(at: "${SECRET_TEXT}") } }`, {}],
    ['a number in the text', `{ sites(first: "${SECRET_TEXT}") { totalCount } }`, {}],
    ['an enum in the text', `{ users(filter: { role: "${SECRET_TEXT}" }) { totalCount } }`, {}],
    ['a text that does not end', `mutation { login(input: { email: "x", password: "${SECRET_TEXT} }) { errors { code } } }`, {}],
    ['a text where nothing stands', `{ me { id } } "${SECRET_TEXT}"`, {}],
    ['a name where an enum stands', `{ users(filter: { role: ${SECRET_TEXT.replaceAll('-', '_')} }) { totalCount } }`, {}],
    [
      'a rule that it breaks',
      `mutation { register(input: { username: "x", email: "${SECRET_TEXT}", firstName: "", lastName: "", password: "${SECRET_TEXT}" }) { errors { code message path } } }`,
      {},
    ],
  ])('%s', async (_what, query, variables) => {
    const socket = admin.client.socket();
    for (let i = 0; i < 3; i++) {
      const { text, errors } = await admin.client.query(query, variables);
      expect(text).not.toMatch(/correct.horse/);
      if (errors) expect(errors.every(({ extensions }) => Object.keys(extensions).join() === 'code')).toBe(true);
      expect(JSON.stringify(await socket.query(query, variables))).not.toMatch(/correct.horse/);
    }
    await socket.close();
  });
});

test('after all of this nothing has changed and the server is well', async () => {
  const before = await countRows();
  for (const [, query, variables] of wrongOperations) await admin.client.query(query, variables);
  expect(await countRows()).toEqual(before);
  expect((await fetch(new URL('/health/ready', app.url))).status).toBe(200);
});
