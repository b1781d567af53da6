import { randomUUIDv7 } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  CourseCreate,
  type CourseCreateInput,
  CourseDelete,
  CourseDetail,
  type CourseFilter,
  Courses,
  CoursesInFull,
  CourseTitles,
  CourseUpdate,
  type CourseUpdateInput,
  MaterialRemove,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { runByHand } from '../../support/raw-sql.js';
import { type Person, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const staff = await world.user({ role: 'STAFF' });
const learner = await world.learner();

async function create(input: Partial<CourseCreateInput>, { client }: Person = trainer) {
  return (await client.ask(CourseCreate, { input: { title: unique('Course'), durationMinutes: 90, ...input } })).courseCreate;
}

async function update(id: string, input: CourseUpdateInput, { client }: Person = trainer) {
  return (await client.ask(CourseUpdate, { id, input })).courseUpdate;
}

async function read(id: string, { client }: Person = trainer) {
  return (await client.ask(CourseDetail, { id })).course;
}

async function find(filter: CourseFilter, { client }: Person) {
  const { courses } = await client.ask(CourseTitles, { filter, first: 100 });
  expect(courses.totalCount).toBe(courses.nodes.length);
  return courses.nodes.map(it => it.id);
}

describe('a course', () => {
  test('is made as given, unpublished, and is its maker’s', async () => {
    const given = { title: 'Sums', description: 'Adding up', objectives: 'One can add', durationMinutes: 120 };
    const { course, errors } = await create(given);
    expect(errors).toEqual([]);
    expect(await read(course?.id ?? '')).toMatchObject({
      ...given,
      published: false,
      version: 1,
      owner: { id: trainer.id },
      viewerCanUpdate: true,
      materials: [],
      learners: { totalCount: 0 },
    });
  });

  test('is made for a trainer by staff, not by another trainer, and not for one who may have none', async () => {
    const { course } = await create({ ownerId: trainer.id }, staff);
    expect(await read(course?.id ?? '')).toMatchObject({ owner: { id: trainer.id }, viewerCanUpdate: true });
    const input = { title: 'Sums', durationMinutes: 60, ownerId: staff.id };
    expect(codes(await trainer.client.run(CourseCreate, { input }))).toEqual(['FORBIDDEN']);
    expect(refusals(await create({ ownerId: learner.id, title: 'x' }, staff)).sort()).toEqual([
      'INVALID_VALUE input.ownerId',
      'TOO_SHORT input.title',
    ]);
    expect(refusals(await create({ ownerId: crypto.randomUUID() }, staff))).toEqual(['NOT_FOUND input.ownerId']);
  });

  test.each<[Partial<CourseCreateInput>, string[]]>([
    [{ title: 'ab', durationMinutes: 0 }, ['TOO_SHORT input.title', 'TOO_SMALL input.durationMinutes']],
    [{ title: 'x'.repeat(201), durationMinutes: 60_001 }, ['TOO_LARGE input.durationMinutes', 'TOO_LONG input.title']],
    [{ description: 'x'.repeat(5_001), objectives: 'x'.repeat(5_001) }, ['TOO_LONG input.description', 'TOO_LONG input.objectives']],
    [{ title: 'x'.repeat(200), durationMinutes: 60_000, description: null }, []],
  ])('is judged by its rules', async (input, expected) => {
    expect(refusals(await create(input)).sort()).toEqual(expected);
  });

  test('is changed and published, from the version that it has', async () => {
    const { id, title } = await world.course({ ownerId: trainer.id, description: 'Old' });
    expect((await update(id, { published: true, description: null, version: 1 })).course).toEqual({ id, published: true, version: 2 });
    expect(await read(id)).toMatchObject({ title, description: null, durationMinutes: 90 });
    expect(refusals(await update(id, { title: 'Second', version: 1 }))).toEqual(['STALE input.version']);
    expect(refusals(await update(id, { title: null, published: null })).sort()).toEqual([
      'REQUIRED input.published',
      'REQUIRED input.title',
    ]);
    expect(refusals(await update(crypto.randomUUID(), { title: 'Second' }))).toEqual(['NOT_FOUND id']);
  });

  test('of another is nothing to change for a trainer', async () => {
    const { id } = await world.course({ published: true });
    expect(codes(await trainer.client.run(CourseUpdate, { id, input: { title: 'Mine' } }))).toEqual(['FORBIDDEN']);
    expect(codes(await trainer.client.run(CourseDelete, { id }))).toEqual(['FORBIDDEN']);
    expect(await read(id)).toMatchObject({ viewerCanUpdate: false, version: 1, materials: null, assignments: null, learners: null });
  });

  test('goes with its materials when it is given to nobody', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    await world.material({ id });
    await world.give({ id }, { learnerId: learner.id });
    const end = async () => (await trainer.client.ask(CourseDelete, { id })).courseDelete;
    expect((await end()).errors).toMatchObject([{ code: 'IN_USE', path: ['id'], uses: [{ type: 'CourseAssignment', count: 1 }] }]);
    await runByHand(app, sql`delete from course_assignments where course_id = ${id}`);
    expect(await end()).toEqual({ deletedId: id, errors: [] });
    expect(await app.database.rows(sql`select 1 from materials where course_id = ${id}`)).toEqual([]);
  });

  test('takes time in the database, too, whoever writes by hand', async () => {
    const { id } = await world.course();
    await expect(runByHand(app, sql`update courses set duration_minutes = 0 where id = ${id}`)).rejects.toThrow(/check/i);
  });
});

describe('an unpublished course', () => {
  test('is there for its owner, those who manage all and those who take it', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const inClass = await world.learner();
    await world.give({ id }, { classGroupId: (await world.classGroup({}, inClass)).id });
    await world.give({ id }, { learnerId: learner.id });
    for (const person of [trainer, staff, await world.user({ role: 'ADMIN' }), inClass, learner]) {
      expect(await read(id, person)).toMatchObject({ id });
      expect(await find({}, person)).toContain(id);
    }
  });

  test('is there for nobody else, until it is published', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const others = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'MANAGER' }), await world.learner()];
    for (const person of others) {
      expect(await read(id, person)).toBeNull();
      expect(await find({}, person)).not.toContain(id);
    }
    await update(id, { published: true });
    for (const person of others) {
      expect(await read(id, person)).toMatchObject({ id, materials: null });
      expect(await find({}, person)).toContain(id);
    }
  });
});

describe('a deed on a course that one may not see', () => {
  test('is refused as on one that never was, and one on a published course as forbidden', async () => {
    const { id } = await world.course({ ownerId: trainer.id });
    const { id: materialId } = await world.material({ id });
    const stranger = await world.user({ role: 'TRAINER' });
    const nothing = randomUUIDv7();
    for (const course of [id, nothing]) {
      expect((await update(course, { title: 'Mine' }, stranger)).errors).toMatchObject([
        { code: 'NOT_FOUND', message: 'There is no such course.' },
      ]);
      expect(refusals((await stranger.client.ask(CourseDelete, { id: course })).courseDelete)).toEqual(['NOT_FOUND id']);
    }
    for (const material of [materialId, nothing]) {
      const { materialRemove } = await stranger.client.ask(MaterialRemove, { id: material });
      expect(materialRemove.errors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no such material.' }]);
    }
    await update(id, { published: true });
    expect(codes(await stranger.client.run(CourseUpdate, { id, input: { title: 'Mine' } }))).toEqual(['FORBIDDEN']);
  });
});

describe('courses are found', () => {
  test('by what one takes, singly and with one’s class, each once', async () => {
    const ann = await world.learner();
    const { id: classGroupId } = await world.classGroup({}, ann);
    const [both, one, other] = [
      await world.course({ title: 'A both' }),
      await world.course({ title: 'B single' }),
      await world.course({ title: 'C other', published: true }),
    ];
    await world.give(both, { classGroupId });
    await world.give(both, { learnerId: ann.id });
    await world.give(one, { learnerId: ann.id });
    expect(await find({ mine: true }, ann)).toEqual([both.id, one.id]);
    expect(await find({ mine: false }, ann)).toContain(other.id);
    expect(await find({ mine: false }, ann)).not.toContain(one.id);
  });

  test('by whose they are', async () => {
    const owner = await world.user({ role: 'TRAINER' });
    const [shown, hidden] = [await world.course({ ownerId: owner.id, published: true }), await world.course({ ownerId: owner.id })];
    expect((await find({ mine: true }, owner)).toSorted()).toEqual([shown.id, hidden.id].toSorted());
    expect((await find({ trainerId: owner.id }, staff)).toSorted()).toEqual([shown.id, hidden.id].toSorted());
    expect(await find({ trainerId: owner.id }, learner)).toEqual([shown.id]);
  });

  test('by part of title or description, whatever case and accents', async () => {
    const { id } = await world.course({ title: 'Électricité', description: 'Ohm’s law, 100%', published: true });
    for (const search of ['electric', 'ÉLEC', 'ohm', '100%']) expect(await find({ search }, learner)).toEqual([id]);
    expect(await find({ search: 'electron' }, learner)).toEqual([]);
  });

  test('page by page, by title, each once', async () => {
    const word = unique('paged');
    const titles = ['alpha', 'bravo', 'bravo', 'charlie'].map(it => `${it} ${word}`);
    for (const title of titles) await world.course({ title, published: true });
    const nodes = await everyPage(
      async after => (await learner.client.ask(CourseTitles, { filter: { search: word }, first: 1, after })).courses,
    );
    expect(nodes.map(it => it.title)).toEqual(titles);
  });

  test('in one statement for each level, however many there are', async () => {
    for (let i = 0; i < 4; i++) {
      const course = await world.course({ title: `A${i} full`, published: true });
      await world.material(course);
      await world.give(course, { classGroupId: (await world.classGroup({}, learner, await world.learner())).id });
      await world.give(course, { learnerId: (await world.learner()).id });
    }
    const cost = (person: Person, first: number) => statementsOf(app, () => person.client.ask(CoursesInFull, { first }));
    // Courses; owners; materials; whom they were given to and their count; classes; organizations; learners; who takes them and their count.
    expect(await cost(staff, 4)).toHaveLength(10);
    expect(await cost(staff, 20)).toHaveLength(10);
    const list = (person: Person, first: number) => statementsOf(app, () => person.client.ask(Courses, { first }));
    // Courses and their count; owners; which the viewer takes; their materials.
    expect(await list(learner, 100)).toHaveLength(5);
  });
});
