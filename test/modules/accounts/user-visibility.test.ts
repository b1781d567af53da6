import { beforeAll, describe, expect, test } from 'vitest';
import { ManagerOfDepartment, UserDetail, Users, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { type Person, seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

let boss: Person;
let departmentId: string;
beforeAll(async () => {
  boss = await world.user({ role: 'MANAGER', firstName: 'Bea', lastName: 'Boss', authorizations: ['site:delete'] });
  departmentId = (await world.department({ managerId: boss.id })).id;
});

async function seenBy({ client }: Person) {
  return (await client.ask(ManagerOfDepartment, { id: departmentId })).department?.manager;
}

const hidden = { email: null, role: null, priority: null, authorizations: null, active: null };

describe('of another user', () => {
  test.each(['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const)(
    'a %s sees the name and nothing private',
    async role => {
      const viewer = await world.user({ role });
      expect(await seenBy(viewer)).toMatchObject({ id: boss.id, username: boss.username, fullName: 'Bea Boss', ...hidden });
    },
  );

  test.each(['MANAGER', 'ADMIN'] as const)('a %s sees everything', async role => {
    const viewer = await world.user({ role });
    expect(await seenBy(viewer)).toMatchObject({
      email: boss.email,
      role: 'MANAGER',
      priority: 'STANDARD',
      authorizations: ['site:delete'],
      active: true,
    });
  });

  test('nobody without the permission can list or read accounts', async () => {
    const { client } = await world.user({ role: 'STAFF' });
    expect(codes(await client.run(Users))).toEqual(['FORBIDDEN']);
    expect(codes(await client.run(UserDetail, { id: boss.id }))).toEqual(['FORBIDDEN']);
  });
});

test('everybody sees all of themselves', async () => {
  const { client, email } = await world.user({ role: 'LEARNER' });
  const { me } = await client.ask(Viewer);
  expect(me).toMatchObject({ email, role: 'LEARNER', priority: 'STANDARD', authorizations: [], active: true });
});

test('the hash of a password is in no type of the schema', async () => {
  const { client } = await world.user({ role: 'ADMIN' });
  expect(codes(await client.query('{ me { passwordHash } }'))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('a user who does not exist is null', async () => {
  const { client } = await world.user({ role: 'ADMIN' });
  expect((await client.ask(UserDetail, { id: crypto.randomUUID() })).user).toBeNull();
  expect((await client.ask(UserDetail, { id: '../../etc/passwd' })).user).toBeNull();
});
