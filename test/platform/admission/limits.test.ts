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
/** Under so many aliases so many fields each. */
const fieldsOf = (aliases: number, each: number) => `{ ${repeated(aliases, i => `a${i}: me { ${'__typename '.repeat(each)} }`)} }`;
/** So many fragments of the query, and so many of a user. */
const manyFragments = (ofQuery: number, ofUser: number) =>
  `{ ${repeated(ofQuery, i => `...q${i}`)} me { ${repeated(ofUser, i => `...u${i}`)} } }
  ${repeated(ofQuery, i => `fragment q${i} on Query { __typename }`)} ${repeated(ofUser, i => `fragment u${i} on User { id }`)}`;
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
      `{ ${repeated(25, () => '__typename @include(if: true) @skip(if: false)')} }`,
      `{ ${repeated(25, () => '__typename @include(if: true) @skip(if: false)')} ... @include(if: true) { __typename } }`,
    ],
    ['fields', fieldsOf(25, 19), `${fieldsOf(25, 19).slice(0, -1)} __typename }`],
    ['repeats', `{ ${'me { id } '.repeat(30)} }`, `{ ${'me { id } '.repeat(31)} }`],
    [
      'repeats in fragments, wherever they meet',
      `{ me { ...a ...a } me { ...a } } fragment a on User { ${'id '.repeat(10)} }`,
      `{ me { ...a ...a } me { ...a id } } fragment a on User { ${'id '.repeat(10)} }`,
    ],
    ['fragments', manyFragments(25, 25), manyFragments(25, 26)],
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
    expect(await answersOf(`{ ${'__typename '.repeat(2_001)} }`)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
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

  test('operations in one document, of which one is carried out', async () => {
    const many = (count: number) => repeated(count, i => `query a${i} { __typename }`);
    const codesOf = async (query: string) => codes(await ann.client.post({ query, operationName: 'a1' }));
    expect(await codesOf(many(20))).toEqual([]);
    expect(await codesOf(many(21))).toEqual(['TOO_COMPLEX']);
  });

  test('characters, whatever they are', async () => {
    expect(await answersOf(`{ __typename } ${'#'.repeat(49_985)}`)).toEqual({ http: undefined, socket: undefined });
    expect(await answersOf(`{ __typename } ${'#'.repeat(49_986)}`)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
  });

  test('cost, which one page of less than nothing does not make up for', async () => {
    const query =
      '{ a: sites(first: -100) { nodes { departments(first: 100) { nodes { manager { id } } } } } b: sites(first: 100) { nodes { departments(first: 100) { nodes { manager { id } } } } } }';
    expect(await answersOf(query)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
  });

  test('cost of what the schema says of itself', async () => {
    const often = `{ ${repeated(25, i => `a${i}: __schema { types { fields { args { name type { name } } } } }`)} }`;
    expect(await answersOf(often)).toEqual({ http: 'TOO_COMPLEX', socket: 'TOO_COMPLEX' });
  });

  test('a fragment that spreads itself', async () => {
    const query = 'query { ...a } fragment a on Query { ...b } fragment b on Query { ...a }';
    expect(await answersOf(query)).toEqual({ http: 'GRAPHQL_VALIDATION_FAILED', socket: 'GRAPHQL_VALIDATION_FAILED' });
    const { errors } = await ann.client.query(query);
    expect(errors?.map(({ message }) => message)).toEqual(['Cannot spread fragment "a" within itself.']);
  });

  test('a fragment that spreads itself, which nothing spreads', async () => {
    const query = '{ __typename } fragment a on Query { __typename ...a }';
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
