import { describe, expect, test } from 'vitest';
import { ClassGroupContacts, type LearnerFilter, Learners, MyContact, OwnerContact } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const staff = await world.user({ role: 'STAFF' });
const trainer = await world.user({ role: 'TRAINER' });
const stranger = await world.user({ role: 'TRAINER' });
const eva = await world.learner({ firstName: 'Éva', lastName: 'Müller', phone: '+33611111111', birthDate: '2001-05-23' });
const abe = await world.learner({ firstName: 'Abe', lastName: 'Adams', phone: '+33622222222' });
const zoe = await world.learner({ firstName: 'Zoë', lastName: 'Brown', role: 'LEARNER' });
const employee = await world.user({ role: 'EMPLOYEE', firstName: 'Eva', lastName: 'Employee', phone: '+33611111112' });
const organization = await world.organization({ ownerId: trainer.id });
const classGroup = await world.classGroup({ organizationId: organization.id }, eva, zoe);
const another = await world.classGroup({ organizationId: organization.id }, eva);

async function find(filter: LearnerFilter, { client }: Person = staff): Promise<string[]> {
  const { learners } = await client.ask(Learners, { filter, first: 100 });
  expect(learners.totalCount).toBe(learners.nodes.length);
  return learners.nodes.map(it => it.firstName);
}

describe('learners are found', () => {
  test.each<[string, LearnerFilter, string[]]>([
    ['by nothing at all', {}, ['Abe', 'Zoë', 'Éva']],
    ['by part of the first name, without its accent', { search: 'ev' }, ['Éva']],
    ['by part of the last name, with another accent', { search: 'mÚll' }, ['Éva']],
    ['by both', { search: 'zoe br' }, ['Zoë']],
    ['by part of the number', { search: '+3361' }, ['Éva']],
    ['by digits of it', { search: '22222' }, ['Abe']],
    ['by class', { classGroupId: classGroup.id }, ['Zoë', 'Éva']],
    ['by organization, each once', { organizationId: organization.id }, ['Zoë', 'Éva']],
    ['by all of it', { search: 'v', classGroupId: another.id, organizationId: organization.id }, ['Éva']],
    ['nowhere in a class that there is not', { classGroupId: crypto.randomUUID() }, []],
    ['not by a wildcard', { search: '%' }, []],
  ])('%s', async (_how, filter, expected) => {
    expect(await find(filter)).toEqual(expected);
  });

  test('page by page, either way', async () => {
    for (const direction of ['ASC', 'DESC'] as const) {
      const nodes = await everyPage(
        async after => (await staff.client.ask(Learners, { orderBy: { field: 'NAME', direction }, first: 1, after })).learners,
      );
      const expected = [abe.id, zoe.id, eva.id];
      expect(nodes.map(it => it.id)).toEqual(direction === 'ASC' ? expected : expected.toReversed());
    }
  });

  test('by number only by who may see the number', async () => {
    expect(await find({ search: '+336' }, trainer)).toEqual(['Éva']);
    expect(await find({ search: '+336' }, stranger)).toEqual([]);
    expect(await find({ search: 'ab' }, stranger)).toEqual(['Abe']);
  });

  test('by teachers and those who look after learners only', async () => {
    expect(codes(await eva.client.run(Learners))).toEqual(['FORBIDDEN']);
    expect(codes(await employee.client.run(Learners))).toEqual(['FORBIDDEN']);
  });

  test('in one statement and one for the count, and one more for a trainer: whom of them they teach', async () => {
    expect(await statementsOf(app, () => staff.client.ask(Learners, { first: 100 }))).toHaveLength(2);
    expect(await statementsOf(app, () => trainer.client.ask(Learners, { first: 100 }))).toHaveLength(3);
  });
});

describe('e-mail, telephone and birth date of a learner', () => {
  const details = { email: eva.email, phone: eva.phone, birthDate: eva.birthDate };
  const hidden = { email: null, phone: null, birthDate: null };

  async function seenBy({ client }: Person) {
    const { classGroup } = await client.ask(ClassGroupContacts, { id: another.id });
    return classGroup?.learners?.nodes[0];
  }

  test.each(['STAFF', 'MANAGER', 'ADMIN'] as const)('are seen by a %s', async role => {
    expect(await seenBy(await world.user({ role }))).toMatchObject({ ...details, memberships: { nodes: { length: 2 } } });
  });

  test('are seen by themselves', async () => {
    const { me } = await eva.client.ask(MyContact);
    expect(me).toMatchObject(details);
    expect(me?.memberships?.nodes.map(it => it.classGroup.id)).toEqual([classGroup.id, another.id]);
  });

  test('are seen by who made the organization of one of their classes', async () => {
    expect(await seenBy(trainer)).toMatchObject(details);
  });

  test('are seen by whose course their class, or they themselves, were given', async () => {
    const [one, two] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' })];
    const [forClass, forOne] = [await world.course({ ownerId: one.id }), await world.course({ ownerId: two.id })];
    expect([await seenBy(one), await seenBy(two)]).toMatchObject([hidden, hidden]);
    await world.give(forClass, { classGroupId: classGroup.id });
    await world.give(forOne, { learnerId: eva.id });
    expect([await seenBy(one), await seenBy(two)]).toMatchObject([details, details]);
    expect(await find({ search: eva.phone ?? '' }, two)).toEqual(['Éva']);
  });

  test('are not seen by any other trainer, who sees name, picture and classes', async () => {
    const seen = { fullName: 'Éva Müller', photoUrl: null, role: null, memberships: { nodes: { length: 2 } } };
    expect(await seenBy(stranger)).toMatchObject({ ...seen, ...hidden });
  });

  test('are not seen by one who taught them and is no trainer any more', async () => {
    const former = await world.user({ role: 'EMPLOYEE', authorizations: ['user:create'] });
    const { id } = await world.classOf(former, eva);
    const { data } = await former.client.run(ClassGroupContacts, { id });
    expect(data?.classGroup?.learners).toBeNull();
  });

  test('are a learner’s: those of others stay hidden from staff', async () => {
    const owner = await world.user({ role: 'TRAINER', phone: '+33633333333' });
    const { id } = await world.organization({ ownerId: owner.id });
    const ownerSeenBy = async ({ client }: Person) => (await client.ask(OwnerContact, { id })).organization?.owner;
    expect(await ownerSeenBy(staff)).toMatchObject({ fullName: 'Ann Doe', ...hidden });
    expect(await ownerSeenBy(await world.user({ role: 'MANAGER' }))).toMatchObject({ phone: owner.phone });
  });
});
