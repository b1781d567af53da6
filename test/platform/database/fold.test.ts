import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '../../../src/platform/database/fold.js';
import { sql } from '../../../src/platform/database/sql.js';
import { startApp } from '../../support/app.js';

const { database } = await startApp();

async function folded(given: string): Promise<string | undefined> {
  const value = database.dialect.name === 'sqlite' ? sql`${given}` : sql`cast(${given} as text)`;
  const [row] = await database.rows<{ folded: string }>(sql`select ${database.dialect.folded(value)} as folded`);
  return row?.folded;
}

test.each([
  ['Éva', 'eva'],
  ['ÉVA', 'eva'],
  ['Zoë ÅNGSTRÖM', 'zoe angstrom'],
  ['Нина', 'нина'],
  ['東京', '東京'],
  ['100% _\\', '100% _\\'],
  ['', ''],
])('%s is searched for as %s, in the program and in the database', async (given, expected) => {
  expect(fold(given)).toBe(expected);
  expect(await folded(given)).toBe(expected);
});

test('the database folds names of Latin letters as the program does', async () => {
  const letter = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0xc0, max: 0x17f })).map(it => String.fromCodePoint(it));
  const names = fc.string({ unit: letter, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(names, async name => {
      expect(await folded(name)).toBe(fold(name));
    }),
  );
});
