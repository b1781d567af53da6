import { raw } from '@mikro-orm/core';
import { describe, expect, test } from 'vitest';
import { Resource } from '../../../src/modules/resources/resource.entity.js';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { startApp } from '../../support/app.js';
import { BookingWorld } from '../../support/booking.js';
import { entityManagerByHand } from '../../support/by-hand.js';
import { databaseKind } from '../../support/database.js';
import { unique } from '../../support/seed.js';

const app = await startApp();
const world = new BookingWorld(app);
const entityManager = () => entityManagerByHand(app.database);

describe('values that the unit of work writes and looks for', () => {
  test.each(["it's", '"quoted"', 'a ? and ?? and \\? and $1', '--', '; drop table sites', 'é 漢 🙂', '\\', '%_'])(
    'come back as they were: %s',
    async text => {
      const { id } = await world.resource({ name: `${unique('Room')} ${text}`, description: text, features: [`f ${text}`] });
      const found = await entityManager().findOneOrFail(Resource, { id, description: text });
      expect([found.description, found.features]).toEqual([text, [`f ${text}`]]);
      expect(found.name.endsWith(text.trimEnd())).toBe(true);
    },
  );

  test('are numbers, nothing, lists and objects, too', async () => {
    const location = { building: "L'Étoile?", floor: null, number: '0' };
    const { id } = await world.resource({ hourlyRate: 12.25, images: ['https://a.example/?q=1', 'https://b.example'], location });
    const find = () =>
      entityManager().findOneOrFail(Resource, { id, hourlyRate: { $gt: 12.2 }, opensAt: null, capacity: { $in: [9, 10] } });
    expect(await find()).toMatchObject({ hourlyRate: 12.25, images: ['https://a.example/?q=1', 'https://b.example'], location });
    const em = entityManager();
    const found = await em.findOneOrFail(Resource, id);
    found.hourlyRate = 1e9;
    found.location.floor = '?';
    await em.flush();
    expect(await entityManager().findOneOrFail(Resource, id)).toMatchObject({ hourlyRate: 1e9, location: { ...location, floor: '?' } });
  });

  test('are pieces of SQL where they are meant as such', async () => {
    const { id } = await world.site({ name: unique('Site') });
    await entityManager().nativeUpdate(Site, { id }, { name: raw('upper(name)'), address: raw('? || ?', ['a', "b'"]) });
    const { name, address } = await entityManager().findOneOrFail(Site, id);
    expect([name, address]).toEqual([name.toUpperCase(), "ab'"]);
  });
});

describe.runIf(databaseKind === 'sqlite')('a statement with values beside it', () => {
  const execute = (query: string, values: unknown[]) => entityManager().execute(query, values);

  test('gets each as SQLite stores it', async () => {
    const at = new Date('2030-06-04T08:00:00.123Z');
    const kinds = await execute('select ? as a, ? as b, ? as c, ? as d, ? as e, ? as f, ? as g', ['x', 7, 1.5, true, at, null, undefined]);
    expect(kinds).toEqual([{ a: 'x', b: 7, c: 1.5, d: 1, e: at.getTime(), f: null, g: null }]);
  });

  test('may have names, lists, objects and escaped question marks', async () => {
    const { id, name } = await world.site();
    expect(await execute('select ?? from ?? where id = ?', ['name', 'sites', id])).toEqual([{ name }]);
    expect(await execute('select id from sites where id in (?)', [[id, 'x']])).toEqual([{ id }]);
    expect(await execute("select ? as it, '\\?' as mark", [{ a: "b'" }])).toEqual([{ it: `{"a":"b'"}`, mark: '?' }]);
  });

  test('refuses a text with the character NUL, which SQLite would take for its end', async () => {
    await expect(execute('select ? as it', ['a\0b'])).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
  });
});
