import { beforeAll, describe, expect, test } from 'vitest';
import {
  Login,
  SiteCreate,
  UserCreate,
  UserCreateDetailed,
  type UserCreateInput,
  UserDetail,
  UserUpdate,
  type UserUpdateInput,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { PASSWORD, type Person, seed, unique } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

let admin: Person;
beforeAll(async () => {
  admin = await world.user({ role: 'ADMIN' });
});

function someone(changes: Partial<UserCreateInput> = {}): UserCreateInput {
  const username = unique('made');
  return {
    username,
    email: `${username}@example.org`,
    firstName: 'Max',
    lastName: 'Made',
    password: PASSWORD,
    role: 'TRAINER',
    ...changes,
  };
}

async function create(changes: Partial<UserCreateInput> = {}) {
  return (await admin.client.ask(UserCreateDetailed, { input: someone(changes) })).userCreate;
}

async function update(id: string, input: UserUpdateInput) {
  return (await admin.client.ask(UserUpdate, { id, input })).userUpdate;
}

async function read(id: string) {
  return (await admin.client.ask(UserDetail, { id })).user;
}

describe('an administrator who makes an account', () => {
  test('chooses role, priority, authorizations and place', async () => {
    const department = await world.department();
    const { user, errors } = await create({
      role: 'SALES',
      priority: 'PRIORITY',
      authorizations: ['site:create'],
      primarySiteId: department.siteId,
      departmentId: department.id,
    });
    expect(errors).toEqual([]);
    expect(user).toMatchObject({
      fullName: 'Max Made',
      role: 'SALES',
      priority: 'PRIORITY',
      authorizations: ['site:create'],
      active: true,
      primarySite: { id: department.siteId },
      department: { id: department.id },
    });
  });

  test('gets every broken rule at once', async () => {
    const { user, errors } = await create({ username: 'a b', email: 'no', password: '12345678', authorizations: ['everything'] });
    expect(user).toBeNull();
    expect(refusals({ errors }).sort()).toEqual([
      'INVALID_FORMAT input.authorizations',
      'INVALID_FORMAT input.email',
      'INVALID_FORMAT input.username',
      'WEAK_PASSWORD input.password',
    ]);
  });

  test('is refused a username and an e-mail that are taken', async () => {
    const ann = await world.user();
    const { errors } = await create({ username: ann.username, email: ann.email });
    expect(refusals({ errors }).sort()).toEqual(['TAKEN input.email', 'TAKEN input.username']);
  });

  test('of two who make the same one at once exactly one is answered with it', async () => {
    const input = someone();
    const answers = await Promise.all([1, 2, 3, 4].map(() => admin.client.ask(UserCreate, { input })));
    expect(answers.filter(({ userCreate }) => userCreate.user)).toHaveLength(1);
    for (const { userCreate } of answers.filter(it => !it.userCreate.user)) {
      expect(refusals(userCreate).every(it => it.startsWith('TAKEN input.'))).toBe(true);
    }
  });
});

describe('an administrator who changes an account', () => {
  test('changes what is given and nothing else', async () => {
    const site = await world.site();
    const ann = await world.user({ role: 'STAFF', primarySiteId: site.id });
    const { user, errors } = await update(ann.id, { firstName: ' Anna ', priority: 'PRIORITY' });
    expect(errors).toEqual([]);
    expect(user?.version).toBe(2);
    expect(await read(ann.id)).toMatchObject({
      fullName: 'Anna Doe',
      email: ann.email,
      role: 'STAFF',
      priority: 'PRIORITY',
      primarySite: { id: site.id },
    });
  });

  test('empties what may be empty with null', async () => {
    const department = await world.department();
    const ann = await world.user({ primarySiteId: department.siteId, departmentId: department.id });
    await update(ann.id, { primarySiteId: null, departmentId: null });
    expect(await read(ann.id)).toMatchObject({ primarySite: null, department: null });
  });

  test.each(['username', 'email', 'firstName', 'lastName', 'role', 'priority', 'authorizations', 'active'] as const)(
    'cannot empty %s',
    async field => {
      const ann = await world.user();
      const { errors } = await update(ann.id, { [field]: null });
      expect(refusals({ errors })).toEqual([`REQUIRED input.${field}`]);
    },
  );

  test('is refused a stale version, and nothing changes', async () => {
    const ann = await world.user();
    expect(refusals(await update(ann.id, { version: 1, firstName: 'First' }))).toEqual([]);
    expect(refusals(await update(ann.id, { version: 1, firstName: 'Second' }))).toEqual(['STALE input.version']);
    expect(await read(ann.id)).toMatchObject({ firstName: 'First', version: 2 });
  });

  test('of two changes from the same version at once exactly one holds', async () => {
    const ann = await world.user();
    const answers = await Promise.all(['One', 'Two', 'Three'].map(firstName => update(ann.id, { version: 1, firstName })));
    expect(answers.flatMap(refusals)).toEqual(['STALE input.version', 'STALE input.version']);
  });

  test('is refused a username and an e-mail of somebody else, both at once, but may repeat their own', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    expect(refusals(await update(ann.id, { username: bob.username.toUpperCase(), email: bob.email })).sort()).toEqual([
      'TAKEN input.email',
      'TAKEN input.username',
    ]);
    expect(refusals(await update(ann.id, { username: ann.username, email: ann.email }))).toEqual([]);
  });

  test('is refused an unknown user, site or department', async () => {
    expect(refusals(await update(crypto.randomUUID(), { firstName: 'X' }))).toEqual(['NOT_FOUND id']);
    expect(refusals(await update('no id', { firstName: 'X' }))).toEqual(['NOT_FOUND id']);
    const { id } = await world.user();
    const { errors } = await update(id, { primarySiteId: crypto.randomUUID(), departmentId: crypto.randomUUID() });
    expect(refusals({ errors }).sort()).toEqual(['NOT_FOUND input.departmentId', 'NOT_FOUND input.primarySiteId']);
  });

  test('deactivates and reactivates it', async () => {
    const ann = await world.user();
    const logIn = async () => refusals((await app.visitor.ask(Login, { input: { email: ann.email, password: PASSWORD } })).login);
    await update(ann.id, { active: false });
    expect(await logIn()).toEqual(['INVALID_CREDENTIALS']);
    await update(ann.id, { active: true });
    expect(await logIn()).toEqual([]);
  });
});

describe('an authorization', () => {
  test('lets one user do what their role does not, until it is taken back', async () => {
    const ann = await world.user();
    const addSite = () =>
      ann.client.run(SiteCreate, {
        input: { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' },
      });
    expect(codes(await addSite())).toEqual(['FORBIDDEN']);
    await update(ann.id, { authorizations: ['site:create'] });
    expect((await addSite()).data?.siteCreate.errors).toEqual([]);
    await update(ann.id, { authorizations: [] });
    expect(codes(await addSite())).toEqual(['FORBIDDEN']);
  });
});
