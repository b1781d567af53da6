import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ResourceFilter, ResourceNames } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { codes } from '../../support/client.js';

const app = await startApp();
const world = new BookingWorld(app);
const { client } = await world.user();

async function find(filter: ResourceFilter): Promise<string[]> {
  const { resources } = await client.ask(ResourceNames, { filter });
  expect(resources.totalCount).toBe(resources.nodes.length);
  return resources.nodes.map(it => it.name);
}

/** A site of its own with four resources, so that nothing of other tests is found in it. */
async function scene() {
  const { id: siteId } = await world.site();
  const of = (name: string, given: Parameters<BookingWorld['resource']>[0]) => world.resource({ siteId, name, ...given });
  await of('Ada', {
    capacity: 20,
    features: ['projector', 'whiteboard'],
    location: { building: 'Bâtiment Éluard' },
    description: 'Under the ROOF',
  });
  await of('Ben', { capacity: 8, features: ['whiteboard'], location: { building: 'Annexe' }, state: 'MAINTENANCE' });
  await of('Cam', { kind: 'EQUIPMENT', capacity: 3, features: ['4k', 'projector', 'white'], state: 'OUT_OF_SERVICE' });
  await of('Van', { kind: 'VEHICLE', capacity: 8, features: [], description: '100% electric, _new_' });
  return { siteId };
}

describe('resources are found', () => {
  test('by site', async () => {
    const { siteId } = await scene();
    expect(await find({ siteId })).toEqual(['Ada', 'Ben', 'Cam', 'Van']);
    expect(await find({ siteId: (await world.site()).id })).toEqual([]);
    expect(await find({ siteId: 'no site' })).toEqual([]);
  });

  test('by kind', async () => {
    const { siteId } = await scene();
    expect(await find({ siteId, kind: 'ROOM' })).toEqual(['Ada', 'Ben']);
    expect(await find({ siteId, kind: 'EQUIPMENT' })).toEqual(['Cam']);
    expect(await find({ siteId, kind: 'VEHICLE' })).toEqual(['Van']);
  });

  test.each(['bâtiment', 'BÂTIMENT', 'éluard', 'ÉLUARD', 'ment É', 'u'])(
    'by a part of the building’s name, whatever its case: %s',
    async building => {
      const { siteId } = await scene();
      expect(await find({ siteId, building })).toEqual(['Ada']);
    },
  );

  test('by a part of the building’s name that stands for itself, not for a pattern', async () => {
    const { siteId } = await scene();
    for (const building of ['%', '_', 'B%t', '\\']) expect(await find({ siteId, building })).toEqual([]);
  });

  test('by whether they can be used', async () => {
    const { siteId } = await scene();
    expect(await find({ siteId, usable: true })).toEqual(['Ada', 'Van']);
    expect(await find({ siteId, usable: false })).toEqual(['Ben', 'Cam']);
  });

  test('by features, all of which they have', async () => {
    const { siteId } = await scene();
    expect(await find({ siteId, features: ['whiteboard'] })).toEqual(['Ada', 'Ben']);
    expect(await find({ siteId, features: ['projector'] })).toEqual(['Ada', 'Cam']);
    expect(await find({ siteId, features: ['whiteboard', 'projector'] })).toEqual(['Ada']);
    expect(await find({ siteId, features: ['whiteboard', '4k'] })).toEqual([]);
    expect(await find({ siteId, features: ['board'] })).toEqual([]);
    expect(await find({ siteId, features: [`"`, `'`, '\\'] })).toEqual([]);
    expect(await find({ siteId, features: [] })).toHaveLength(4);
  });

  test('by the least capacity', async () => {
    const { siteId } = await scene();
    expect(await find({ siteId, minCapacity: 8 })).toEqual(['Ada', 'Ben', 'Van']);
    expect(await find({ siteId, minCapacity: 9 })).toEqual(['Ada']);
    expect(await find({ siteId, minCapacity: 21 })).toEqual([]);
  });

  test('by a part of the name or the description', async () => {
    const { siteId } = await scene();
    expect(await find({ siteId, search: 'a' })).toEqual(['Ada', 'Cam', 'Van']);
    expect(await find({ siteId, search: 'roof' })).toEqual(['Ada']);
    expect(await find({ siteId, search: 'VAN' })).toEqual(['Van']);
    expect(await find({ siteId, search: '100%' })).toEqual(['Van']);
    expect(await find({ siteId, search: '0%e' })).toEqual([]);
    expect(await find({ siteId, search: '_new_' })).toEqual(['Van']);
  });

  test('by no text that has a character which cannot be stored', async () => {
    for (const filter of [{ building: '\0' }, { search: 'a\0' }]) {
      expect(codes(await client.run(ResourceNames, { filter }))).toEqual(['BAD_USER_INPUT']);
    }
  });

  test('by all conditions together, as trying each resource finds', async () => {
    const { id: siteId } = await world.site();
    const features = ['a', 'b', 'c'];
    const buildings = ['North', 'South', undefined];
    const kinds = ['ROOM', 'EQUIPMENT', 'VEHICLE'] as const;
    const states = ['ACTIVE', 'MAINTENANCE', 'OUT_OF_SERVICE'] as const;
    const all = await Promise.all(
      Array.from({ length: 36 }, (_, i) =>
        world.resource({
          siteId,
          name: `Thing ${String(i).padStart(2, '0')}`,
          kind: kinds[i % 3] ?? 'ROOM',
          capacity: 1 + (i % 5),
          state: states[(i * 7) % 3] ?? 'ACTIVE',
          features: features.filter((_feature, n) => (i >> n) % 2 === 0),
          location: { building: buildings[(i * 5) % 3] ?? null },
        }),
      ),
    );
    const filter = fc.record(
      {
        kind: fc.constantFrom(...kinds),
        building: fc.constantFrom('nor', 'OUT', 'th', 'x'),
        usable: fc.boolean(),
        features: fc.subarray(features),
        minCapacity: fc.integer({ min: 0, max: 6 }),
        search: fc.constantFrom('1', 'thing', '3'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filter, async it => {
        const expected = all.filter(
          resource =>
            (it.kind === undefined || resource.kind === it.kind) &&
            (it.building === undefined || resource.location.building?.toLowerCase().includes(it.building.toLowerCase())) &&
            (it.usable === undefined || (resource.state === 'ACTIVE') === it.usable) &&
            (it.features ?? []).every(feature => resource.features.includes(feature)) &&
            resource.capacity >= (it.minCapacity ?? 0) &&
            resource.name.toLowerCase().includes(it.search ?? ''),
        );
        expect(await find({ siteId, ...it })).toEqual(expected.map(resource => resource.name).sort());
      }),
      { numRuns: 60 },
    );
  });
});
