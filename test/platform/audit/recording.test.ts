import { describe, expect, test } from 'vitest';
import { RefreshToken } from '../../../src/modules/accounts/login.entity.js';
import { User } from '../../../src/modules/accounts/user.entity.js';
import { AvailabilityWindow } from '../../../src/modules/resources/availability-window.entity.js';
import { Resource } from '../../../src/modules/resources/resource.entity.js';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { AuditKind } from '../../../src/platform/audit/audit.entities.js';
import { auditedProperties, isAuditedEntity, reasonUnaudited } from '../../../src/platform/audit/audited.js';
import { assign } from '../../../src/platform/database/changes.js';
import { lockOne } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
import { ErrorCode } from '../../../src/platform/errors/error-code.js';
import { refuse } from '../../../src/platform/errors/user-error.js';
import {
  Login,
  LoginRevoke,
  Logout,
  PasswordChange,
  ReservationCancel,
  ReservationCreate,
  ResourceDelete,
  ResourceUpdate,
  SiteCreate,
  SiteDelete,
  SiteUpdate,
  TokenRefresh,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { BookingWorld } from '../../support/booking.js';
import { refusals } from '../../support/client.js';
import { PASSWORD, unique } from '../../support/seed.js';
import { slot } from '../../support/slots.js';

const app = await startApp();
const world = new BookingWorld(app);
const admin = await world.user({ role: 'ADMIN' });
const newSite = () => ({ name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });
const byAdmin = { actor: admin, deed: 'test:deed' };

describe('an entry', () => {
  test('says who made, changed and deleted a thing, when, and from what to what', async () => {
    const input = newSite();
    const before = Date.now();
    const { siteCreate } = await admin.client.ask(SiteCreate, { input });
    const id = siteCreate.site?.id ?? '';
    await admin.client.ask(SiteUpdate, { id, input: { address: 'There', name: input.name } });
    await admin.client.ask(SiteDelete, { id });

    const entries = await entriesAbout(app, id);
    const told = entries.map(({ actorId, deed, entity, kind, fields, oldValues, newValues }) => ({
      actorId,
      deed,
      entity,
      kind,
      fields: JSON.parse(fields),
      oldValues: JSON.parse(oldValues ?? ''),
      newValues: JSON.parse(newValues ?? ''),
    }));
    const fields = ['name', 'address', 'timeZone', 'opensAt', 'closesAt'];
    const site = { actorId: admin.id, entity: 'Site' };
    expect(told).toEqual([
      { ...site, deed: 'site:create', kind: 'CREATED', fields, oldValues: {}, newValues: input },
      {
        ...site,
        deed: 'site:update',
        kind: 'UPDATED',
        fields: ['address'],
        oldValues: { address: 'Here' },
        newValues: { address: 'There' },
      },
      { ...site, deed: 'site:delete', kind: 'DELETED', fields, oldValues: { ...input, address: 'There' }, newValues: {} },
    ]);
    for (const { createdAt } of entries) expect(createdAt).toBeGreaterThanOrEqual(before);
    for (const { createdAt } of entries) expect(createdAt).toBeLessThanOrEqual(Date.now());
  });

  test('has instants, lists, booleans and embedded values the same on either database', async () => {
    const { id } = await world.resource();
    const { client } = admin;
    await client.ask(ResourceUpdate, { id, input: { features: ['a', 'ü "b"'], location: { building: 'East' } } });
    const [update] = await entriesAbout(app, id);
    expect(JSON.parse(update?.oldValues ?? '')).toEqual({ features: [], 'location.building': null });
    expect(JSON.parse(update?.newValues ?? '')).toEqual({ features: ['a', 'ü "b"'], 'location.building': 'East' });

    const time = slot('10:00', '11:00');
    const { reservationCreate } = await client.ask(ReservationCreate, { input: { resourceId: id, participants: 2, ...time } });
    const [created] = await entriesAbout(app, reservationCreate.reservation?.id ?? '');
    expect(JSON.parse(created?.newValues ?? '')).toMatchObject({
      startsAt: new Date(time.startsAt).toISOString(),
      endsAt: new Date(time.endsAt).toISOString(),
      participants: 2,
      note: null,
    });
  });

  test('is sealed however long the id of its request is', async () => {
    const site = assign(new Site(), newSite());
    const requestId = `${'s'.repeat(128)}/${'o'.repeat(128)}`;
    await app.database.write({ ...byAdmin, requestId }, async unit => void unit.em.persist(site));
    expect(await entriesAbout(app, site.id)).toMatchObject([{ requestId }]);
  });

  test('names the request where there is one', async () => {
    const site = assign(new Site(), newSite());
    await app.database.write({ ...byAdmin, requestId: 'request-7' }, async unit => void unit.em.persist(site));
    expect(await entriesAbout(app, site.id)).toMatchObject([{ requestId: 'request-7', deed: 'test:deed', actorId: admin.id }]);
  });

  test('is there for what is flushed only by the commit', async () => {
    const { id } = await world.site();
    await app.database.write(byAdmin, async unit => {
      (await lockOne(unit, Site, id)).address = 'Elsewhere';
    });
    expect(await entriesAbout(app, id)).toMatchObject([{ kind: AuditKind.UPDATED, fields: '["address"]' }]);
  });

  test('tells once what a unit of work updates several times, from what it was to what it became', async () => {
    const { id } = await world.site({ name: unique('Site'), address: 'Here' });
    await app.database.write(byAdmin, async unit => {
      const site = await lockOne(unit, Site, id);
      for (const address of ['There', 'Elsewhere']) {
        site.address = address;
        await unit.em.flush();
      }
      site.opensAt = '09:00';
    });
    const [entry, ...others] = await entriesAbout(app, id);
    expect(others).toEqual([]);
    expect(JSON.parse(entry?.fields ?? '')).toEqual(['address', 'opensAt']);
    expect(JSON.parse(entry?.oldValues ?? '')).toEqual({ address: 'Here', opensAt: '08:00' });
    expect(JSON.parse(entry?.newValues ?? '')).toEqual({ address: 'Elsewhere', opensAt: '09:00' });
  });
});

describe('secrets', () => {
  test('are told to have changed, and nothing of them', async () => {
    const person = await world.user();
    await person.client.ask(PasswordChange, { input: { currentPassword: PASSWORD, newPassword: 'another long enough one' } });
    const [entry] = await entriesAbout(app, person.id);
    expect(entry).toMatchObject({ deed: 'account:change-password', fields: '["passwordHash"]', oldValues: '{}', newValues: '{}' });
  });

  test('are those whose name sounds so, also where nobody said it', () => {
    const metas = [...app.database.orm.getMetadata().getAll().values()].filter(isAuditedEntity);
    const secret = metas.flatMap(meta => auditedProperties(meta).flatMap(it => (it.secret ? [`${meta.className}.${it.property}`] : [])));
    expect(secret).toEqual(['User.passwordHash']);
  });

  test('every entity is recorded but those that say why not', () => {
    const metas = [...app.database.orm.getMetadata().getAll().values()].filter(it => it.tableName && !it.embeddable && !it.abstract);
    const [left, recorded] = [metas.filter(it => !isAuditedEntity(it)), metas.filter(isAuditedEntity)].map(some =>
      some.map(it => it.className),
    );
    expect(left?.sort()).toEqual([
      'AuditEnd',
      'AuditEntry',
      'EventReader',
      'GradeEntry',
      'LoggedEvent',
      'LoginAttempt',
      'Mail',
      'Message',
      'OneTimeToken',
      'RecoveryCode',
      'RefreshToken',
      'RememberedAnswer',
      'UnsealedChanges',
    ]);
    expect(recorded).toContain('Reservation');
    expect(reasonUnaudited(RefreshToken)).toMatch(/\w+/);
  });
});

describe('log-ins', () => {
  test('are recorded when they begin and when they end, not when they are renewed', async () => {
    const { id, email } = await world.user();
    const logIn = async () => (await app.visitor.ask(Login, { input: { email, password: PASSWORD } })).login;
    const [one, other] = [await logIn(), await logIn()];
    const client = app.visitor.as({ accessToken: one.accessToken ?? '' });
    await app.visitor.ask(TokenRefresh, { refreshToken: one.refreshToken ?? '' });
    const logins = await app.database.rows<{ id: string }>(sql`select id from logins where user_id = ${id} order by id desc limit 2`);
    const [second = '', first = ''] = logins.map(it => it.id);
    await client.ask(LoginRevoke, { id: second });
    await client.ask(Logout);
    expect(other.errors).toEqual([]);

    const deeds = async (login: string) => (await entriesAbout(app, login)).map(it => `${it.deed} ${it.kind} ${it.actorId}`);
    expect(await deeds(first)).toEqual([`login:begin CREATED ${id}`, `login:end UPDATED ${id}`]);
    expect(await deeds(second)).toEqual([`login:begin CREATED ${id}`, `login:revoke UPDATED ${id}`]);
  });

  test('that a copied refresh token ended are ended by nobody known', async () => {
    const person = await world.user();
    await app.visitor.ask(TokenRefresh, { refreshToken: person.refreshToken });
    await app.database.write({ actor: null, deed: 'test:age' }, unit =>
      unit.rows(
        sql`update refresh_tokens set used_at = ${new Date(Date.now() - 60_000)} where login_id = ${person.loginId} and used_at is not null`,
      ),
    );
    const { tokenRefresh } = await app.visitor.ask(TokenRefresh, { refreshToken: person.refreshToken });
    expect(refusals(tokenRefresh)).toEqual(['INVALID_TOKEN refreshToken']);
    expect((await entriesAbout(app, person.loginId)).at(-1)).toMatchObject({ deed: 'login:renew', actorId: null, fields: '["endedAt"]' });
  });
});

describe('what was not done leaves nothing:', () => {
  test('a refusal, a dry run, a repeat under a key', async () => {
    const resource = await world.resource();
    const input = { resourceId: resource.id, participants: 1, ...slot('10:00', '11:00') };
    const { client } = admin;
    await client.post({ query: ReservationCreate.toString(), variables: { input }, extensions: { dryRun: true } });
    const key = unique('key');
    const first = await client.once(ReservationCreate, key, { input });
    await client.once(ReservationCreate, key, { input });
    const { reservationCreate: refused } = await client.ask(ReservationCreate, { input });
    expect(refused.errors).not.toEqual([]);
    const id = first.data?.reservationCreate.reservation?.id ?? '';
    expect(await entriesAbout(app, id)).toHaveLength(1);
    const about = await app.database.rows<{ count: number }>(
      sql`select count(*) as count from audit_entries where actor_id = ${admin.id} and deed = 'reservation:create'
        and new_values like ${`%${resource.id}%`}`,
    );
    expect(about).toEqual([{ count: 1 }]);
  });

  test('a unit of work that throws after it flushed', async () => {
    const site = assign(new Site(), newSite());
    const failing = app.database.write(byAdmin, async unit => {
      unit.em.persist(site);
      await unit.em.flush();
      return refuse(ErrorCode.TAKEN, 'No.');
    });
    await expect(failing).rejects.toThrow();
    expect(await entriesAbout(app, site.id)).toEqual([]);
  });

  test('a change that comes to nothing', async () => {
    const { id, address } = await world.site();
    await admin.client.ask(SiteUpdate, { id, input: { address } });
    expect(await entriesAbout(app, id)).toEqual([]);
  });
});

describe('what the database does by itself', () => {
  test('when it deletes what belongs to a deleted thing', async () => {
    const resource = await world.resource();
    const window = await world.window(resource, { kind: 'MAINTENANCE', ...slot('18:00', '19:00') });
    const reservation = await world.reservation({ resourceId: resource.id, note: 'Mine', ...slot('10:00', '11:00') });
    await admin.client.ask(ReservationCancel, { id: reservation.id });
    const { resourceDelete } = await admin.client.ask(ResourceDelete, { id: resource.id });
    expect(resourceDelete.errors).toEqual([]);
    for (const [id, entity] of [
      [resource.id, 'Resource'],
      [window.id, 'AvailabilityWindow'],
      [reservation.id, 'Reservation'],
    ] as const) {
      const last = (await entriesAbout(app, id)).at(-1);
      expect(last).toMatchObject({ entity, kind: 'DELETED', deed: 'resource:delete', actorId: admin.id });
    }
    const [gone] = (await entriesAbout(app, reservation.id)).slice(-1);
    expect(JSON.parse(gone?.oldValues ?? '')).toMatchObject({ resourceId: resource.id, note: 'Mine', status: 'CANCELLED' });
  });

  test('or the program with it: once', async () => {
    const resource = await world.resource();
    const window = await world.window(resource, { kind: 'MAINTENANCE', ...slot('18:00', '19:00') });
    await app.database.write(byAdmin, async unit => {
      unit.em.remove(await lockOne(unit, AvailabilityWindow, window.id));
      unit.em.remove(await lockOne(unit, Resource, resource.id));
    });
    expect(await entriesAbout(app, window.id)).toMatchObject([{ kind: 'DELETED', deed: 'test:deed' }]);
  });

  test('when it empties a reference to a deleted thing', async () => {
    const site = await world.site();
    const person = await world.user({ primarySiteId: site.id });
    await admin.client.ask(SiteDelete, { id: site.id });
    const [entry] = await entriesAbout(app, person.id);
    expect(entry).toMatchObject({ kind: 'UPDATED', deed: 'site:delete', fields: '["primarySiteId"]', newValues: '{"primarySiteId":null}' });
    expect(JSON.parse(entry?.oldValues ?? '')).toEqual({ primarySiteId: site.id });
  });
});

describe('nothing gets past it:', () => {
  const statements = [
    sql`update users set first_name = 'X'`,
    sql`insert into sites (id) values ('x')`,
    sql`delete from "reservations" where id = 'x'`,
    sql`with gone as (select 1) delete from users where 1 = 0`,
  ];

  test.each(statements)('SQL in a unit of work (%#)', async statement => {
    await expect(app.database.write(byAdmin, unit => unit.rows(statement))).rejects.toThrow(/is recorded by the audit/);
  });

  test('the methods of MikroORM that go past the unit of work', async () => {
    const ways = app.database.write(byAdmin, async ({ em }) => {
      expect(() => em.nativeUpdate(User, { id: admin.id }, { firstName: 'X' })).toThrow(/User is recorded/);
      expect(() => em.nativeDelete(Resource, {})).toThrow(/Resource is recorded/);
      expect(() => em.insert(Site, newSite() as never)).toThrow(/Site is recorded/);
      expect(() => em.upsert(Site, newSite() as never)).toThrow(/Site is recorded/);
      expect(() => em.execute(`update users set first_name = 'X'`)).toThrow(/User is recorded/);
      await em.nativeDelete(RefreshToken, { loginId: admin.loginId, expiresAt: { $lt: 0 } });
    });
    await expect(ways).resolves.toBeUndefined();
  });

  test('an entity manager outside of a unit of work', async () => {
    const em = app.database.orm.em.fork();
    em.persist(assign(new Site(), newSite()));
    await expect(em.flush()).rejects.toThrow(/outside of `database.write`/);
  });
});
