import { beforeAll, describe, expect, test } from 'vitest';
import { Sites, SitesOrdered, SitesWithDepartments } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { type Person, seed } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();
const world = seed(app);
/** Two sites of one name: only the id tells them apart. */
const NAMES = ['alpha', 'bravo', 'charlie', 'charlie', 'delta', 'echo', 'foxtrot'];

let ann: Person;
beforeAll(async () => {
  ann = await world.user();
  for (const name of NAMES) {
    const { id: siteId } = await world.site({ name, address: name === 'echo' ? 'Élysée 100%' : 'Somewhere' });
    for (const department of ['one', 'three', 'two']) await world.department({ siteId, name: `${name} ${department}` });
  }
});

describe('sites page by page', () => {
  test.each([
    [1, 'NAME', 'ASC'],
    [2, 'NAME', 'ASC'],
    [3, 'NAME', 'DESC'],
    [3, 'CREATED_AT', 'ASC'],
    [4, 'CREATED_AT', 'DESC'],
    [7, 'NAME', 'ASC'],
  ] as const)('%i at a time by %s %s come each once and in order', async (first, field, direction) => {
    const orderBy = { field, direction };
    const nodes = await everyPage(async after => (await ann.client.ask(SitesOrdered, { orderBy, first, after })).sites);
    expect(nodes.map(({ name }) => name)).toEqual(direction === 'ASC' ? NAMES : NAMES.toReversed());
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(NAMES.length);
  });

  test('say where they stand', async () => {
    const { sites } = await ann.client.ask(Sites, { first: 3 });
    expect(sites.totalCount).toBe(7);
    expect(sites.edges.map(({ node }) => node.id)).toEqual(sites.nodes.map(({ id }) => id));
    expect(sites.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: sites.edges[0]?.cursor,
      endCursor: sites.edges[2]?.cursor,
    });
    const last = (await ann.client.ask(Sites, { first: 4, after: sites.pageInfo.endCursor })).sites;
    expect(last.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(last.totalCount).toBe(7);
  });

  test('after the last one are none', async () => {
    const { sites } = await ann.client.ask(Sites, { first: 7 });
    const beyond = (await ann.client.ask(Sites, { after: sites.pageInfo.endCursor })).sites;
    expect(beyond).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false, startCursor: null, endCursor: null } });
  });

  test('go on in place when one before was deleted or renamed', async () => {
    const { sites } = await ann.client.ask(Sites, { first: 2 });
    const admin = await world.user({ role: 'ADMIN' });
    const [first] = sites.nodes;
    await admin.client.query('mutation ($id: ID!) { siteUpdate(id: $id, input: { name: "zulu" }) { errors { code } } }', { id: first?.id });
    const next = (await ann.client.ask(Sites, { first: 1, after: sites.pageInfo.endCursor })).sites;
    expect(next.nodes[0]?.name).toBe('charlie');
    await admin.client.query('mutation ($id: ID!) { siteUpdate(id: $id, input: { name: "alpha" }) { errors { code } } }', {
      id: first?.id,
    });
  });

  test.each([0, -1, 101, 2_147_483_647])('of %i are refused', async first => {
    expect(codes(await ann.client.run(Sites, { first }))).toEqual([first > 1_000 ? 'TOO_COMPLEX' : 'BAD_USER_INPUT']);
  });

  test('of a hundred are not', async () => {
    expect((await ann.client.ask(Sites, { first: 100 })).sites.nodes).toHaveLength(7);
  });

  test.each([
    ['text', 'abc'],
    ['no base64', '%%%'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['a list too short', cursor('alpha')],
    ['a list too long', cursor('alpha', crypto.randomUUID(), 1)],
    ['an id that is none', cursor('alpha', "' or 1=1 --")],
    ['an object for a name', cursor({}, crypto.randomUUID())],
  ])('after a broken cursor are refused: %s', async (_what, after) => {
    expect(codes(await ann.client.run(Sites, { after }))).toEqual(['BAD_USER_INPUT']);
  });

  test.each([7, 'alpha\0', '', 'x'.repeat(10_000)])('after a cursor of no usable name are refused or go on: %.9s', async name => {
    const answer = await ann.client.run(Sites, { after: cursor(name, crypto.randomUUID()) });
    expect(codes(answer)).not.toContain('INTERNAL_SERVER_ERROR');
  });

  test.each([8.64e15, -8.64e15, 9e15, 1.5, '2030-01-01'])('after a cursor of no usable instant are refused or empty: %s', async instant => {
    const answer = await ann.client.run(SitesOrdered, {
      orderBy: { field: 'CREATED_AT' },
      after: cursor(instant, crypto.randomUUID()),
    });
    expect(codes(answer)).not.toContain('INTERNAL_SERVER_ERROR');
  });
});

function cursor(...values: unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

describe('sites are found by a part of name or address', () => {
  test.each([
    ['ALPH', ['alpha']],
    ['élys', ['echo']],
    ['100%', ['echo']],
    ['%', ['echo']],
    ['_', []],
    ['', NAMES],
  ])('%s', async (search, expected) => {
    const { sites } = await ann.client.ask(SitesOrdered, { filter: { search } });
    expect(sites.nodes.map(({ name }) => name)).toEqual(expected);
    expect(sites.totalCount).toBe(expected.length);
  });
});

describe('the departments of many sites', () => {
  test('are the first of each, in order, with the count of each', async () => {
    const { sites } = await ann.client.ask(SitesWithDepartments, { first: 10, firstDepartments: 2 });
    expect(sites.nodes.map(({ departments }) => departments.nodes.map(({ name }) => name))).toEqual(
      sites.nodes.map(({ name }) => [`${name} one`, `${name} three`]),
    );
    expect(sites.nodes.every(({ departments }) => departments.totalCount === 3 && departments.pageInfo.hasNextPage)).toBe(true);
  });

  test('go on after a cursor', async () => {
    const { sites } = await ann.client.ask(SitesWithDepartments, { first: 1, firstDepartments: 2 });
    const [site] = sites.nodes;
    const rest = await ann.client.ask(SitesWithDepartments, {
      first: 1,
      firstDepartments: 2,
      afterDepartment: site?.departments.pageInfo.endCursor,
    });
    expect(rest.sites.nodes[0]?.departments.nodes.map(({ name }) => name)).toEqual(['alpha two']);
  });

  test('cost one statement for each level, however many there are', async () => {
    const read = (first: number, firstDepartments: number) =>
      statementsOf(app, () => ann.client.ask(SitesWithDepartments, { first, firstDepartments }));
    const few = await read(1, 1);
    const many = await read(100, 3);
    // Sites; departments; their counts; managers; the sites of departments.
    expect(few).toHaveLength(5);
    expect(many).toHaveLength(5);
  });

  test('are counted only when asked for', async () => {
    const statements = await statementsOf(app, () => ann.client.query('{ sites { nodes { id departments { nodes { id } } } } }'));
    expect(statements).toHaveLength(2);
    expect(statements.join()).not.toContain('count(');
  });

  test('cost no statement for a relation of which only the id is asked', async () => {
    const statements = await statementsOf(app, () => ann.client.query('{ departments { nodes { site { id } manager { id } } } }'));
    expect(statements).toHaveLength(1);
  });
});
