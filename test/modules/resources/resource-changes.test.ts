import { describe, expect, test } from 'vitest';
import {
  ResourceCard,
  ResourceCreateDetailed,
  type ResourceCreateInput,
  ResourceDeleteWithUses,
  ResourceUpdate,
  type ResourceUpdateInput,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { type Client, codes, refusals } from '../../support/client.js';
import { NOW, stopClockAt } from '../../support/clock.js';
import { unique } from '../../support/seed.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
stopClockAt(NOW);

const admin = async () => (await world.user({ role: 'ADMIN' })).client;

async function create(changes: Partial<ResourceCreateInput> = {}) {
  const siteId = changes.siteId ?? (await world.site()).id;
  const input = { name: unique('Room'), kind: 'ROOM', capacity: 8, ...changes, siteId } as const;
  return (await (await admin()).ask(ResourceCreateDetailed, { input })).resourceCreate;
}

async function update(client: Client, id: string, input: ResourceUpdateInput) {
  return (await client.ask(ResourceUpdate, { id, input })).resourceUpdate;
}

async function card(id: string) {
  return (await (await world.user()).client.ask(ResourceCard, { id })).resource;
}

describe('a new resource', () => {
  test('is as it was asked for', async () => {
    const { id: siteId } = await world.site();
    const given = {
      kind: 'ROOM',
      capacity: 24,
      description: 'Quiet',
      features: ['projector', 'whiteboard'],
      location: { building: 'Main', floor: '2', number: '201' },
      state: 'MAINTENANCE',
      opensAt: '09:30',
      closesAt: '00:00',
      images: ['https://example.org/a.jpg'],
      hourlyRate: 12.5,
    } as const;
    const { resource, errors } = await create({ name: '  Salle Éluard ', siteId, ...given });
    expect(errors).toEqual([]);
    expect(resource).toMatchObject({ ...given, name: 'Salle Éluard', isUsable: false, version: 1, site: { id: siteId } });
    expect(await card(resource?.id ?? '')).toEqual(resource);
  });

  test('is active and has no features, pictures or hours of its own unless said otherwise', async () => {
    expect((await create()).resource).toMatchObject({
      state: 'ACTIVE',
      isUsable: true,
      features: [],
      images: [],
      description: null,
      opensAt: null,
      closesAt: null,
      hourlyRate: null,
      location: { building: null, floor: null, number: null },
    });
  });

  test('has a name that is unique at its site, and only there', async () => {
    const [one, two] = [await world.site(), await world.site()];
    const name = unique('Room');
    expect(refusals(await create({ name, siteId: one.id }))).toEqual([]);
    expect(refusals(await create({ name, siteId: one.id }))).toEqual(['TAKEN input.name']);
    expect(refusals(await create({ name: ` ${name} `, siteId: one.id }))).toEqual(['TAKEN input.name']);
    expect(refusals(await create({ name, siteId: two.id }))).toEqual([]);
  });

  test.each(['EQUIPMENT', 'VEHICLE'] as const)('of kind %s has no opening hours', async kind => {
    expect(refusals(await create({ kind, opensAt: '09:00', closesAt: '10:00' }))).toEqual([
      'INVALID_VALUE input.opensAt',
      'INVALID_VALUE input.closesAt',
    ]);
    expect(refusals(await create({ kind }))).toEqual([]);
  });

  test('has both hours or none, and opens before it closes', async () => {
    expect(refusals(await create({ opensAt: '09:00' }))).toEqual(['REQUIRED input.closesAt']);
    expect(refusals(await create({ closesAt: '09:00' }))).toEqual(['REQUIRED input.opensAt']);
    expect(refusals(await create({ opensAt: '09:00', closesAt: '08:00' }))).toEqual(['ENDS_BEFORE_START input.closesAt']);
    expect(refusals(await create({ opensAt: '09:00', closesAt: '09:00' }))).toEqual(['ENDS_BEFORE_START input.closesAt']);
    expect(refusals(await create({ opensAt: '00:00', closesAt: '00:00' }))).toEqual([]);
  });

  test('is refused with every broken rule at once, each with its path', async () => {
    const payload = await create({
      name: ' x ',
      capacity: 0,
      features: ['', 'x'.repeat(101)],
      location: { building: 'x'.repeat(101), floor: 'x'.repeat(51) },
      opensAt: '08:00:30',
      images: ['not a url', 'ftp://example.org/a.jpg'],
      hourlyRate: -1,
      siteId: '01890000-0000-7000-8000-000000000000',
    });
    expect(payload.resource).toBeNull();
    expect(refusals(payload).sort()).toEqual([
      'INVALID_FORMAT input.images',
      'INVALID_FORMAT input.opensAt',
      'NOT_FOUND input.siteId',
      'REQUIRED input.closesAt',
      'TOO_LONG input.features',
      'TOO_LONG input.location.building',
      'TOO_LONG input.location.floor',
      'TOO_SHORT input.features',
      'TOO_SHORT input.name',
      'TOO_SMALL input.capacity',
      'TOO_SMALL input.hourlyRate',
    ]);
  });

  test('costs whole cents', async () => {
    expect(refusals(await create({ hourlyRate: 0.001 }))).toEqual(['INVALID_FORMAT input.hourlyRate']);
    expect(refusals(await create({ hourlyRate: 0 }))).toEqual([]);
  });

  test.each(['MANAGER', 'STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)('cannot be added by a %s', async role => {
    const [{ client }, { id: siteId }] = await Promise.all([world.user({ role }), world.site()]);
    const input = { name: unique('Room'), kind: 'ROOM', capacity: 8, siteId } as const;
    expect(codes(await client.run(ResourceCreateDetailed, { input }))).toEqual(['FORBIDDEN']);
  });
});

describe('changing a resource', () => {
  test.each(['MANAGER', 'ADMIN'] as const)('is possible for a %s, and what is left out stays', async role => {
    const [{ client }, { id, name }] = await Promise.all([
      world.user({ role }),
      world.resource({ features: ['a'], location: { floor: '1' } }),
    ]);
    const { resource, errors } = await update(client, id, { state: 'OUT_OF_SERVICE', description: 'Broken' });
    expect(errors).toEqual([]);
    expect(resource).toMatchObject({ id, state: 'OUT_OF_SERVICE', version: 2 });
    expect(await card(id)).toMatchObject({ name, description: 'Broken', features: ['a'], location: { floor: '1' }, isUsable: false });
  });

  test('replaces lists and the location as a whole, and null takes away', async () => {
    const { id } = await world.resource({
      features: ['a', 'b'],
      location: { floor: '1', number: '2' },
      opensAt: '09:00',
      closesAt: '10:00',
    });
    const changes = { features: ['c'], location: { building: 'New' }, opensAt: null, closesAt: null };
    expect(refusals(await update(await admin(), id, changes))).toEqual([]);
    expect(await card(id)).toMatchObject({
      features: ['c'],
      location: { building: 'New', floor: null, number: null },
      opensAt: null,
      closesAt: null,
    });
  });

  test('is under the rules of a new one, and a refused change changes nothing', async () => {
    const { id, siteId } = await world.resource({ opensAt: '09:00', closesAt: '18:00' });
    const { name: taken } = await world.resource({ siteId });
    const before = await card(id);
    const client = await admin();
    expect(refusals(await update(client, id, { name: taken }))).toEqual(['TAKEN input.name']);
    expect(refusals(await update(client, id, { kind: 'VEHICLE', capacity: 0 })).sort()).toEqual([
      'INVALID_VALUE input.closesAt',
      'INVALID_VALUE input.opensAt',
      'TOO_SMALL input.capacity',
    ]);
    expect(refusals(await update(client, id, { name: null, kind: null, capacity: null, state: null }))).toEqual([
      'REQUIRED input.name',
      'REQUIRED input.kind',
      'REQUIRED input.capacity',
      'REQUIRED input.state',
    ]);
    expect(refusals(await update(client, id, { siteId: '01890000-0000-7000-8000-000000000000' }))).toEqual(['NOT_FOUND input.siteId']);
    expect(await card(id)).toEqual(before);
  });

  test('from a stale version is refused', async () => {
    const { id } = await world.resource();
    const client = await admin();
    expect(refusals(await update(client, id, { version: 1, capacity: 5 }))).toEqual([]);
    expect(refusals(await update(client, id, { version: 1, capacity: 6 }))).toEqual(['STALE input.version']);
    expect(refusals(await update(client, id, { version: 2, capacity: 7 }))).toEqual([]);
    expect(await card(id)).toMatchObject({ capacity: 7, version: 3 });
  });

  test('that is not there is refused', async () => {
    expect(refusals(await update(await admin(), 'nowhere', { capacity: 5 }))).toEqual(['NOT_FOUND id']);
  });

  test.each(['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)('is forbidden to a %s', async role => {
    const [{ client }, { id }] = await Promise.all([world.user({ role }), world.resource()]);
    expect(codes(await client.run(ResourceUpdate, { id, input: { capacity: 99 } }))).toEqual(['FORBIDDEN']);
    expect(await card(id)).toMatchObject({ capacity: 10, version: 1 });
  });
});

describe('deleting a resource', () => {
  const remove = async (id: string) => (await (await admin()).ask(ResourceDeleteWithUses, { id })).resourceDelete;

  test('takes its windows and its past reservations with it', async () => {
    const { id: resourceId } = await world.resource();
    await world.window({ id: resourceId }, { kind: 'MAINTENANCE', ...slot('10:00', '11:00') });
    const day = '2030-06-02';
    await world.reservation({ resourceId, status: 'COMPLETED', ...slot('10:00', '11:00', { day }) });
    await world.reservation({ resourceId, status: 'CONFIRMED', ...slot('11:00', '12:00', { day }) });
    await world.reservation({ resourceId, status: 'CANCELLED', ...slot('11:00', '12:00') });
    expect(await remove(resourceId)).toEqual({ deletedId: resourceId, errors: [] });
    expect(await card(resourceId)).toBeNull();
    expect(refusals(await remove(resourceId))).toEqual(['NOT_FOUND id']);
  });

  test.each(['PENDING', 'CONFIRMED'] as const)(
    'is refused while it has reservations to come that are %s, or one that is running',
    async status => {
      const { id: resourceId } = await world.resource();
      await world.reservation({ resourceId, status, ...slot('07:30', '08:30', { day: '2030-06-03' }) });
      await world.reservation({ resourceId, status, ...slot('10:00', '11:00') });
      await world.reservation({ resourceId, status: 'CANCELLED', ...slot('12:00', '13:00') });
      const payload = await remove(resourceId);
      expect(payload).toMatchObject({
        deletedId: null,
        errors: [{ __typename: 'InUse', code: 'IN_USE', path: ['id'], uses: [{ type: 'Reservation', count: 2 }] }],
      });
      expect(await card(resourceId)).not.toBeNull();
    },
  );

  test.each(['MANAGER', 'STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)('is forbidden to a %s', async role => {
    const [{ client }, { id }] = await Promise.all([world.user({ role }), world.resource()]);
    expect(codes(await client.run(ResourceDeleteWithUses, { id }))).toEqual(['FORBIDDEN']);
    expect(await card(id)).not.toBeNull();
  });
});
