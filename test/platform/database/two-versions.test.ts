import { describe, expect, test } from 'vitest';
import { sql, text } from '../../../src/platform/database/sql.js';
import {
  AvailabilityWindowCreate,
  AvailableResources,
  DepartmentCreate,
  Login,
  Me,
  Register,
  ReservationCancel,
  ReservationConfirm,
  ReservationCreate,
  Reservations,
  ReservationUpdate,
  ResourceCreate,
  ResourceDelete,
  ResourceDetail,
  Resources,
  ResourceUpdate,
  Site,
  SiteCreate,
  SiteDelete,
  Sites,
  SiteUpdate,
  TokenRefresh,
  Users,
  UserUpdate,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { type Client, refusals } from '../../support/client.js';
import { runByHand } from '../../support/raw-sql.js';
import { PASSWORD, seed, unique } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);
const admin = await world.user({ role: 'ADMIN' });

const DAY = '2031-06-03';
const SLOT = { startsAt: `${DAY}T09:00:00Z`, endsAt: `${DAY}T10:00:00Z` };

/** What the next version adds while this one still runs: a column to every table, one with a default, a table and an index. */
async function expand(): Promise<void> {
  const metas = [...app.database.orm.getMetadata().getAll().values()].filter(it => it.tableName && !it.embeddable);
  const tables = [...new Set(metas.map(it => it.tableName))];
  expect(tables.length).toBeGreaterThan(8);
  const [id, json] = app.database.dialect.name === 'sqlite' ? ['text', 'json'] : ['uuid', 'jsonb'];
  const statements = tables.flatMap(table => [
    `alter table ${table} add column of_next_version ${json} null`,
    `alter table ${table} add column counted integer not null default 0`,
  ]);
  statements.push(
    `create table reminders (id ${id} primary key, reservation_id ${id} not null references reservations (id) on delete cascade)`,
    'create index reservations_counted_index on reservations (counted, starts_at)',
    `insert into mikro_orm_migrations (name, executed_at) values ('Migration29991231000000', current_timestamp)`,
  );
  for (const statement of statements) await runByHand(app, sql`${text(statement)}`);
}

/** What clients do, all the way from a registration to the end of a resource. */
async function useEverything(): Promise<void> {
  const { userId, employee } = await arrive();
  const { siteId, resourceId } = await furnish(userId);
  const id = await reserve(employee, resourceId);
  await lookAround(employee, siteId, resourceId, id);
  const { reservationCancel } = await employee.ask(ReservationCancel, { id });
  const { resourceDelete } = await admin.client.ask(ResourceDelete, { id: resourceId });
  expect([...refusals(reservationCancel), ...refusals(resourceDelete)]).toEqual([]);
}

async function arrive(): Promise<{ userId: string; employee: Client }> {
  const name = unique('user');
  const { register } = await app.visitor.ask(Register, {
    input: { username: name, email: `${name}@example.org`, firstName: 'Ann', lastName: 'Doe', password: PASSWORD, role: 'EMPLOYEE' },
  });
  expect(refusals(register)).toEqual([]);
  const { login } = await app.visitor.ask(Login, { input: { email: `${name}@example.org`, password: PASSWORD } });
  const { tokenRefresh } = await app.visitor.ask(TokenRefresh, { refreshToken: login.refreshToken });
  return { userId: register.user?.id ?? '', employee: app.visitor.as({ accessToken: tokenRefresh.accessToken ?? '' }) };
}

async function furnish(userId: string): Promise<{ siteId: string; resourceId: string }> {
  const { client } = admin;
  const { siteCreate } = await client.ask(SiteCreate, {
    input: { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' },
  });
  const siteId = siteCreate.site?.id ?? '';
  const siteUpdate = await client.ask(SiteUpdate, { id: siteId, input: { address: 'There' } });
  const departmentCreate = await client.ask(DepartmentCreate, { input: { name: unique('Part'), siteId, managerId: admin.id } });
  const userUpdate = await client.ask(UserUpdate, { id: userId, input: { firstName: 'Anna' } });
  const { resourceCreate } = await client.ask(ResourceCreate, { input: { name: unique('Room'), kind: 'ROOM', capacity: 8, siteId } });
  const resourceId = resourceCreate.resource?.id ?? '';
  const resourceUpdate = await client.ask(ResourceUpdate, { id: resourceId, input: { capacity: 9 } });
  const windowCreate = await client.ask(AvailabilityWindowCreate, {
    input: { resourceId, kind: 'MAINTENANCE', startsAt: `${DAY}T18:00:00Z`, endsAt: `${DAY}T19:00:00Z` },
  });
  const all = { ...siteUpdate, ...departmentCreate, ...userUpdate, ...resourceUpdate, ...windowCreate };
  expect(Object.values(all).flatMap(refusals)).toEqual([]);
  return { siteId, resourceId };
}

async function reserve(employee: Client, resourceId: string): Promise<string> {
  const input = { resourceId, ...SLOT, participants: 2 };
  const key = unique('key');
  const [first, again] = [await employee.once(ReservationCreate, key, { input }), await employee.once(ReservationCreate, key, { input })];
  expect(again.text).toBe(first.text);
  const id = first.data?.reservationCreate.reservation?.id ?? '';
  const { reservationCreate } = await employee.ask(ReservationCreate, { input });
  expect(refusals(reservationCreate)).toEqual(['BOOKING_CONFLICT input.startsAt']);
  const { reservationUpdate } = await employee.ask(ReservationUpdate, { id, input: { endsAt: `${DAY}T11:00:00Z` } });
  const { reservationConfirm } = await admin.client.ask(ReservationConfirm, { id });
  expect([reservationUpdate, reservationConfirm].flatMap(refusals)).toEqual([]);
  return id;
}

async function lookAround(employee: Client, siteId: string, resourceId: string, id: string): Promise<void> {
  const { client } = admin;
  const { me } = await employee.ask(Me);
  expect(me?.reservations.nodes).toEqual([{ id }]);
  const { reservations } = await client.ask(Reservations, { filter: { resourceId } });
  expect(reservations.nodes).toMatchObject([{ id, status: 'CONFIRMED', resource: { id: resourceId } }]);
  const { resource } = await employee.ask(ResourceDetail, { id: resourceId });
  expect(resource?.statistics.totalReservations).toBe(1);
  const free = await employee.ask(AvailableResources, { ...SLOT });
  expect(free.availableResources.nodes.map(it => it.id)).not.toContain(resourceId);
  const lists = [
    await employee.ask(Sites),
    await employee.ask(Site, { id: siteId }),
    await employee.ask(Resources),
    await client.ask(Users),
  ];
  expect(lists).toHaveLength(4);
}

describe('a server of this version', () => {
  test('goes on, without a restart, when the next version has expanded the schema', async () => {
    // Often enough for its statements to be prepared and its documents compiled.
    for (let i = 0; i < 3; i++) await useEverything();
    await expand();
    for (let i = 0; i < 3; i++) await useEverything();
  });

  test('deletes nothing that something refers to which it does not know', async () => {
    const { siteCreate } = await admin.client.ask(SiteCreate, {
      input: { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' },
    });
    const id = siteCreate.site?.id ?? '';
    const type = app.database.dialect.name === 'sqlite' ? 'text' : 'uuid';
    await runByHand(app, sql`${text(`create table visits (site_id ${type} not null references sites (id) on delete restrict)`)}`);
    await runByHand(app, sql`insert into visits (site_id) values (${id})`);
    const { siteDelete } = await admin.client.ask(SiteDelete, { id });
    expect(refusals(siteDelete)).toEqual(['IN_USE']);
    expect((await admin.client.ask(Site, { id })).site).toMatchObject({ id });
  });

  test('starts on the expanded schema, too', async () => {
    const later = await startApp({ databaseUrl: app.databaseUrl });
    const { login } = await later.visitor.ask(Login, { input: { email: admin.email, password: PASSWORD } });
    expect(login.errors).toEqual([]);
  });
});
