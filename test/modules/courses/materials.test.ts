import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  CourseMaterials,
  MaterialAdd,
  type MaterialInput,
  MaterialMove,
  MaterialRemove,
  MaterialUpdate,
  type MaterialUpdateInput,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { codes, refusals } from '../../support/client.js';
import { runByHand } from '../../support/raw-sql.js';
import { statementsOf } from '../../support/statements.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const trainer = await world.user({ role: 'TRAINER' });
const { client } = trainer;

async function add(courseId: string, input: Partial<MaterialInput> = {}) {
  return (await client.ask(MaterialAdd, { courseId, input: { kind: 'LINK', title: 'Page', url: 'https://example.org', ...input } }))
    .materialAdd;
}

async function update(id: string, input: MaterialUpdateInput) {
  return (await client.ask(MaterialUpdate, { id, input })).materialUpdate;
}

const move = async (id: string, position: number) => (await client.ask(MaterialMove, { id, position })).materialMove;
const remove = async (id: string) => (await client.ask(MaterialRemove, { id })).materialRemove;

async function orderOf(courseId: string): Promise<string[]> {
  const materials = (await client.ask(CourseMaterials, { id: courseId })).course?.materials ?? [];
  expect(materials.map(it => it.position)).toEqual(materials.map((_, i) => i + 1));
  return materials.map(it => it.id);
}

/** A course with so many materials, and their ids in order. */
async function courseWith(count: number) {
  const course = await world.course({ ownerId: trainer.id });
  const ids: string[] = [];
  for (let i = 1; i <= count; i++) ids.push((await world.material(course, i)).id);
  return { id: course.id, ids };
}

describe('a material', () => {
  test('is added at the end', async () => {
    const { id } = await courseWith(2);
    const { material, errors } = await add(id, { kind: 'VIDEO', title: ' Film ', url: 'http://localhost/film.mp4' });
    expect(errors).toEqual([]);
    expect(material).toMatchObject({ kind: 'VIDEO', title: 'Film', url: 'http://localhost/film.mp4', position: 3 });
    expect(await orderOf(id)).toHaveLength(3);
  });

  test.each<[Partial<MaterialInput>, string[]]>([
    [{ title: ' ', url: 'nowhere' }, ['INVALID_FORMAT input.url', 'TOO_SHORT input.title']],
    [{ url: 'javascript:alert(1)' }, ['INVALID_FORMAT input.url']],
    [{ url: 'ftp://example.org/a' }, ['INVALID_FORMAT input.url']],
    [{ url: `https://example.org/${'x'.repeat(2_000)}` }, ['TOO_LONG input.url']],
  ])('is judged by its rules', async (input, expected) => {
    const { id } = await courseWith(0);
    expect(refusals(await add(id, input)).sort()).toEqual(expected);
    expect(await orderOf(id)).toEqual([]);
  });

  test('is one of a hundred at most', async () => {
    const { id } = await courseWith(100);
    expect(refusals(await add(id))).toEqual(['TOO_LONG courseId']);
  });

  test('is changed in its place, from the version that it has', async () => {
    const { id, ids } = await courseWith(2);
    const [first = ''] = ids;
    expect((await update(first, { title: 'New', kind: 'DOCUMENT', version: 1 })).material).toMatchObject({
      title: 'New',
      kind: 'DOCUMENT',
      version: 2,
    });
    expect(refusals(await update(first, { title: 'Newer', version: 1 }))).toEqual(['STALE input.version']);
    expect(refusals(await update(first, { url: null }))).toEqual(['REQUIRED input.url']);
    expect(await orderOf(id)).toEqual(ids);
  });

  test('of another’s course is nothing to change for a trainer', async () => {
    const course = await world.course({ published: true });
    const { id } = await world.material(course);
    const tries = [
      await client.run(MaterialAdd, { courseId: course.id, input: { kind: 'LINK', title: 'Page', url: 'https://example.org' } }),
      await client.run(MaterialUpdate, { id, input: { title: 'Mine' } }),
      await client.run(MaterialMove, { id, position: 1 }),
      await client.run(MaterialRemove, { id }),
    ];
    expect(tries.flatMap(codes)).toEqual(Array(4).fill('FORBIDDEN'));
  });

  test('that there is not is refused', async () => {
    const id = crypto.randomUUID();
    expect(refusals(await add(id))).toEqual(['NOT_FOUND courseId']);
    expect([await update(id, {}), await move(id, 1), await remove(id)].flatMap(refusals)).toEqual(Array(3).fill('NOT_FOUND id'));
  });
});

describe('the order of materials', () => {
  test.each([
    ['the last to the front', 3, 1, [3, 0, 1, 2]],
    ['the first to the end', 0, 4, [1, 2, 3, 0]],
    ['beyond the end', 1, 1_000_000_000, [0, 2, 3, 1]],
    ['one down', 1, 3, [0, 2, 1, 3]],
    ['one up', 2, 2, [0, 2, 1, 3]],
    ['to where it is', 2, 3, [0, 1, 2, 3]],
  ])('is changed by moving %s', async (_what, index, position, expected) => {
    const { id, ids } = await courseWith(4);
    const { material } = await move(ids[index] ?? '', position);
    expect(material).toEqual({ id: ids[index], position: Math.min(position, 4) });
    expect(await orderOf(id)).toEqual(expected.map(it => ids[it]));
  });

  test('begins at 1', async () => {
    const { ids } = await courseWith(1);
    for (const position of [0, -1]) expect(refusals(await move(ids[0] ?? '', position))).toEqual(['TOO_SMALL position']);
  });

  test('closes up when one goes', async () => {
    const { id, ids } = await courseWith(4);
    expect(await remove(ids[1] ?? '')).toEqual({ deletedId: ids[1], errors: [] });
    expect(await orderOf(id)).toEqual([ids[0], ids[2], ids[3]]);
    expect((await add(id)).material?.position).toBe(4);
  });

  test('is that of a list, whatever is moved, added and taken away', async () => {
    const step = fc.record({
      what: fc.constantFrom('move', 'move', 'add', 'remove'),
      index: fc.nat(6),
      position: fc.integer({ min: 1, max: 8 }),
    });
    const runs = fc.asyncProperty(fc.array(step, { maxLength: 6 }), async steps => {
      const { id, ids } = await courseWith(4);
      for (const { what, index, position } of steps) {
        const one = ids[index % Math.max(ids.length, 1)];
        if (what === 'add' || one === undefined) ids.push((await add(id)).material?.id ?? '');
        else {
          ids.splice(ids.indexOf(one), 1);
          if (what === 'move') ids.splice(position - 1, 0, one);
          await (what === 'move' ? move(one, position) : remove(one));
        }
      }
      expect(await orderOf(id)).toEqual(ids);
    });
    await fc.assert(runs, { numRuns: 15 });
  });

  test('holds when many add, move and take away at once', async () => {
    const { id, ids } = await courseWith(6);
    const deeds = ids.flatMap((it, i) => [add(id), move(it, 6 - i), move(it, 1), ...(i % 3 === 0 ? [remove(it)] : [])]);
    const answers = (await Promise.all(deeds)).flatMap(refusals);
    expect(answers.filter(it => it !== 'NOT_FOUND id')).toEqual([]);
    const order = await orderOf(id);
    expect(order).toHaveLength(10);
    for (const [i, it] of ids.entries()) expect(order.includes(it)).toBe(i % 3 !== 0);
  });

  test('is recorded: of each material that moved, from which place to which', async () => {
    const { ids } = await courseWith(3);
    await move(ids[2] ?? '', 1);
    await remove(ids[2] ?? '');
    const told = await Promise.all(
      ids.map(async id =>
        (await entriesAbout(app, id)).map(it => [
          it.kind,
          JSON.parse(it.oldValues ?? '').position,
          JSON.parse(it.newValues ?? '').position,
        ]),
      ),
    );
    const back = (from: number) => [
      ['UPDATED', from, from + 1],
      ['UPDATED', from + 1, from],
    ];
    expect(told).toEqual([
      back(1),
      back(2),
      [
        ['UPDATED', 3, 1],
        ['DELETED', 1, undefined],
      ],
    ]);
  });

  test('is moved in as many statements, however many are in between', async () => {
    const [few, many] = [await courseWith(2), await courseWith(30)];
    const cost = async ({ ids }: typeof few) => (await statementsOf(app, () => move(ids.at(-1) ?? '', 1))).length;
    expect(await cost(many)).toBe(await cost(few));
  });

  test('has no place twice in the database, whoever writes by hand', async () => {
    const { ids } = await courseWith(2);
    await expect(runByHand(app, sql`update materials set position = 1 where id = ${ids[1] ?? ''}`)).rejects.toThrow(/unique/i);
    await expect(runByHand(app, sql`update materials set position = 0 where id = ${ids[1] ?? ''}`)).rejects.toThrow(/check/i);
    await expect(runByHand(app, sql`update materials set kind = 'SONG' where id = ${ids[1] ?? ''}`)).rejects.toThrow(/check/i);
  });
});
