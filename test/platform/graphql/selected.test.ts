import { describe, expect, test } from 'vitest';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { codes } from '../../support/client.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();
const world = new BookingWorld(app);
const { client } = await world.user({ role: 'ADMIN' });
const { siteId } = await world.resource({ capacity: 7 });
await world.resource({ siteId, capacity: 3 });
const filter = `filter: { siteId: "${siteId}" }`;

interface Resources {
  readonly resources: { readonly nodes: readonly Record<string, unknown>[]; readonly totalCount?: number };
}

async function ask(query: string, variables?: object) {
  let answer: Resources = { resources: { nodes: [] } };
  const statements = await statementsOf(app, async () => {
    const { data, errors } = await client.query<Resources>(query, variables);
    expect(errors).toBeUndefined();
    answer = data as Resources;
  });
  return { ...answer, statements, page: statements.find(it => it.includes('resources r')) ?? '' };
}

describe('a list reads of its rows', () => {
  test('what its client selected, its order and its id', async () => {
    const { page, resources } = await ask(`{ resources(${filter}, orderBy: { field: CAPACITY }) { nodes { features } } }`);
    for (const column of ['r.features', 'r.capacity', 'r.id']) expect(page).toContain(column);
    for (const column of ['r.images', 'r.name', 'r.site_id as']) expect(page).not.toContain(column);
    expect(resources.nodes).toHaveLength(2);
  });

  test('what its nodes and its edges ask for, in fragments too', async () => {
    const { page } = await ask(`query { resources(${filter}) { nodes { ...Named } edges { node { ... on Resource { kind } } } } }
      fragment Named on Resource { location { floor } ...More } fragment More on Resource { __typename opensAt }`);
    for (const column of ['r.kind', 'r.opens_at', 'r.location_floor']) expect(page).toContain(column);
    expect(page).not.toContain('r.images');
  });

  test('the column that leads to a relation', async () => {
    const { page, resources } = await ask(`{ resources(${filter}) { nodes { site { id name } } } }`);
    expect(page).toContain('r.site_id as');
    expect(page).not.toContain('r.images');
    expect(resources.nodes[0]).toMatchObject({ site: { id: siteId } });
  });

  test('everything where a resolver may look at any of it', async () => {
    const { page, resources } = await ask(`{ resources(${filter}) { nodes { isUsable } } }`);
    expect(page).toContain('r.images');
    expect(resources.nodes).toEqual([{ isUsable: true }, { isUsable: true }]);
  });

  test('everything where a field is written twice', async () => {
    const twice = `{ resources(${filter}) { nodes { name } } resources(${filter}) { nodes { capacity } } }`;
    const { resources } = await ask(twice);
    expect(resources.nodes.map(it => Object.keys(it))).toEqual(Array(2).fill(['name', 'capacity']));
  });

  test('what a variable may include', async () => {
    const query = `query ($with: Boolean!) { resources(${filter}) { nodes { name images @include(if: $with) } } }`;
    expect((await ask(query, { with: false })).resources.nodes[0]).not.toHaveProperty('images');
    expect((await ask(query, { with: true })).resources.nodes[0]).toHaveProperty('images', []);
  });

  test('the order of the moment, when one document comes with several', async () => {
    const query = `query ($order: ResourceOrder) { resources(${filter}, orderBy: $order) { nodes { kind } edges { cursor } } }`;
    for (const field of ['NAME', 'CAPACITY', 'KIND', 'NAME']) {
      expect((await ask(query, { order: { field } })).resources.nodes).toHaveLength(2);
    }
  });

  test('nothing, not even who is available, where nothing is asked for', async () => {
    const query = `{ availableResources(startsAt: "2031-06-03T10:00:00Z", endsAt: "2031-06-03T11:00:00Z") { __typename } }`;
    expect(await statementsOf(app, () => client.query(query))).toEqual([]);
  });

  test('nothing of a page that is too large, also where only the count is asked for', async () => {
    const refused = async (first: number) => codes(await client.query(`{ resources(first: ${first}) { totalCount } }`));
    for (const first of [-1, 0, 201]) expect(await refused(first)).toEqual(['BAD_USER_INPUT']);
    expect(await refused(99_999_999)).toEqual(['TOO_COMPLEX']);
  });

  test('nothing at all where only the count is asked for', async () => {
    const { statements, resources } = await ask(`{ resources(${filter}) { totalCount } }`);
    expect(statements).toHaveLength(1);
    expect(statements[0]).toContain('count(*)');
    expect(resources.totalCount).toBe(2);
  });
});
