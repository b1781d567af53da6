import { getIntrospectionQuery } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { type Person, seed } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();

let ann: Person;
beforeAll(async () => {
  ann = await seed(app).user();
});

/** The code that an operation gets on either road, or none when it is executed. */
async function answersOf(query: string, variables: Record<string, unknown> = {}) {
  const socket = ann.client.socket();
  const [overHttp, overSocket] = [await ann.client.query(query, variables), await socket.query(query, variables)];
  await socket.close();
  return { http: codes(overHttp)[0], socket: codes({ errors: overSocket.errors })[0] };
}

const nested = (levels: number) =>
  `{ sites(first: 1) ${'{ nodes { departments(first: 1) { nodes { site '.repeat(levels)} { id } ${'} } } }'.repeat(levels)} }`;
const repeated = (count: number, part: (i: number) => string) => Array.from({ length: count }, (_, i) => part(i)).join(' ');

describe('an operation within the limits is executed, one beyond them refused, on both roads', () => {
  test.each<[string, string, string]>([
    [
      'depth',
      '{ me { primarySite { departments(first: 1) { nodes { site { departments(first: 1) { nodes { id } } } } } } } }',
      '{ me { primarySite { departments(first: 1) { nodes { site { departments(first: 1) { nodes { site { departments(first: 1) { nodes { site { departments(first: 1) { nodes { id } } } } } } } } } } } } } }',
    ],
    ['aliases', `{ ${repeated(30, i => `a${i}: __typename`)} }`, `{ ${repeated(31, i => `a${i}: __typename`)} }`],
    [
      'directives',
      `{ ${repeated(50, i => `...on Query @include(if: true) { __typename }${i < 0 ? '' : ''}`)} }`,
      `{ ${repeated(51, () => '...on Query @include(if: true) { __typename }')} }`,
    ],
    ['fields', `{ ${'__typename '.repeat(500)} }`, `{ ${'__typename '.repeat(501)} }`],
    [
      'cost',
      '{ sites(first: 100) { nodes { departments(first: 50) { nodes { id } } } } }',
      '{ sites(first: 100) { nodes { departments(first: 100) { nodes { manager { id } site { id } } } } } }',
    ],
    [
      'aliases in a fragment that is spread twice',
      `query { ...a ...a } fragment a on Query { ${repeated(15, i => `a${i}: __typename`)} }`,
      `query { ...a ...a } fragment a on Query { ${repeated(16, i => `a${i}: __typename`)} }`,
    ],
  ])('%s', async (_what, within, beyond) => {
    expect(await answersOf(within)).toEqual({ http: undefined, socket: undefined });
    expect(await answersOf(beyond)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
  });

  test('depth of what tools ask about the schema', async () => {
    const beyond = `{ __schema { types ${'{ ofType '.repeat(15)} { name } ${'}'.repeat(15)} } }`;
    expect(await answersOf(getIntrospectionQuery())).toEqual({ http: undefined, socket: undefined });
    expect(await answersOf(beyond)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
  });

  test('tokens', async () => {
    expect(await answersOf(`{ __typename ${'#\n'.repeat(5_000)} }`)).toEqual({ http: undefined, socket: undefined });
    expect(await answersOf(`{ ${'__typename '.repeat(2_001)} }`)).toEqual({ http: 'GRAPHQL_PARSE_FAILED', socket: 'GRAPHQL_PARSE_FAILED' });
  });

  test('cost that comes with a variable', async () => {
    const query = 'query ($n: Int) { sites(first: $n) { nodes { departments(first: $n) { nodes { manager { id } site { id } } } } } }';
    expect(await answersOf(query, { n: 10 })).toEqual({ http: undefined, socket: undefined });
    expect(await answersOf(query, { n: 100 })).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
    expect((await answersOf(query, { n: 2_000_000_000 })).http).toBe('TOO_COMPLEX');
  });

  test('cost that comes with a default of the operation, which counts like a variable', async () => {
    const query =
      'query ($n: Int = 100) { sites(first: $n) { nodes { departments(first: $n) { nodes { manager { id } site { id } } } } } }';
    expect(await answersOf(query)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
    expect(await answersOf(query, { n: 10 })).toEqual({ http: undefined, socket: undefined });
  });

  test('a fragment that spreads itself', async () => {
    const query = 'query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }';
    expect(await answersOf(query)).toEqual({ http: 'GRAPHQL_VALIDATION_FAILED', socket: 'GRAPHQL_VALIDATION_FAILED' });
  });

  test('fragments that double with every step', async () => {
    const doubling = repeated(20, i => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`);
    const query = `query { ...f0 } ${doubling} fragment f20 on Query { __typename }`;
    expect(await answersOf(query)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
  });
});

test('what is refused costs no statement', async () => {
  const statements = await statementsOf(app, () => ann.client.query(nested(9)));
  expect(statements).toEqual([]);
});

test('a refusal names the limit and nothing else', async () => {
  const { errors } = await ann.client.query(`{ ${repeated(31, i => `a${i}: __typename`)} }`);
  expect(errors?.map(({ message }) => message)).toEqual(['The operation asks for too much (aliases: 31, at most 30).']);
});

test('a socket has at most fifty operations at once', async () => {
  const socket = ann.client.socket();
  await socket.opened;
  const watch = 'subscription { reservationChanged { change } }';
  const asked = Array.from({ length: 60 }, () => socket.query(watch).catch(() => undefined));
  expect((await socket.closed).code).toBe(4429);
  await Promise.all(asked);
});
