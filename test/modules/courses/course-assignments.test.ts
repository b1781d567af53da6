import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  ClassGroupAddLearners,
  ClassGroupDelete,
  ClassGroupRemoveLearners,
  CourseAssign,
  CourseDetail,
  CourseLearners,
  CourseMaterials,
  CourseUnassign,
  Learners,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { runByHand } from '../../support/raw-sql.js';
import type { Person } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const staff = await world.user({ role: 'STAFF' });

/** A learner whom the trainer teaches already. */
async function taught(given: Parameters<typeof world.learner>[0] = {}): Promise<Person> {
  const learner = await world.learner(given);
  await world.classOf(trainer, learner);
  return learner;
}

interface Takers {
  readonly classGroupIds?: readonly string[] | null;
  readonly learnerIds?: readonly string[] | null;
}

async function give(id: string, takers: Takers, { client }: Person = trainer) {
  return refusals((await client.ask(CourseAssign, { id, ...takers })).courseAssign);
}

async function takeBack(id: string, takers: Takers, { client }: Person = trainer) {
  return refusals((await client.ask(CourseUnassign, { id, ...takers })).courseUnassign);
}

async function takers(id: string, { client }: Person = trainer) {
  return (await client.ask(CourseDetail, { id })).course;
}

const materialsSeenBy = async ({ client }: Person, id: string) => (await client.ask(CourseMaterials, { id })).course?.materials;

describe('a course is given', () => {
  test('to classes and single learners; who has it keeps it, and each takes it once', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const [ann, bob, cem] = [await taught(), await taught(), await taught()];
    const [one, two] = [await world.classOf(trainer, ann, bob), await world.classOf(trainer, ann)];
    expect(await give(id, { classGroupIds: [one.id] })).toEqual([]);
    expect(await give(id, { classGroupIds: [one.id, two.id, two.id], learnerIds: [ann.id, cem.id] })).toEqual([]);
    const course = await takers(id);
    expect(course?.assignments?.totalCount).toBe(4);
    expect(course?.assignments?.nodes).toEqual(
      expect.arrayContaining([
        { classGroup: { id: one.id }, learner: null },
        { classGroup: null, learner: { id: cem.id } },
      ]),
    );
    expect(course?.learners?.totalCount).toBe(3);
    expect(course?.learners?.nodes.map(it => it.id).sort()).toEqual([ann.id, bob.id, cem.id].sort());
  });

  test('to nobody that there is not: then to nobody at all', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const [{ id: learnerId }, { id: classGroupId }] = [await taught(), await world.classOf(trainer)];
    expect(await give(id, { classGroupIds: [classGroupId, crypto.randomUUID()], learnerIds: [learnerId] })).toEqual([
      'NOT_FOUND classGroupIds',
    ]);
    expect(await give(id, { classGroupIds: [classGroupId], learnerIds: [learnerId, trainer.id] })).toEqual(['NOT_FOUND learnerIds']);
    expect(await give(id, { classGroupIds: Array.from({ length: 101 }, () => crypto.randomUUID()) })).toEqual(['TOO_LONG classGroupIds']);
    expect(await give(crypto.randomUUID(), { learnerIds: [learnerId] })).toEqual(['NOT_FOUND id']);
    expect(await give(id, { classGroupIds: null })).toEqual([]);
    expect(await takers(id)).toMatchObject({ assignments: { totalCount: 0 } });
  });

  test('by its owner and by staff, not by another trainer', async () => {
    const { id } = await world.course({ ownerId: trainer.id, published: true });
    const learnerIds = [(await world.learner()).id];
    const other = await world.user({ role: 'TRAINER' });
    expect(codes(await other.client.run(CourseAssign, { id, learnerIds }))).toEqual(['FORBIDDEN']);
    expect(await give(id, { learnerIds }, staff)).toEqual([]);
    expect(codes(await other.client.run(CourseUnassign, { id, learnerIds }))).toEqual(['FORBIDDEN']);
    expect((await takers(id))?.learners?.totalCount).toBe(1);
  });

  test('by its owner to learners and classes whom they teach already, and else to nobody; by staff to any', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const [known, unknown] = [await taught(), await world.learner()];
    const [own, another] = [await world.classOf(trainer), await world.classGroup({}, unknown)];
    expect(await give(id, { classGroupIds: [own.id], learnerIds: [known.id, unknown.id] })).toEqual(['NOT_ALLOWED learnerIds']);
    expect(await give(id, { classGroupIds: [own.id, another.id], learnerIds: [known.id] })).toEqual(['NOT_ALLOWED classGroupIds']);
    expect(await takers(id)).toMatchObject({ assignments: { totalCount: 0 } });
    expect((await trainer.client.ask(Learners, { filter: { search: unknown.lastName } })).learners.nodes).toMatchObject([{ email: null }]);
    expect(await give(id, { classGroupIds: [another.id], learnerIds: [unknown.id] }, staff)).toEqual([]);
    const { id: next } = await world.course({ ownerId: trainer.id });
    expect(await give(next, { classGroupIds: [another.id], learnerIds: [unknown.id] })).toEqual([]);
  });

  test('once, however many give it at once', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const [{ id: learnerId }, { id: classGroupId }] = [await taught(), await world.classOf(trainer)];
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => give(id, { classGroupIds: [classGroupId], learnerIds: [learnerId] })),
    );
    expect(answers.flat()).toEqual([]);
    expect((await takers(id))?.assignments?.totalCount).toBe(2);
  });

  test('to a class that is deleted at the same moment: either it is gone, or it has the course', async () => {
    for (let i = 0; i < 5; i++) {
      const [{ id }, classGroup] = [await world.course({ ownerId: trainer.id }), await world.classOf(trainer)];
      const [given, deleted] = await Promise.all([
        give(id, { classGroupIds: [classGroup.id] }),
        staff.client.ask(ClassGroupDelete, { id: classGroup.id }),
      ]);
      const has = (await takers(id))?.assignments?.totalCount === 1;
      expect([...given, ...refusals(deleted.classGroupDelete)]).toEqual([has ? 'IN_USE id' : 'NOT_FOUND classGroupIds']);
    }
  });

  test('to as many as one likes in as many statements', async () => {
    const many = await Promise.all(Array.from({ length: 30 }, () => taught()));
    const cost = async (learnerIds: string[]) => {
      const { id } = await world.course({ ownerId: trainer.id });
      return (await statementsOf(app, () => give(id, { learnerIds }))).length;
    };
    expect(await cost(many.map(it => it.id))).toBe(await cost(many.slice(0, 1).map(it => it.id)));
  });
});

describe('a course is taken back', () => {
  test('on each road by itself', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const ann = await taught();
    const { id: classGroupId } = await world.classOf(trainer, ann);
    await give(id, { classGroupIds: [classGroupId], learnerIds: [ann.id] });
    expect(await takeBack(id, { learnerIds: [ann.id, crypto.randomUUID()] })).toEqual([]);
    expect((await takers(id))?.learners?.nodes).toEqual([{ id: ann.id }]);
    expect(await takeBack(id, { classGroupIds: [classGroupId] })).toEqual([]);
    expect((await takers(id))?.learners?.nodes).toEqual([]);
  });
});

describe('materials are seen', () => {
  test('by who takes the course, for as long as they do, and by who manages it', async () => {
    const course = await world.course({ ownerId: trainer.id, published: true });
    const { id } = await world.material(course);
    const [inClass, single, manager] = [await taught(), await taught(), await world.user({ role: 'MANAGER' })];
    const { id: classGroupId } = await world.classOf(trainer);
    await give(course.id, { classGroupIds: [classGroupId], learnerIds: [single.id] });
    expect(await materialsSeenBy(inClass, course.id)).toBeNull();
    await trainer.client.ask(ClassGroupAddLearners, { id: classGroupId, learnerIds: [inClass.id] });
    for (const person of [inClass, single, trainer, staff]) {
      expect(await materialsSeenBy(person, course.id)).toMatchObject([{ id }]);
    }
    expect(await materialsSeenBy(manager, course.id)).toBeNull();
    await trainer.client.ask(ClassGroupRemoveLearners, { id: classGroupId, learnerIds: [inClass.id] });
    await takeBack(course.id, { learnerIds: [single.id] });
    for (const person of [inClass, single]) expect(await materialsSeenBy(person, course.id)).toBeNull();
  });
});

describe('who takes a course', () => {
  test('is listed by name, either way, page by page', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const people = [];
    for (const lastName of ['Adams', 'Brown', 'Cole']) people.push(await world.learner({ lastName }));
    const [adams, brown, cole] = people as [Person, Person, Person];
    await world.give({ id }, { classGroupId: (await world.classGroup({}, cole, brown)).id });
    await world.give({ id }, { learnerId: adams.id });
    await world.give({ id }, { learnerId: cole.id });
    for (const direction of ['ASC', 'DESC'] as const) {
      const nodes = await everyPage(async after => {
        const { course } = await trainer.client.ask(CourseLearners, { id, orderBy: { field: 'NAME', direction }, first: 1, after });
        if (!course?.learners) throw new Error('the trainer does not see them');
        expect(course.learners.totalCount).toBe(3);
        return course.learners;
      });
      expect(nodes.map(it => it.id)).toEqual((direction === 'ASC' ? people : people.toReversed()).map(it => it.id));
    }
  });

  test('is a class or a learner in the database, and each once, whoever writes by hand', async () => {
    const { id } = await world.course();
    const [{ id: learnerId }, { id: classGroupId }] = [await world.learner(), await world.classGroup()];
    const insert = (classGroup: string | null, learner: string | null) =>
      runByHand(
        app,
        sql`insert into course_assignments (id, created_at, course_id, class_group_id, learner_id)
          values (${crypto.randomUUID()}, ${new Date()}, ${id}, ${classGroup}, ${learner})`,
      );
    await expect(insert(null, null)).rejects.toThrow(/check/i);
    await expect(insert(classGroupId, learnerId)).rejects.toThrow(/check/i);
    await insert(classGroupId, null);
    await insert(null, learnerId);
    await expect(insert(classGroupId, null)).rejects.toThrow(/unique/i);
    await expect(insert(null, learnerId)).rejects.toThrow(/unique/i);
  });
});
