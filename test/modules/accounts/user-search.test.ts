import { beforeAll, describe, expect, test } from 'vitest';
import { type UserFilter, type UserOrder, Users, UsersWithPlaces } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { type Person, seed } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();
const world = seed(app);

let admin: Person;
let siteId: string;
let departmentId: string;

beforeAll(async () => {
  admin = await world.user({ role: 'ADMIN', username: 'root', email: 'root@example.org', firstName: 'Zoe', lastName: 'Zimmer' });
  siteId = (await world.site()).id;
  departmentId = (await world.department({ siteId, managerId: admin.id })).id;
  const people = [
    { username: 'abe', firstName: 'Abe', lastName: 'Miller', role: 'STAFF', primarySiteId: siteId },
    { username: 'eva', firstName: 'Éva', lastName: 'Miller', role: 'STAFF', departmentId },
    { username: 'per_cent', firstName: 'Per', lastName: '100% Cent', role: 'LEARNER', primarySiteId: siteId, departmentId },
    { username: 'gone', firstName: 'Gone', lastName: 'Away', role: 'LEARNER', active: false },
  ] as const;
  for (const it of people) await world.user({ ...it, email: `${it.username}@mail.example.org` });
});

async function find(filter: UserFilter, orderBy?: UserOrder): Promise<string[]> {
  const { users } = await admin.client.ask(Users, { filter, orderBy, first: 100 });
  const names = users.nodes.map(({ username }) => username);
  expect(users.totalCount).toBe(names.length);
  return names;
}

describe('users are found', () => {
  test.each<[string, UserFilter, string[]]>([
    ['by a part of the first name', { search: 'gon' }, ['gone']],
    ['by a part of the last name', { search: 'mill' }, ['abe', 'eva']],
    ['by first and last name', { search: 'abe mil' }, ['abe']],
    ['by a part of the username', { search: 'r_c' }, ['per_cent']],
    ['by a part of the e-mail', { search: 'EVA@MAIL' }, ['eva']],
    ['whatever the case of a letter with an accent', { search: 'éVA' }, ['eva']],
    ['by a text with a wildcard in it, which is none', { search: '0% C' }, ['per_cent']],
    ['by nothing that any name has', { search: '%a%' }, []],
    ['by a quote and a backslash', { search: `'\\` }, []],
    ['by role', { role: 'STAFF' }, ['abe', 'eva']],
    ['by the exact e-mail', { email: ' Eva@Mail.example.org ' }, ['eva']],
    ['not by a part of it', { email: 'eva@mail' }, []],
    ['by site', { siteId: 'SITE' }, ['per_cent', 'abe']],
    ['by department', { departmentId: 'DEPARTMENT' }, ['per_cent', 'eva']],
    ['by being deactivated', { active: false }, ['gone']],
    ['by several conditions together', { active: true, role: 'LEARNER', siteId: 'SITE', departmentId: 'DEPARTMENT' }, ['per_cent']],
    ['nowhere in an unknown site', { siteId: crypto.randomUUID() }, []],
    ['nowhere in a site that is no id', { siteId: 'no id' }, []],
  ])('%s', async (_how, filter, expected) => {
    const ids = { ...(filter.siteId === 'SITE' && { siteId }), ...(filter.departmentId === 'DEPARTMENT' && { departmentId }) };
    expect((await find({ ...filter, ...ids })).sort()).toEqual([...expected].sort());
  });
});

describe('users are ordered', () => {
  test.each<[UserOrder | undefined, string[]]>([
    [undefined, ['per_cent', 'gone', 'abe', 'eva', 'root']],
    [{ field: 'NAME' }, ['per_cent', 'gone', 'abe', 'eva', 'root']],
    [{ field: 'NAME', direction: 'DESC' }, ['root', 'eva', 'abe', 'gone', 'per_cent']],
    [{ field: 'EMAIL' }, ['abe', 'eva', 'gone', 'per_cent', 'root']],
    [{ field: 'CREATED_AT', direction: 'DESC' }, ['gone', 'per_cent', 'eva', 'abe', 'root']],
  ])('by %j', async (orderBy, expected) => {
    expect(await find({}, orderBy)).toEqual(expected);
  });

  test.each<UserOrder>([
    { field: 'NAME' },
    { field: 'NAME', direction: 'DESC' },
    { field: 'EMAIL' },
    { field: 'CREATED_AT' },
    { field: 'CREATED_AT', direction: 'DESC' },
  ])('in the same order page by page: %j', async orderBy => {
    const found = await everyPage(async after => (await admin.client.ask(Users, { orderBy, first: 2, after })).users);
    expect(found.map(({ username }) => username)).toEqual(await find({}, orderBy));
  });

  test('and a cursor of one order is refused in another', async () => {
    const { users } = await admin.client.ask(Users, { orderBy: { field: 'NAME' }, first: 1 });
    const answer = await admin.client.run(Users, { orderBy: { field: 'EMAIL' }, first: 1, after: users.pageInfo.endCursor });
    expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
  });
});

test('a list of users with their sites, departments and managers costs one statement for each level', async () => {
  const read = (first: number) => statementsOf(app, () => admin.client.ask(UsersWithPlaces, { first }));
  expect(await read(100)).toHaveLength(4);
});
