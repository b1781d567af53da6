import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { type Person, seed } from '../../support/seed.js';

const app = await startApp();

let admin: Person;
let siteId: string;
beforeAll(async () => {
  const world = seed(app);
  admin = await world.user({ role: 'ADMIN' });
  siteId = (await world.site({ name: 'Only site' })).id;
});

/** An operation is compiled when it comes again. Its answer must not change by that. */
describe('an operation answers the same the first time and compiled, with', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['an argument left out', '{ sites { nodes { name } pageInfo { hasNextPage } } }', {}],
    ['a variable left out', 'query ($n: Int) { sites(first: $n) { nodes { name } } }', {}],
    ['a variable with a default', 'query ($n: Int = 1) { sites(first: $n) { nodes { name } } }', {}],
    ['a variable of null for what may be null', 'query ($f: SiteFilter) { sites(filter: $f) { totalCount } }', { f: null }],
    ['a variable of null for what may not', 'query ($n: Int) { sites(first: $n) { totalCount } }', { n: null }],
    ['a variable inside of an object', 'query ($s: String) { sites(filter: { search: $s }) { totalCount } }', { s: 'only' }],
    ['a default inside of an input', 'query ($o: SiteOrder) { sites(orderBy: $o) { nodes { name } } }', { o: { field: 'NAME' } }],
    ['an enum whose value has another name inside', '{ sites(orderBy: { field: NAME, direction: DESC }) { nodes { name } } }', {}],
    ['a text that is no id', 'query ($id: ID!) { site(id: $id) { id } }', { id: 'no id' }],
    ['a number for an id', 'query ($id: ID!) { site(id: $id) { id } }', { id: 7 }],
    ['an id in capitals', 'query ($id: ID!) { site(id: $id) { name } }', { id: 'SITE' }],
    [
      'a skipped and an included field',
      'query ($no: Boolean!) { sites { totalCount @skip(if: $no) nodes { id @include(if: $no) name } } }',
      { no: true },
    ],
    ['aliases', 'query ($id: ID!) { a: site(id: $id) { b: name } c: site(id: "x") { name } }', { id: 'SITE' }],
    [
      'fragments',
      'query ($id: ID!) { site(id: $id) { ...a ... on Site { address } } } fragment a on Site { name __typename }',
      { id: 'SITE' },
    ],
    ['a refusal', 'mutation ($id: ID!) { siteDelete(id: $id) { deletedId errors { __typename code path } } }', { id: 'x' }],
    [
      'a refusal of an enum default',
      'mutation { userCreate(input: { username: "", email: "", firstName: "", lastName: "", password: "", role: STAFF }) { user { id } errors { code path } } }',
      {},
    ],
    ['a wrong variable', 'query ($n: Int) { sites(first: $n) { totalCount } }', { n: 'x' }],
    ['a missing variable', 'query ($id: ID!) { site(id: $id) { id } }', {}],
    ['a wrong page', '{ sites(first: 0) { totalCount } }', {}],
    ['an error beside data', '{ me { username } sites(after: "broken") { totalCount } }', {}],
    ['the second of two operations', 'query A { me { id } } query B { sites { totalCount } }', {}],
    ['introspection', '{ __type(name: "Site") { fields { name type { name kind } } } }', {}],
  ])('%s', async (_what, query, variables) => {
    const given = variables['id'] === 'SITE' ? { ...variables, id: siteId.toUpperCase() } : variables;
    const operationName = query.startsWith('query A') ? 'B' : undefined;
    const ask = () => admin.client.post({ query, variables: given, operationName }, { 'x-request-id': 'the-same' });
    const [first, ...again] = [await ask(), await ask(), await ask(), await ask()];
    for (const answer of again) expect([answer.status, JSON.parse(answer.text)]).toEqual([first.status, JSON.parse(first.text)]);
  });
});
