import { beforeAll, describe, expect, test } from 'vitest';
import {
  SiteCreate,
  type SiteCreateInput,
  SiteDelete,
  SiteDeleteWithUses,
  SiteDetail,
  SiteUpdate,
  type SiteUpdateInput,
  UserDetail,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { type Person, seed, unique } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

let manager: Person;
let admin: Person;
beforeAll(async () => {
  manager = await world.user({ role: 'MANAGER' });
  admin = await world.user({ role: 'ADMIN' });
});

async function create(changes: Partial<SiteCreateInput> = {}) {
  const input = { name: unique('Site'), address: '1 Quay', timeZone: 'Asia/Kathmandu', opensAt: '07:30', closesAt: '22:00', ...changes };
  return (await manager.client.ask(SiteCreate, { input })).siteCreate;
}

async function update(id: string, input: SiteUpdateInput) {
  return (await manager.client.ask(SiteUpdate, { id, input })).siteUpdate;
}

async function read(id: string) {
  return (await manager.client.ask(SiteDetail, { id })).site;
}

describe('a site', () => {
  test('is made as given, without the blanks around its texts', async () => {
    const { site, errors } = await create({ name: '  Kathmandu office ', address: ' Durbar Marg ' });
    expect(errors).toEqual([]);
    expect(await read(site?.id ?? '')).toMatchObject({
      name: 'Kathmandu office',
      address: 'Durbar Marg',
      timeZone: 'Asia/Kathmandu',
      opensAt: '07:30',
      closesAt: '22:00',
      version: 1,
    });
  });

  test('may close at midnight', async () => {
    expect(refusals(await create({ opensAt: '00:00', closesAt: '00:00' }))).toEqual([]);
  });

  test('is told every broken rule at once, each with its path', async () => {
    const { site, errors } = await create({
      name: 'ab',
      address: ' ',
      timeZone: 'Europe/Atlantis',
      opensAt: '08:00:30',
      closesAt: '20:00:30',
    });
    expect(site).toBeNull();
    expect(refusals({ errors }).sort()).toEqual([
      'INVALID_FORMAT input.closesAt',
      'INVALID_FORMAT input.opensAt',
      'INVALID_FORMAT input.timeZone',
      'TOO_SHORT input.address',
      'TOO_SHORT input.name',
    ]);
  });

  test.each<[string, Partial<SiteCreateInput>, string[]]>([
    ['closes before it opens', { opensAt: '20:00', closesAt: '08:00' }, ['ENDS_BEFORE_START input.closesAt']],
    ['closes when it opens', { opensAt: '08:00', closesAt: '08:00' }, ['ENDS_BEFORE_START input.closesAt']],
    ['has a name of 201 characters', { name: 'x'.repeat(201) }, ['TOO_LONG input.name']],
    ['has an address of 501 characters', { address: 'x'.repeat(501) }, ['TOO_LONG input.address']],
    ['has an offset for a time zone', { timeZone: '+02:00' }, ['INVALID_FORMAT input.timeZone']],
    ['has seconds in its hours', { opensAt: '08:00:00' }, ['INVALID_FORMAT input.opensAt']],
    ['has a NUL in its name', { name: 'a\0b' }, ['INVALID_FORMAT input.name']],
  ])('that %s is refused', async (_what, changes, expected) => {
    expect(refusals(await create(changes))).toEqual(expected);
  });

  test.each(['8:00', '25:00', '08:60', 'noon', ''])('that opens at "%s" is refused: that is no time of day', async opensAt => {
    const input = { name: unique('Site'), address: '1 Quay', timeZone: 'UTC', opensAt, closesAt: '22:00' };
    expect(codes(await manager.client.run(SiteCreate, { input }))).toEqual(['BAD_USER_INPUT']);
  });

  test('may have any text for a name, and says it back as it is', async () => {
    const name = `Zürich “東京” <b>'; drop table sites; -- \\ 🦄`;
    const { site } = await create({ name });
    expect(site?.name).toBe(name);
    expect((await read(site?.id ?? ''))?.name).toBe(name);
  });
});

describe('changing a site', () => {
  test('changes what is given, and the version counts', async () => {
    const { id, name } = await world.site();
    const { site, errors } = await update(id, { closesAt: '21:30' });
    expect(errors).toEqual([]);
    expect(site).toEqual({ id, name, version: 2 });
    expect(await read(id)).toMatchObject({ opensAt: '08:00', closesAt: '21:30', address: '1 Main Street' });
  });

  test('judges what is given together with what stays', async () => {
    const { id } = await world.site({ opensAt: '08:00', closesAt: '20:00' });
    expect(refusals(await update(id, { opensAt: '21:00' }))).toEqual(['ENDS_BEFORE_START input.closesAt']);
    expect(await read(id)).toMatchObject({ opensAt: '08:00', version: 1 });
  });

  test('cannot empty anything', async () => {
    const { id } = await world.site();
    const { errors } = await update(id, { name: null, address: null, timeZone: null, opensAt: null, closesAt: null });
    expect(refusals({ errors }).sort()).toEqual([
      'REQUIRED input.address',
      'REQUIRED input.closesAt',
      'REQUIRED input.name',
      'REQUIRED input.opensAt',
      'REQUIRED input.timeZone',
    ]);
  });

  test('from a stale version is refused', async () => {
    const { id } = await world.site();
    await update(id, { address: 'First', version: 1 });
    expect(refusals(await update(id, { address: 'Second', version: 1 }))).toEqual(['STALE input.version']);
    expect(await read(id)).toMatchObject({ address: 'First' });
  });

  test('of an unknown one is refused', async () => {
    for (const id of [crypto.randomUUID(), 'x', '']) expect(refusals(await update(id, { name: 'New name' }))).toEqual(['NOT_FOUND id']);
  });

  test('without a change leaves the version', async () => {
    const { id, name } = await world.site();
    expect((await update(id, { name })).site?.version).toBe(1);
  });
});

describe('deleting a site', () => {
  test('takes it away, and its people stay without one', async () => {
    const { id } = await world.site();
    const ann = await world.user({ primarySiteId: id });
    const { siteDelete } = await admin.client.ask(SiteDelete, { id });
    expect(siteDelete).toEqual({ deletedId: id, errors: [] });
    expect(await read(id)).toBeNull();
    expect((await admin.client.ask(UserDetail, { id: ann.id })).user?.primarySite).toBeNull();
    expect(refusals((await admin.client.ask(SiteDelete, { id })).siteDelete)).toEqual(['NOT_FOUND id']);
  });

  test('in use is refused, and says by what', async () => {
    const { id } = await world.site();
    await world.department({ siteId: id });
    await world.department({ siteId: id });
    const { siteDelete } = await admin.client.ask(SiteDeleteWithUses, { id });
    expect(refusals(siteDelete)).toEqual(['IN_USE id']);
    expect(siteDelete.errors).toMatchObject([{ __typename: 'InUse', uses: [{ type: 'Department', count: 2 }] }]);
    expect(await read(id)).not.toBeNull();
  });

  test('is for administrators, and nothing happens to others’ wish', async () => {
    const { id } = await world.site();
    expect(codes(await manager.client.run(SiteDelete, { id }))).toEqual(['FORBIDDEN']);
    expect(await read(id)).not.toBeNull();
  });
});
