import { describe, expect, test } from 'vitest';
import { ResourceNames, type ResourceOrder } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { codes } from '../../support/client.js';

const app = await startApp();
const world = new BookingWorld(app);
const { client } = await world.user();

/** Twenty-three resources of a site, with many ties in kind and capacity. */
async function manyResources() {
  const { id: siteId } = await world.site();
  const kinds = ['ROOM', 'EQUIPMENT', 'VEHICLE'] as const;
  for (let i = 0; i < 23; i++) {
    const name = `Thing ${String((i * 7) % 23).padStart(2, '0')}`;
    await world.resource({ siteId, name, kind: kinds[i % 3] ?? 'ROOM', capacity: 1 + (i % 4) });
  }
  return siteId;
}

async function allPages(siteId: string, orderBy: ResourceOrder | undefined, first: number) {
  const read = async (after: string | null) => (await client.ask(ResourceNames, { filter: { siteId }, orderBy, first, after })).resources;
  const found: Awaited<ReturnType<typeof read>>['nodes'][number][] = [];
  let after: string | null = null;
  for (let page = 0; ; page++) {
    const resources: Awaited<ReturnType<typeof read>> = await read(after);
    expect(resources.totalCount).toBe(23);
    expect(resources.nodes.length).toBeLessThanOrEqual(first);
    expect(resources.edges.map(it => it.node.id)).toEqual(resources.nodes.map(it => it.id));
    const { startCursor, endCursor, hasNextPage, hasPreviousPage } = resources.pageInfo;
    expect([startCursor, endCursor]).toEqual([resources.edges[0]?.cursor, resources.edges.at(-1)?.cursor]);
    expect(hasPreviousPage).toBe(page > 0);
    found.push(...resources.nodes);
    if (!hasNextPage) return found;
    after = endCursor;
  }
}

const property = { NAME: 'name', CAPACITY: 'capacity', KIND: 'kind' } as const;

describe('a list of resources', () => {
  const bothWays = (['NAME', 'CAPACITY', 'KIND'] as const).flatMap(field =>
    (['ASC', 'DESC'] as const).map(direction => ({ field, direction })),
  );

  test.each(bothWays)('by $field $direction goes through all pages of any length without a gap or a double', async order => {
    const siteId = await manyResources();
    const whole = await allPages(siteId, order, 200);
    expect(new Set(whole.map(it => it.id)).size).toBe(23);
    const keys = whole.map(it => it[property[order.field]]);
    const sorted = [...keys].sort((a, b) => (a < b ? -1 : Number(a > b)) * (order.direction === 'ASC' ? 1 : -1));
    expect(keys).toEqual(sorted);
    for (const first of [1, 4, 22, 23]) expect(await allPages(siteId, order, first)).toEqual(whole);
  });

  test('is by name unless said otherwise', async () => {
    const siteId = await manyResources();
    const names = (await allPages(siteId, undefined, 10)).map(it => it.name);
    expect(names).toEqual([...names].sort());
  });

  test('goes on behind its cursor also when what was there is gone or new ones came before', async () => {
    const { id: siteId } = await world.site();
    const [, second] = [await world.resource({ siteId, name: 'Bbb' }), await world.resource({ siteId, name: 'Ccc' })];
    await world.resource({ siteId, name: 'Ddd' });
    const { resources } = await client.ask(ResourceNames, { filter: { siteId }, first: 2 });
    expect(resources.nodes.at(-1)?.id).toBe(second.id);
    await world.resource({ siteId, name: 'Aaa' });
    await app.modules.resources.resources.delete({ ...(await world.user({ role: 'ADMIN' })), authorizations: new Set() }, second.id);
    const rest = await client.ask(ResourceNames, { filter: { siteId }, first: 2, after: resources.pageInfo.endCursor });
    expect(rest.resources.nodes.map(it => it.name)).toEqual(['Ddd']);
  });

  test('has pages of up to two hundred, and no longer ones', async () => {
    expect((await client.run(ResourceNames, { first: 200 })).errors).toBeUndefined();
    for (const first of [0, -1, 201]) expect(codes(await client.run(ResourceNames, { first }))).toEqual(['BAD_USER_INPUT']);
  });

  test.each(['', 'x', 'bm8gY3Vyc29y', Buffer.from('["a"]').toString('base64url'), Buffer.from('[{},[]]').toString('base64url')])(
    'refuses what is no cursor of it: %j',
    async after => {
      const answer = await client.run(ResourceNames, { after });
      expect(after === '' ? codes(answer) : codes(answer)[0]).toEqual(after === '' ? [] : 'BAD_USER_INPUT');
    },
  );

  const orders = (['NAME', 'CAPACITY', 'KIND'] as const).map(field => ({ field, direction: 'ASC' as const }));

  test('refuses a cursor of another order, or takes it for one of its own', async () => {
    const siteId = await manyResources();
    for (const orderBy of orders) {
      const { resources } = await client.ask(ResourceNames, { filter: { siteId }, first: 1, orderBy });
      for (const other of orders.filter(it => (it.field === 'CAPACITY') !== (orderBy.field === 'CAPACITY'))) {
        const answer = await client.run(ResourceNames, { filter: { siteId }, after: resources.pageInfo.endCursor, orderBy: other });
        expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
      }
    }
  });

  test.each([1e300, 0.5, 2 ** 31, '\0', null, {}])('refuses a cursor that holds %j', async value => {
    for (const orderBy of orders) {
      const after = Buffer.from(JSON.stringify([value, '01890000-0000-7000-8000-000000000000'])).toString('base64url');
      expect(codes(await client.run(ResourceNames, { after, orderBy }))).toEqual(['BAD_USER_INPUT']);
    }
  });
});
