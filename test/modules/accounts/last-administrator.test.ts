import { beforeEach, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { UserUpdate, type UserUpdateInput } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { byHand } from '../../support/by-hand.js';
import { refusals } from '../../support/client.js';
import { type Person, seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

let admin: Person;
beforeEach(async () => {
  await app.database.write(byHand, unit => unit.rows(sql`update users set active = ${false} where role = 'ADMIN' returning id`));
  admin = await world.user({ role: 'ADMIN' });
});

async function update(actor: Person, id: string, input: UserUpdateInput): Promise<string[]> {
  return refusals((await actor.client.ask(UserUpdate, { id, input })).userUpdate);
}

describe('the last active administrator', () => {
  test('cannot take another role', async () => {
    expect(await update(admin, admin.id, { role: 'MANAGER' })).toEqual(['IN_USE input.role']);
  });

  test('cannot be deactivated', async () => {
    expect(await update(admin, admin.id, { active: false })).toEqual(['IN_USE input.active']);
  });

  test('is not the last one while there is another, active one', async () => {
    await world.user({ role: 'ADMIN' });
    expect(await update(admin, admin.id, { role: 'MANAGER' })).toEqual([]);
  });

  test('is the last one when the other is deactivated', async () => {
    await world.user({ role: 'ADMIN', active: false });
    expect(await update(admin, admin.id, { role: 'MANAGER' })).toEqual(['IN_USE input.role']);
  });

  test('is left over when two administrators demote each other at once', async () => {
    const other = await world.user({ role: 'ADMIN' });
    const answers = await Promise.all([
      admin.client.run(UserUpdate, { id: other.id, input: { role: 'EMPLOYEE' } }),
      other.client.run(UserUpdate, { id: admin.id, input: { role: 'EMPLOYEE' } }),
    ]);
    expect(answers.filter(({ data }) => data?.userUpdate.errors.length === 0)).toHaveLength(1);
    const [left] = await app.database.rows<{ count: number }>(
      sql`select count(*) as count from users where role = 'ADMIN' and active = ${true}`,
    );
    expect(left?.count).toBe(1);
  });
});
