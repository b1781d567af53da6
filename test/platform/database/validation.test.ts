import { describe, expect, test } from 'vitest';
import { User } from '../../../src/modules/accounts/user.entity.js';
import { Department } from '../../../src/modules/sites/department.entity.js';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { assign } from '../../../src/platform/database/changes.js';
import { sql } from '../../../src/platform/database/sql.js';
import { Refused } from '../../../src/platform/errors/user-error.js';
import { startApp } from '../../support/app.js';
import { byHand, entityManagerByHand } from '../../support/by-hand.js';
import { refusals } from '../../support/client.js';
import { seed, unique } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

/** An entity manager as a seeder or an import has it: no service stands between. */
const entityManager = () => entityManagerByHand(app.database);

function site(changes: Partial<Site> = {}): Site {
  return assign(new Site(), {
    name: unique('Site'),
    address: 'Here',
    timeZone: 'Asia/Kathmandu',
    opensAt: '08:00',
    closesAt: '20:00',
    ...changes,
  });
}

/** What a flush was refused for; empty when it was not. */
async function refused(write: () => Promise<unknown>): Promise<string[]> {
  try {
    await write();
    return [];
  } catch (error) {
    if (error instanceof Refused) return refusals({ errors: error.errors }).sort();
    throw error;
  }
}

async function countSites(): Promise<number | undefined> {
  return (await app.database.rows<{ count: number }>(sql`select count(*) as count from sites`))[0]?.count;
}

describe('whatever a flush is about to write', () => {
  test('is written when it obeys its rules', async () => {
    const em = entityManager();
    const it = site();
    expect(await refused(() => em.persist(it).flush())).toEqual([]);
    expect((await entityManager().findOneOrFail(Site, it.id)).timeZone).toBe('Asia/Kathmandu');
  });

  test('is refused with every rule that any of it breaks, and none of it is written', async () => {
    const before = await countSites();
    const em = entityManager();
    em.persist([site(), site({ name: 'x', timeZone: 'Mars/Base' }), site({ opensAt: '21:00' })]);
    expect(await refused(() => em.flush())).toEqual(['ENDS_BEFORE_START closesAt', 'INVALID_FORMAT timeZone', 'TOO_SHORT name']);
    expect(await countSites()).toBe(before);
  });

  test('is judged when it changes, too', async () => {
    const { id } = await world.site();
    const em = entityManager();
    const it = await em.findOneOrFail(Site, id);
    it.closesAt = '07:00';
    expect(await refused(() => em.flush())).toEqual(['ENDS_BEFORE_START closesAt']);
    expect((await entityManager().findOneOrFail(Site, id)).closesAt).toBe('20:00');
  });

  test('has all that it needs', async () => {
    const em = entityManager();
    em.persist(new Site());
    expect(await refused(() => em.flush())).toEqual([
      'REQUIRED address',
      'REQUIRED closesAt',
      'REQUIRED name',
      'REQUIRED opensAt',
      'REQUIRED timeZone',
    ]);
  });

  test('belongs to what exists, or to what is written with it', async () => {
    const manager = await world.user({ role: 'MANAGER' });
    const em = entityManager();
    const newSite = site();
    const department = (siteId: string) => assign(new Department(), { name: unique('Department'), siteId, managerId: manager.id });
    em.persist([newSite, department(newSite.id)]);
    expect(await refused(() => em.flush())).toEqual([]);
    em.persist(department(crypto.randomUUID()));
    expect(await refused(() => em.flush())).toEqual(['NOT_FOUND siteId']);
  });

  test('is judged inside of a transaction, which is undone as a whole', async () => {
    const before = await countSites();
    const answer = await refused(() =>
      app.database.write(byHand, async unit => {
        unit.em.persist(site());
        await unit.em.flush();
        unit.em.persist(site({ name: '' }));
        await unit.em.flush();
      }),
    );
    expect(answer).toEqual(['TOO_SHORT name']);
    expect(await countSites()).toBe(before);
  });

  test('grants only permissions that there are', async () => {
    const { id } = await world.user();
    const em = entityManager();
    assign(await em.findOneOrFail(User, id), { authorizations: ['site:create', 'site:burn'] });
    expect(await refused(() => em.flush())).toEqual(['INVALID_FORMAT authorizations']);
  });
});
