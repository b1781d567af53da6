import 'reflect-metadata';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageRule } from '../../../src/modules/accounts/profile.rules.js';
import { sql } from '../../../src/platform/database/sql.js';
import { MyContact, ProfileUpdate, type ProfileUpdateInput, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { refusals } from '../../support/client.js';
import { runByHand } from '../../support/raw-sql.js';
import { type Person, seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

async function update({ client }: Person, input: ProfileUpdateInput) {
  return (await client.ask(ProfileUpdate, { input })).profileUpdate;
}

let numbers = 0;
const phone = () => `+33612${String(++numbers).padStart(6, '0')}`;
const yearsAgo = (years: number, days = 0) => Temporal.Now.plainDateISO('UTC').subtract({ years }).add({ days }).toString();

describe('my account', () => {
  test('is changed as given, and the rest stays', async () => {
    const ann = await world.learner();
    const number = phone();
    const first = await update(ann, { phone: ` ${number} `, birthDate: '2001-05-23', photoUrl: 'https://example.org/ann.jpg' });
    expect(first.errors).toEqual([]);
    expect(first.user).toMatchObject({ phone: number, birthDate: '2001-05-23', photoUrl: 'https://example.org/ann.jpg', version: 2 });
    const { user } = await update(ann, { firstName: 'Anna', birthDate: null });
    expect(user).toMatchObject({ firstName: 'Anna', lastName: ann.lastName, phone: number, birthDate: null, version: 3 });
    expect((await ann.client.ask(MyContact)).me).toMatchObject({ phone: number, birthDate: null });
  });

  test.each<[string, ProfileUpdateInput, string[]]>([
    ['a number without its country', { phone: '0612345678' }, ['INVALID_FORMAT input.phone']],
    ['a number with blanks in it', { phone: '+33 6 12 34 56 78' }, ['INVALID_FORMAT input.phone']],
    ['a number of sixteen digits', { phone: '+1234567890123456' }, ['INVALID_FORMAT input.phone']],
    ['a day that there is not', { birthDate: '2001-02-30' }, ['INVALID_FORMAT input.birthDate']],
    ['a day with a time', { birthDate: '2001-02-03T00:00' }, ['INVALID_FORMAT input.birthDate']],
    ['a birthday that is to come', { birthDate: '2999-01-01' }, ['TOO_SMALL input.birthDate']],
    ['a script for a picture', { photoUrl: 'javascript:alert(1)' }, ['INVALID_FORMAT input.photoUrl']],
    ['no name', { firstName: ' ', lastName: null }, ['REQUIRED input.lastName', 'TOO_SHORT input.firstName']],
    [
      'all of it at once',
      { phone: '1', birthDate: '1', photoUrl: '1' },
      ['INVALID_FORMAT input.birthDate', 'INVALID_FORMAT input.phone', 'INVALID_FORMAT input.photoUrl'],
    ],
  ])('is refused %s', async (_what, input, expected) => {
    expect(refusals(await update(await world.learner(), input)).sort()).toEqual(expected);
  });

  test.each([
    [16, 0, []],
    [16, 1, ['TOO_SMALL input.birthDate']],
    [100, 0, []],
    [101, 1, []],
    [101, 0, ['TOO_LARGE input.birthDate']],
  ])('of one born %i years ago, and %i days later, is %j', async (years, days, expected) => {
    expect(refusals(await update(await world.learner(), { birthDate: yearsAgo(years, days) }))).toEqual(expected);
  });

  test('from a stale version is refused', async () => {
    const ann = await world.learner();
    await update(ann, { firstName: 'First', version: 1 });
    expect(refusals(await update(ann, { firstName: 'Second', version: 1 }))).toEqual(['STALE input.version']);
  });

  test('has a number of its own, and is told so with whatever else is wrong', async () => {
    const [ann, bob] = [await world.user({ phone: phone() }), await world.user()];
    expect(refusals(await update(bob, { phone: ann.phone, firstName: '' })).sort()).toEqual([
      'TAKEN input.phone',
      'TOO_SHORT input.firstName',
    ]);
    expect(refusals(await update(ann, { phone: ann.phone }))).toEqual([]);
  });

  test('of many who take one number at once, one gets it', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => world.user()));
    const number = phone();
    const answers = await Promise.all(people.map(it => update(it, { phone: number })));
    expect(answers.flatMap(refusals)).toEqual(Array(4).fill('TAKEN input.phone'));
  });

  test('is changed by an administrator, too', async () => {
    const [ann, admin] = [await world.learner(), await world.user({ role: 'ADMIN' })];
    const { userUpdate } = await admin.client.ask(UserUpdate, { id: ann.id, input: { phone: phone(), birthDate: yearsAgo(15) } });
    expect(refusals(userUpdate)).toEqual(['TOO_SMALL input.birthDate']);
  });

  test('keeps its forms in the database, whoever writes by hand', async () => {
    const [ann, bob] = [await world.user({ phone: phone() }), await world.user()];
    const write = (column: 'phone' | 'birth_date', value: string | null) =>
      column === 'phone'
        ? runByHand(app, sql`update users set phone = ${value} where id = ${bob.id}`)
        : runByHand(app, sql`update users set birth_date = ${value} where id = ${bob.id}`);
    await expect(write('phone', ann.phone)).rejects.toThrow(/unique/i);
    await expect(write('phone', '0612345678')).rejects.toThrow(/check/i);
    await expect(write('birth_date', 'long ago')).rejects.toThrow(/check/i);
    await write('phone', null);
  });
});

test('a birth date that was taken once is good for ever', () => {
  const instant = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2100-01-01') });
  const date = fc.date({ min: new Date('1880-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, date, fc.nat(4e12), (createdAt, born, later) => {
      const account = { createdAt, birthDate: born.toISOString().slice(0, 10) };
      fc.pre(ageRule(account, createdAt).length === 0);
      expect(ageRule(account, createdAt + later)).toEqual([]);
    }),
  );
});
