import { describe, expect, test } from 'vitest';
import {
  OrganizationCreate,
  type OrganizationCreateInput,
  OrganizationDelete,
  OrganizationDetail,
  type OrganizationFilter,
  OrganizationNames,
  OrganizationsInFull,
  OrganizationUpdate,
  type OrganizationUpdateInput,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { type Person, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });

async function create(input: OrganizationCreateInput, { client }: Person = trainer) {
  return (await client.ask(OrganizationCreate, { input })).organizationCreate;
}

async function update(id: string, input: OrganizationUpdateInput, { client }: Person = trainer) {
  return (await client.ask(OrganizationUpdate, { id, input })).organizationUpdate;
}

async function read(id: string, { client }: Person = trainer) {
  return (await client.ask(OrganizationDetail, { id })).organization;
}

describe('an organization', () => {
  test('is made as given by a trainer, who manages it from then on', async () => {
    const given = {
      name: 'École du Fleuve',
      email: 'hello@fleuve.example',
      phone: '+33140000000',
      address: '3 quai',
      logoUrl: 'http://logo/a.png',
    };
    const { organization, errors } = await create({ ...given, name: ` ${given.name} ` });
    expect(errors).toEqual([]);
    const id = organization?.id ?? '';
    expect(await read(id)).toMatchObject({ ...given, version: 1, owner: { id: trainer.id }, viewerCanUpdate: true });
    expect(await read(id, await world.user({ role: 'TRAINER' }))).toMatchObject({ viewerCanUpdate: false });
    expect(await read(id, await world.user({ role: 'STAFF' }))).toMatchObject({ viewerCanUpdate: true });
  });

  test('needs nothing but a name', async () => {
    const { organization } = await create({ name: 'Ox' });
    expect(await read(organization?.id ?? '')).toMatchObject({ email: null, phone: null, address: null, logoUrl: null });
  });

  test('is told every broken rule at once', async () => {
    const { organization, errors } = await create({ name: 'x', email: 'no', phone: '1', address: 'x'.repeat(501), logoUrl: 'ftp://x/y' });
    expect(organization).toBeNull();
    expect(refusals({ errors }).sort()).toEqual([
      'INVALID_FORMAT input.email',
      'INVALID_FORMAT input.logoUrl',
      'INVALID_FORMAT input.phone',
      'TOO_LONG input.address',
      'TOO_SHORT input.name',
    ]);
  });

  test('is changed as given, from the version that it has', async () => {
    const { id, name } = await world.organization({ ownerId: trainer.id, address: 'Here' });
    expect(refusals(await update(id, { email: 'new@example.org', address: null, version: 1 }))).toEqual([]);
    expect(await read(id)).toMatchObject({ name, email: 'new@example.org', address: null, version: 2 });
    expect(refusals(await update(id, { name: 'Another', version: 1 }))).toEqual(['STALE input.version']);
    expect(refusals(await update(id, { name: null }))).toEqual(['REQUIRED input.name']);
    expect(refusals(await update(crypto.randomUUID(), { name: 'Another' }))).toEqual(['NOT_FOUND id']);
  });

  test('is not managed by who made it any more once they teach no more', async () => {
    const former = await world.user({ role: 'EMPLOYEE' });
    const { id } = await world.organization({ ownerId: former.id });
    expect(codes(await former.client.run(OrganizationUpdate, { id, input: { name: 'Mine' } }))).toEqual(['FORBIDDEN']);
    expect(await read(id, former)).toMatchObject({ viewerCanUpdate: false, version: 1 });
  });

  test('goes when it has no classes, and tells how many it has', async () => {
    const { id } = await world.organization({ ownerId: trainer.id });
    const classes = [await world.classGroup({ organizationId: id }), await world.classGroup({ organizationId: id })];
    const remove = async () => (await trainer.client.ask(OrganizationDelete, { id })).organizationDelete;
    const refused = await remove();
    expect(refusals(refused)).toEqual(['IN_USE id']);
    expect(refused.errors).toMatchObject([{ uses: [{ type: 'ClassGroup', count: 2 }] }]);
    expect(classes).toHaveLength(2);
    const empty = await world.organization({ ownerId: trainer.id });
    const { organizationDelete } = await trainer.client.ask(OrganizationDelete, { id: empty.id });
    expect(organizationDelete).toEqual({ deletedId: empty.id, errors: [] });
    expect(await read(empty.id)).toBeNull();
  });
});

describe('organizations are found', () => {
  const find = async (filter: OrganizationFilter, { client }: Person = trainer) => {
    const { organizations } = await client.ask(OrganizationNames, { filter, first: 100 });
    expect(organizations.totalCount).toBe(organizations.nodes.length);
    return organizations.nodes.map(it => it.name);
  };

  test('by part of name or address, whatever case and accents', async () => {
    await world.organization({ name: 'Zürcher Schule', address: '1 Bahnhofstraße' });
    expect(await find({ search: 'zurch' })).toEqual(['Zürcher Schule']);
    expect(await find({ search: 'BÄHNHOF' })).toEqual(['Zürcher Schule']);
    expect(await find({ search: 'zürich' })).toEqual([]);
  });

  test('by who made them', async () => {
    const owner = await world.user({ role: 'TRAINER' });
    const { name } = await world.organization({ ownerId: owner.id });
    expect(await find({ mine: true }, owner)).toEqual([name]);
    expect(await find({ mine: false }, owner)).not.toContain(name);
  });

  test('page by page, each once and in order', async () => {
    const word = unique('paged');
    const names = ['alpha', 'bravo', 'bravo', 'charlie'].map(it => `${it} ${word}`);
    for (const name of names) await world.organization({ name });
    const nodes = await everyPage(
      async after => (await trainer.client.ask(OrganizationNames, { filter: { search: word }, first: 1, after })).organizations,
    );
    expect(nodes.map(it => it.name)).toEqual(names);
  });

  test('with classes, learners and their classes in one statement for each level, however many there are', async () => {
    const staff = await world.user({ role: 'STAFF' });
    const word = unique('school');
    for (let i = 0; i < 3; i++) {
      const { id } = await world.organization({ name: `${word} ${i}`, ownerId: trainer.id });
      for (let j = 0; j < 2; j++) await world.classGroup({ organizationId: id }, await world.learner(), await world.learner());
    }
    const cost = (person: Person, first: number) =>
      statementsOf(app, () => person.client.ask(OrganizationsInFull, { filter: { search: word }, first }));
    // Organizations; classes and their count; how many learners; learners and their count; memberships; their classes.
    expect(await cost(staff, 1)).toHaveLength(8);
    expect(await cost(staff, 20)).toHaveLength(8);
    // And which classes are of the viewer’s organizations, and whom of the learners they teach.
    expect(await cost(trainer, 20)).toHaveLength(10);
  });
});
