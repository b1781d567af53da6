import { beforeAll, describe, expect, test } from 'vitest';
import {
  DepartmentCreate,
  type DepartmentCreateInput,
  DepartmentDelete,
  DepartmentDetail,
  type DepartmentFilter,
  Departments,
  DepartmentUpdate,
  type DepartmentUpdateInput,
  UserDetail,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { type Person, seed, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();
const world = seed(app);

let admin: Person;
let manager: Person;
let siteId: string;
beforeAll(async () => {
  admin = await world.user({ role: 'ADMIN' });
  manager = await world.user({ role: 'MANAGER' });
  siteId = (await world.site()).id;
});

async function create(changes: Partial<DepartmentCreateInput> = {}) {
  const input = { name: unique('Department'), siteId, managerId: manager.id, ...changes };
  return (await manager.client.ask(DepartmentCreate, { input })).departmentCreate;
}

async function update(id: string, input: DepartmentUpdateInput) {
  return (await manager.client.ask(DepartmentUpdate, { id, input })).departmentUpdate;
}

async function read(id: string, reader = manager) {
  return (await reader.client.ask(DepartmentDetail, { id })).department;
}

describe('a department', () => {
  test('is made at a site, led by a manager, with a budget', async () => {
    const { department, errors } = await create({ name: ' Research ', annualBudget: 1_234_567.89 });
    expect(errors).toEqual([]);
    expect(department).toMatchObject({ name: 'Research', annualBudget: 1_234_567.89, manager: { id: manager.id }, site: { id: siteId } });
  });

  test('may be led by an administrator and have no budget', async () => {
    const { department, errors } = await create({ managerId: admin.id });
    expect(errors).toEqual([]);
    expect(department?.annualBudget).toBeNull();
  });

  test('is not led by anybody else', async () => {
    const { id } = await world.user({ role: 'STAFF' });
    expect(refusals(await create({ managerId: id }))).toEqual(['INVALID_VALUE input.managerId']);
  });

  test('is told every broken rule at once', async () => {
    const { id } = await world.user();
    const { errors } = await create({ name: 'ab', managerId: id, annualBudget: -1 });
    expect(refusals({ errors }).sort()).toEqual(['INVALID_VALUE input.managerId', 'TOO_SHORT input.name', 'TOO_SMALL input.annualBudget']);
  });

  test('of an unknown site and manager is refused by both names', async () => {
    const { errors } = await create({ siteId: crypto.randomUUID(), managerId: 'nobody' });
    expect(refusals({ errors }).sort()).toEqual(['NOT_FOUND input.managerId', 'NOT_FOUND input.siteId']);
  });

  test.each([
    [0, []],
    [1e12, []],
    [1e12 + 1, ['TOO_LARGE input.annualBudget']],
    [-0.01, ['TOO_SMALL input.annualBudget']],
    [10.005, ['INVALID_FORMAT input.annualBudget']],
  ])('with a budget of %d', async (annualBudget, expected) => {
    expect(refusals(await create({ annualBudget }))).toEqual(expected);
  });

  test('shows its budget to managers and administrators only', async () => {
    const { id } = await world.department({ annualBudget: 5_000 });
    expect((await read(id))?.annualBudget).toBe(5_000);
    expect((await read(id, admin))?.annualBudget).toBe(5_000);
    for (const role of ['STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'] as const) {
      expect((await read(id, await world.user({ role })))?.annualBudget).toBeNull();
    }
  });
});

describe('changing a department', () => {
  test('changes what is given and keeps the rest', async () => {
    const { id, name } = await world.department({ annualBudget: 10 });
    const other = await world.user({ role: 'MANAGER' });
    const { department, errors } = await update(id, { managerId: other.id, annualBudget: null });
    expect(errors).toEqual([]);
    expect(department).toMatchObject({ id, name, annualBudget: null, version: 2, manager: { id: other.id } });
  });

  test('is judged like a new one', async () => {
    const { id } = await world.department();
    const staff = await world.user({ role: 'STAFF' });
    expect(refusals(await update(id, { name: 'x', managerId: staff.id })).sort()).toEqual([
      'INVALID_VALUE input.managerId',
      'TOO_SHORT input.name',
    ]);
    expect(refusals(await update(id, { siteId: crypto.randomUUID() }))).toEqual(['NOT_FOUND input.siteId']);
  });

  test('cannot empty its name, site or manager', async () => {
    const { id } = await world.department();
    const { errors } = await update(id, { name: null, siteId: null, managerId: null });
    expect(refusals({ errors }).sort()).toEqual(['REQUIRED input.managerId', 'REQUIRED input.name', 'REQUIRED input.siteId']);
  });

  test('from a stale version is refused, and so is an unknown one', async () => {
    const { id } = await world.department();
    await update(id, { name: 'First name', version: 1 });
    expect(refusals(await update(id, { name: 'Second name', version: 1 }))).toEqual(['STALE input.version']);
    expect(refusals(await update(crypto.randomUUID(), { name: 'A name' }))).toEqual(['NOT_FOUND id']);
    expect(await read(id)).toMatchObject({ name: 'First name', version: 2 });
  });
});

describe('deleting a department', () => {
  test('takes it away, and its people stay without one', async () => {
    const { id } = await world.department();
    const ann = await world.user({ departmentId: id });
    const { departmentDelete } = await admin.client.ask(DepartmentDelete, { id });
    expect(departmentDelete).toEqual({ deletedId: id, errors: [] });
    expect(await read(id)).toBeNull();
    expect((await admin.client.ask(UserDetail, { id: ann.id })).user?.department).toBeNull();
    expect(refusals((await admin.client.ask(DepartmentDelete, { id })).departmentDelete)).toEqual(['NOT_FOUND id']);
  });

  test('is for administrators', async () => {
    const { id } = await world.department();
    expect(codes(await manager.client.run(DepartmentDelete, { id }))).toEqual(['FORBIDDEN']);
    expect(await read(id)).not.toBeNull();
  });
});

describe('departments are found', () => {
  test('by site, by manager and by a part of the name', async () => {
    const head = await world.user({ role: 'MANAGER' });
    const here = await world.site();
    const legal = await world.department({ name: 'Légal affairs', siteId: here.id, managerId: head.id });
    const sales = await world.department({ name: 'Sales affairs', siteId: here.id });
    const away = await world.department({ name: 'Away affairs', managerId: head.id });
    const find = async (filter: DepartmentFilter) => (await head.client.ask(Departments, { filter })).departments.nodes.map(({ id }) => id);
    expect(await find({ siteId: here.id })).toEqual([legal.id, sales.id]);
    expect(await find({ managerId: head.id })).toEqual([away.id, legal.id]);
    expect(await find({ managerId: head.id, siteId: here.id })).toEqual([legal.id]);
    expect(await find({ search: 'LÉGAL' })).toEqual([legal.id]);
    expect(await find({ search: 'affairs', siteId: crypto.randomUUID() })).toEqual([]);
  });

  test('with their sites and managers in one statement for each level', async () => {
    const read = (first: number) => statementsOf(app, () => manager.client.ask(Departments, { first }));
    expect(await read(1)).toHaveLength(4);
    expect(await read(100)).toHaveLength(4);
  });
});
