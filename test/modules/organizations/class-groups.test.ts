import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  ClassGroupAddLearners,
  ClassGroupCreate,
  ClassGroupDelete,
  ClassGroupDetail,
  ClassGroupLearners,
  ClassGroupRemoveLearners,
  ClassGroupUpdate,
  Learners,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { runByHand } from '../../support/raw-sql.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const learners = await Promise.all(Array.from({ length: 4 }, () => world.learner()));
const ids = learners.map(it => it.id);
// Whom one teaches already, one may put into other classes.
await world.classOf(trainer, ...learners);

async function add(id: string, learnerIds: readonly string[], { client }: Person = trainer) {
  return (await client.ask(ClassGroupAddLearners, { id, learnerIds })).classGroupAddLearners;
}

async function remove(id: string, learnerIds: readonly string[], { client }: Person = trainer) {
  return (await client.ask(ClassGroupRemoveLearners, { id, learnerIds })).classGroupRemoveLearners;
}

async function read(id: string, { client }: Person = trainer) {
  return (await client.ask(ClassGroupDetail, { id })).classGroup;
}

describe('a class', () => {
  test('is made in an organization, under a name that no other there has', async () => {
    const organizationId = (await world.organization({ ownerId: trainer.id })).id;
    const create = async (organizationId: string, name: string) =>
      (await trainer.client.ask(ClassGroupCreate, { input: { organizationId, name } })).classGroupCreate;
    const { classGroup } = await create(organizationId, ' 1A ');
    expect(await read(classGroup?.id ?? '')).toMatchObject({
      name: '1A',
      learnerCount: 0,
      organization: { id: organizationId },
      viewerCanUpdate: true,
    });
    expect(refusals(await create(organizationId, '1A'))).toEqual(['TAKEN input.name']);
    expect(refusals(await create((await world.organization({ ownerId: trainer.id })).id, '1A'))).toEqual([]);
    expect(refusals(await create(organizationId, ' '))).toEqual(['TOO_SHORT input.name']);
    expect(refusals(await create(crypto.randomUUID(), '1A'))).toEqual(['NOT_FOUND input.organizationId']);
  });

  test('of another’s organization is nothing for a trainer', async () => {
    const { id: organizationId } = await world.organization();
    const { id } = await world.classGroup({ organizationId }, learners[0] as Person);
    const tries = [
      await trainer.client.run(ClassGroupCreate, { input: { organizationId, name: '1B' } }),
      await trainer.client.run(ClassGroupUpdate, { id, input: { name: '1B' } }),
      await trainer.client.run(ClassGroupAddLearners, { id, learnerIds: ids }),
      await trainer.client.run(ClassGroupRemoveLearners, { id, learnerIds: ids }),
      await trainer.client.run(ClassGroupDelete, { id }),
    ];
    expect(tries.flatMap(codes)).toEqual(Array(5).fill('FORBIDDEN'));
    expect(await read(id)).toMatchObject({ viewerCanUpdate: false, version: 1, learnerCount: 1 });
  });

  test('is renamed, from the version that it has', async () => {
    const { id } = await world.classOf(trainer);
    const rename = async (name: string, version?: number) =>
      refusals((await trainer.client.ask(ClassGroupUpdate, { id, input: { name, version } })).classGroupUpdate);
    expect(await rename('First', 1)).toEqual([]);
    expect(await rename('Second', 1)).toEqual(['STALE input.version']);
    expect(await read(id)).toMatchObject({ name: 'First', version: 2 });
  });

  test('goes when nobody is in it and it was given no course, and tells what there is', async () => {
    const { id } = await world.classOf(trainer, ...learners.slice(0, 2));
    await world.give(await world.course(), { classGroupId: id });
    const end = async () => (await trainer.client.ask(ClassGroupDelete, { id })).classGroupDelete;
    const { errors } = await end();
    expect(errors).toMatchObject([
      {
        code: 'IN_USE',
        uses: expect.arrayContaining([
          { type: 'Membership', count: 2 },
          { type: 'CourseAssignment', count: 1 },
        ]),
      },
    ]);
    await runByHand(app, sql`delete from course_assignments where class_group_id = ${id}`);
    await remove(id, ids);
    expect(await end()).toEqual({ deletedId: id, errors: [] });
  });
});

describe('learners in a class', () => {
  test('are put in and taken out; who is there already, or is not, is no trouble', async () => {
    const { id } = await world.classOf(trainer);
    expect((await add(id, ids.slice(0, 2))).classGroup).toEqual({ id, learnerCount: 2 });
    expect((await add(id, [...ids, ...ids])).classGroup).toEqual({ id, learnerCount: 4 });
    expect((await remove(id, ids.slice(0, 3))).classGroup).toEqual({ id, learnerCount: 1 });
    expect((await remove(id, ids.slice(0, 3))).classGroup).toEqual({ id, learnerCount: 1 });
    expect(await read(id)).toMatchObject({ version: 1, learners: { nodes: [{ id: ids[3] }] } });
  });

  test('are recorded, each who put them in and who took them out', async () => {
    const { id } = await world.classOf(trainer);
    const members = async () =>
      (await app.database.rows<{ id: string }>(sql`select id from memberships where class_group_id = ${id}`)).map(it => it.id);
    await add(id, ids.slice(0, 2));
    const [first = '', second = ''] = await members();
    await remove(id, ids);
    expect(await members()).toEqual([]);
    for (const membership of [first, second]) {
      const told = (await entriesAbout(app, membership)).map(it => [it.actorId, it.deed, it.kind]);
      expect(told).toEqual(['CREATED', 'DELETED'].map(kind => [trainer.id, 'classGroup:update', kind]));
    }
  });

  test('may be in several', async () => {
    const [one, two] = [await world.classOf(trainer), await world.classOf(trainer)];
    await add(one.id, ids);
    expect((await add(two.id, ids)).classGroup?.learnerCount).toBe(4);
    expect((await read(one.id))?.learnerCount).toBe(4);
  });

  test('are learners: nobody else is put in, and then nobody at all', async () => {
    const { id } = await world.classOf(trainer);
    for (const other of [trainer.id, crypto.randomUUID(), 'nobody']) {
      expect(refusals(await add(id, [...ids, other]))).toEqual(['NOT_FOUND learnerIds']);
    }
    expect(
      refusals(
        await add(
          id,
          Array.from({ length: 1_001 }, () => crypto.randomUUID()),
        ),
      ),
    ).toEqual(['TOO_LONG learnerIds']);
    expect((await add(id, [])).classGroup?.learnerCount).toBe(0);
  });

  test('are put in by a trainer only if they teach them already, and else nobody is; by staff and administrators any', async () => {
    const unknown = await world.learner({ phone: '+33644444444' });
    const { id } = await world.classOf(trainer);
    expect(refusals(await add(id, [...ids, unknown.id]))).toEqual(['NOT_ALLOWED learnerIds']);
    expect(await read(id)).toMatchObject({ learnerCount: 0 });
    const phones = async () => (await trainer.client.ask(Learners, { filter: { search: unknown.phone } })).learners.totalCount;
    expect(await phones()).toBe(0);
    for (const role of ['STAFF', 'ADMIN'] as const) {
      const person = await world.user({ role });
      expect(refusals(await add((await world.classOf(trainer)).id, [unknown.id], person))).toEqual([]);
    }
    expect(refusals(await add(id, [unknown.id]))).toEqual([]);
    expect(await phones()).toBe(1);
  });

  test('are put in by whoever was granted that, if they may see how to reach them', async () => {
    const [unknown, { id }] = [await world.learner(), await world.classGroup()];
    const grantees = [
      await world.user({ authorizations: ['classGroup:update'] }),
      await world.user({ authorizations: ['classGroup:update', 'learner:read-details'] }),
    ];
    const answers = [];
    for (const person of grantees) answers.push(...refusals(await add(id, [unknown.id], person)));
    expect(answers).toEqual(['NOT_ALLOWED learnerIds']);
    expect((await read(id))?.learnerCount).toBe(1);
  });

  test('are put in once, however many put them in at once', async () => {
    const { id } = await world.classOf(trainer);
    const answers = await Promise.all(Array.from({ length: 10 }, () => add(id, ids)));
    expect(answers.flatMap(refusals)).toEqual([]);
    expect((await read(id))?.learnerCount).toBe(4);
  });

  test('and a class that is deleted at the same moment: either it is gone, or they are in it', async () => {
    for (let i = 0; i < 5; i++) {
      const { id } = await world.classOf(trainer);
      const [added, deleted] = await Promise.all([add(id, ids), trainer.client.ask(ClassGroupDelete, { id })]);
      const outcome = [...refusals(added), ...refusals(deleted.classGroupDelete)];
      const classGroup = await read(id);
      expect(outcome).toEqual([classGroup ? 'IN_USE id' : 'NOT_FOUND id']);
      if (classGroup) expect(classGroup.learnerCount).toBe(4);
    }
  });

  test('cost as many statements to put in, many or few', async () => {
    const many = await Promise.all(Array.from({ length: 30 }, () => world.learner()));
    await world.classOf(trainer, ...many);
    const cost = async (learnerIds: string[]) => {
      const { id } = await world.classOf(trainer);
      return (await statementsOf(app, () => add(id, learnerIds))).length;
    };
    expect(await cost(many.map(it => it.id))).toBe(await cost(ids.slice(0, 1)));
  });

  test('are ordered by name, either way, page by page', async () => {
    const people = [];
    for (const [lastName, firstName] of [
      ['Adams', 'Zoe'],
      ['Brown', 'Abe'],
      ['Brown', 'Bea'],
      ['Cole', 'Al'],
    ] as const)
      people.push(await world.learner({ lastName, firstName }));
    const { id } = await world.classOf(trainer, ...people.toReversed());
    for (const direction of ['ASC', 'DESC'] as const) {
      const orderBy = { field: 'NAME', direction } as const;
      const nodes = await everyPage(async after => {
        const { classGroup } = await trainer.client.ask(ClassGroupLearners, { id, orderBy, first: 1, after });
        if (!classGroup?.learners) throw new Error('the trainer does not see them');
        expect(classGroup.learners.totalCount).toBe(4);
        return classGroup.learners;
      });
      expect(nodes.map(it => it.id)).toEqual((direction === 'ASC' ? people : people.toReversed()).map(it => it.id));
    }
  });

  test('are counted for everybody, and named for those who teach and look after learners', async () => {
    const { id } = await world.classOf(trainer, ...learners);
    for (const role of ['TRAINER', 'STAFF', 'MANAGER', 'ADMIN'] as const) {
      expect((await read(id, await world.user({ role })))?.learners?.nodes).toHaveLength(4);
    }
    for (const role of ['LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const) {
      expect(await read(id, await world.user({ role }))).toMatchObject({ learnerCount: 4, learners: null });
    }
    expect(await read(id, learners[0])).toMatchObject({ learners: null });
  });

  test('are in the database once in each class, whoever writes by hand', async () => {
    const { id } = await world.classOf(trainer, learners[0] as Person);
    const now = new Date();
    const insert = (classGroupId: string, learnerId: string) =>
      runByHand(
        app,
        sql`insert into memberships (id, created_at, class_group_id, learner_id) values (${crypto.randomUUID()}, ${now}, ${classGroupId}, ${learnerId})`,
      );
    await expect(insert(id, ids[0] ?? '')).rejects.toThrow(/unique/i);
    await expect(insert(crypto.randomUUID(), ids[0] ?? '')).rejects.toThrow(/foreign key/i);
    await expect(runByHand(app, sql`delete from class_groups where id = ${id}`)).rejects.toThrow(/foreign key/i);
  });
});
