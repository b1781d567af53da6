import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { createApp, entities } from '../../src/app.js';
import { copyDatabase } from '../../src/copying/copy.js';
import { fillIfEmpty } from '../../src/first-run.js';
import { User } from '../../src/modules/accounts/user.entity.js';
import { overlappingReservations } from '../../src/modules/reservations/reservation.constraints.js';
import { Signer } from '../../src/platform/audit/chain.js';
import { verifyChain } from '../../src/platform/audit/verification.js';
import { type Database, openDatabase, type Unit } from '../../src/platform/database/database.js';
import type { EntityClass } from '../../src/platform/database/entity.js';
import { migrateDown, migrateUp, pendingMigrations } from '../../src/platform/database/migrations.js';
import { join as joined, sql, text } from '../../src/platform/database/sql.js';
import { SECRET } from '../support/app.js';
import { byHand } from '../support/by-hand.js';
import { createDatabase, databaseKind, type TestDatabase } from '../support/database.js';

type Kind = Database['dialect']['name'];

const folder = await mkdtemp(join(tmpdir(), 'amphi-copy-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Of either kind, empty or a copy; PostgreSQL only where the tests run on it. */
async function create(kind: Kind, copyOf?: string): Promise<TestDatabase> {
  if (kind === databaseKind) return createDatabase({ empty: !copyOf, copyOf });
  const file = join(folder, `${randomUUID()}.db`);
  if (copyOf) await copyFile(copyOf.slice('sqlite:'.length), file);
  return { url: `sqlite:${file}`, drop: async () => undefined };
}

/** For a test, and gone with it. */
async function opened({ url, drop }: TestDatabase): Promise<Database> {
  const database = await openDatabase(url, entities);
  onTestFinished(async () => {
    await database.close();
    await drop();
  });
  return database;
}

const empty = async (kind: Kind) => opened(await create(kind));

const full = new Map<Kind, Promise<TestDatabase>>();
afterAll(async () => {
  for (const database of full.values()) await (await database).drop();
});

/** The demonstration, and what is hard to carry over: made once, since that takes time, and copied for each test. */
async function filled(kind: Kind): Promise<Database> {
  if (!full.has(kind)) full.set(kind, fill(kind));
  const model = await full.get(kind);
  return opened(await create(kind, model?.url));
}

async function fill(kind: Kind): Promise<TestDatabase> {
  const made = await create(kind);
  const app = await createApp({
    production: false,
    port: 0,
    host: '127.0.0.1',
    admin: undefined,
    smtp: undefined,
    publicUrl: undefined,
    allowedOrigins: [],
    trustedProxies: 0,
    redis: undefined,
    metricsToken: undefined,
    tracing: undefined,
    sentry: undefined,
    logLevel: 'silent',
    databaseUrl: made.url,
    demo: true,
    secrets: [SECRET],
  });
  await fillIfEmpty(app, { admin: undefined, demo: true });
  await app.modules.accounts.accounts.logInAs((await all(app.database, User))[0]?.id ?? '', {
    address: '127.0.0.1',
    userAgent: 'copy',
    requestId: 'copy',
  });
  await app.database.write(byHand, async unit => unit.publish('rightsChanged', { userId: randomUUID() }));
  await app.close();
  const database = await openDatabase(made.url, entities);
  await database.write(byHand, ({ rows }) => addWhatIsHard(rows));
  await database.close();
  return made;
}

async function addWhatIsHard(rows: Unit['rows']): Promise<void> {
  const [taken] = await rows<{ resourceId: string; userId: string }>(
    sql`select resource_id as "resourceId", user_id as "userId" from reservations order by id limit 1`,
  );
  const { resourceId, userId } = taken ?? { resourceId: '', userId: '' };
  const features = JSON.stringify(['Ωmega "quoted" \\ \n', '北京🏯', '%_']);
  await rows(sql`update resources set features = ${features}, hourly_rate = ${0.1 + 0.2}, description = null where id = ${resourceId}`);
  await rows(sql`update users set active = ${false} where id = ${userId}`);
  const [long, far] = [new Date(-62_135_596_799_999), new Date('9999-12-30T22:00:00Z')];
  await rows(sql`insert into reservations
    (id, created_at, updated_at, resource_id, user_id, creator_id, starts_at, ends_at, description, note) values
    (${randomUUID()}, ${long}, ${long}, ${resourceId}, ${userId}, ${userId}, ${far}, ${new Date('9999-12-30T23:59:59.999Z')}, 'far', '  \t’ß😀 ')`);
  const hash = 'ab'.repeat(32);
  await rows(
    sql`insert into mails (id, created_at, letter, recipient, due_at) values (${randomUUID()}, ${long}, 'x', 'ü@example.org', ${far})`,
  );
  await rows(sql`insert into one_time_tokens (id, created_at, user_id, purpose, hash, address, expires_at)
    values (${randomUUID()}, ${long}, ${userId}, 'x', ${hash}, 'ü@example.org', ${far})`);
  await rows(
    sql`insert into invitations (id, created_at, user_id, inviter_id, accepted_at) values (${randomUUID()}, ${long}, ${userId}, ${userId}, ${far})`,
  );
  const [session, enrolment] = [randomUUID(), randomUUID()];
  const [course] = await rows<{ id: string }>(sql`select id from courses order by id limit 1`);
  await rows(sql`insert into sessions (id, created_at, updated_at, course_id, trainer_id, room_id, starts_at, ends_at, capacity) values
    (${session}, ${long}, ${long}, ${course?.id ?? ''}, ${userId}, ${resourceId}, ${far}, ${new Date('9999-12-30T23:59:59.999Z')}, 1)`);
  await rows(sql`insert into enrolments (id, created_at, updated_at, session_id, learner_id, status, priority, ticket) values
    (${enrolment}, ${long}, ${far}, ${session}, ${userId}, 'COMPLETED', 1, ${2 ** 31 - 1})`);
  await rows(sql`insert into progress_entries (id, created_at, enrolment_id, percent, note, author_id) values
    (${randomUUID()}, ${long}, ${enrolment}, 100, ${' \tß😀 '}, ${userId})`);
  await rows(sql`insert into second_factors (id, created_at, user_id, sealed_secret, enabled_at, last_step)
    values (${randomUUID()}, ${long}, ${userId}, 'sealed', ${far}, ${2 ** 31 - 1})`);
  await rows(sql`insert into recovery_codes (id, created_at, user_id, hash) values (${randomUUID()}, ${long}, ${userId}, ${hash})`);
  await rows(
    sql`insert into erasures (id, created_at, erased_by, counts) values (${randomUUID()}, ${far}, 'THEMSELVES', '{"logins":2,"account":1}')`,
  );
  await rows(sql`insert into remembered_answers (user_id, idempotency_key, fingerprint, answer, created_at)
    values (${userId}, 'key', 'print', '{"data":{"b":1,"a":"ü"}}', ${new Date(1)})`);
  await rows(sql`insert into audit_unsealed (changes) values ('{"at":1,"actorId":null,"deed":"test:ü","changes":[]}')`);
}

function all<T extends object>(database: Database, entity: EntityClass<T>): Promise<T[]> {
  return database.orm.em.fork().find(entity as never, {} as never, { orderBy: { id: 'asc' } as never });
}

/** Every row as the program reads it. */
async function contents(database: Database): Promise<Record<string, unknown[]>> {
  const read = entities.map(async entity => {
    const table = database.table<object>(entity);
    const rows = (await database.rowsOf(table, table.selection('t'))).map(row => JSON.stringify(row)).sort();
    return [table.name, rows] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

const directions: [Kind, Kind][] =
  databaseKind === 'sqlite'
    ? [['sqlite', 'sqlite']]
    : [
        ['sqlite', 'postgresql'],
        ['postgresql', 'sqlite'],
        ['postgresql', 'postgresql'],
      ];

describe.each(directions)('copying a database from %s to %s', (from, to) => {
  test('moves every row of every table, as it was', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    const copied = await copyDatabase(source, target);

    const expected = await contents(source);
    expect(await contents(target)).toEqual(expected);
    expect(Object.fromEntries(copied.map(it => [it.table, it.rows]))).toEqual(
      Object.fromEntries(Object.entries(expected).map(([table, rows]) => [table, rows.length])),
    );
    expect(
      copied.filter(it => it.rows === 0).map(it => it.table),
      'tables that the test says nothing about',
    ).toEqual([]);
    expect(copied.every(it => /^[0-9a-f]{64}$/.test(it.checksum))).toBe(true);
  });

  test('lets the log of events go on where it was', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await copyDatabase(source, target);
    await target.write(byHand, async unit => unit.publish('rightsChanged', { userId: randomUUID() }));
    const positions = (await target.rows<{ position: number }>(sql`select position from event_log order by position`)).map(
      it => it.position,
    );
    const [known] = await source.rows<{ last: number }>(sql`select max(position) as last from event_log`);
    expect(positions.at(-1)).toBe((known?.last ?? 0) + 1);
  });

  test('carries the audit over so that it verifies', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await copyDatabase(source, target);
    const [there, here] = [await verifyChain(source, new Signer([SECRET])), await verifyChain(target, new Signer([SECRET]))];
    expect(here).toEqual(there);
    expect(here.fault).toBeUndefined();
    expect(here.verified).toBeGreaterThan(500);
  });

  test('leaves the constraints as they were', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await copyDatabase(source, target);
    expect(await target.rows(overlappingReservations)).toEqual([]);
    const [taken] = await target.rows<{ id: string }>(sql`select id from reservations where description = 'far'`);
    const again = sql`insert into reservations (id, created_at, updated_at, resource_id, user_id, creator_id, starts_at, ends_at)
      select ${randomUUID()}, created_at, updated_at, resource_id, user_id, creator_id, starts_at, ends_at from reservations where id = ${taken?.id ?? ''}`;
    await expect(target.write(byHand, unit => unit.rows(again))).rejects.toThrow();
    const orphan = sql`update reservations set user_id = ${randomUUID()} where id = ${taken?.id ?? ''}`;
    await expect(target.write(byHand, unit => unit.rows(orphan))).rejects.toThrow(/foreign key/i);
    if (to === 'postgresql') {
      expect(await target.rows(sql`select conname from pg_constraint where contype = 'f' and (condeferrable or condeferred)`)).toEqual([]);
    }
  });

  test('takes tables along that are no entity, and numbers of the database’s own go on after the highest', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await migrateUp(target);
    for (const [database, kind] of [
      [source, from],
      [target, to],
    ] as const) {
      const id = kind === 'sqlite' ? 'integer primary key autoincrement' : 'bigint generated always as identity primary key';
      const json = kind === 'sqlite' ? 'json' : 'jsonb';
      await database.write(byHand, unit => unit.rows(text(`create table "event log" ("id" ${id}, "Body" ${json} null)`)));
    }
    const bodies = ['{"b": [1, 2.50], "a": null}', null, '"text"'];
    const values = joined(
      bodies.map(body => sql`(${body}${text(from === 'sqlite' ? '' : '::jsonb')})`),
      ', ',
    );
    await source.write(byHand, unit => unit.rows(sql`insert into "event log" ("Body") values ${values}`));
    await source.write(byHand, unit => unit.rows(sql`delete from "event log" where id = 1`));

    const copied = await copyDatabase(source, target);
    expect(copied.find(it => it.table === 'event log')?.rows).toBe(2);
    await target.write(byHand, unit => unit.rows(sql`insert into "event log" ("Body") values (null)`));
    expect(await target.rows(sql`select id from "event log" order by id`)).toEqual([{ id: 2 }, { id: 3 }, { id: 4 }]);
  });

  test('refuses a table that only one of them has, and tells which', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await source.write(byHand, unit => unit.rows(text('create table forgotten (id integer primary key)')));
    await expect(copyDatabase(source, target)).rejects.toThrow('Only one of the databases has forgotten.');
  });

  test('refuses a column that only one of them has, and tells which', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await source.write(byHand, unit => unit.rows(text('alter table users rename column email to address')));
    await expect(copyDatabase(source, target)).rejects.toThrow('Only one of the databases has these columns of users: address, email.');
  });

  test('refuses a target that has rows, and does not touch it', async () => {
    const [source, target] = [await filled(from), await filled(to)];
    await target.write(byHand, unit => unit.rows(text("update sites set address = 'of the target'")));
    const before = await contents(target);
    await expect(copyDatabase(source, target)).rejects.toThrow(/^The database to copy to is not empty: there are rows in \w+\.$/);
    expect(await contents(target)).toEqual(before);
  });

  test('refuses a source without tables, and leaves the target without any', async () => {
    const [source, target] = [await empty(from), await empty(to)];
    await expect(copyDatabase(source, target)).rejects.toThrow('There is nothing in the database to copy from.');
    expect(await pendingMigrations(target)).not.toEqual([]);
  });

  test('refuses a source that lacks a migration', async () => {
    const [source, target] = [await empty(from), await empty(to)];
    await migrateUp(source);
    const [name] = await migrateDown(source);
    await expect(copyDatabase(source, target)).rejects.toThrow(`The database to copy from lacks ${name}: migrate it first`);
  });

  test('undoes everything when a single value comes out different', async () => {
    const [source, target] = [await filled(from), await empty(to)];
    await migrateUp(target);
    const alter = "update users set first_name = 'Altered' where username = 'employee'";
    if (to === 'sqlite') {
      await target.write(byHand, unit => unit.rows(text(`create trigger altering after insert on sites begin ${alter}; end`)));
      await target.write(byHand, unit => unit.rows(text(`create trigger also after insert on users begin ${alter}; end`)));
    } else {
      await target.write(byHand, unit =>
        unit.rows(text(`create function altered() returns trigger language plpgsql as $$ begin ${alter}; return null; end $$`)),
      );
      await target.write(byHand, unit =>
        unit.rows(text('create trigger altering after insert on users for each statement execute function altered()')),
      );
    }
    await expect(copyDatabase(source, target)).rejects.toThrow(/^users has come out different, and nothing was copied: \d+ rows/);
    for (const rows of Object.values(await contents(target))) expect(rows).toEqual([]);
  });
});
