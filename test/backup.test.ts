import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { entities } from '../src/app.js';
import { backUp } from '../src/backup.js';
import { type Database, openDatabase } from '../src/platform/database/database.js';
import { migrateUp } from '../src/platform/database/migrations.js';
import { sql, text } from '../src/platform/database/sql.js';
import { byHand } from './support/by-hand.js';

/** Backing up is SQLite's, whichever database the tests run on. */
const folder = await mkdtemp(join(tmpdir(), 'amphi-backup-'));
const databaseUrl = `sqlite:${join(folder, 'amphi.db')}`;
const database: Database = await openDatabase(databaseUrl, entities);
await migrateUp(database);

afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const config = { databaseUrl, secret: 'a secret that is configured' };
const nextFile = () => join(folder, `${crypto.randomUUID()}.backup`);

async function addSite(name: string, into = database): Promise<void> {
  await into.write(byHand, unit =>
    unit.rows(sql`insert into sites (id, created_at, updated_at, name, address, time_zone, opens_at, closes_at)
      values (${crypto.randomUUID()}, 0, 0, ${name}, 'Here', 'UTC', '08:00', '20:00')`),
  );
}

describe('a backup', () => {
  test('has what is committed, counts it, and is a database that the server opens', async () => {
    await addSite('Zürich 北');
    const file = nextFile();
    const { files, rowsByTable } = backUp(config, file, false);
    expect(files).toEqual([file]);
    expect(rowsByTable.get('sites')).toBe(1);
    expect(rowsByTable.get('mikro_orm_migrations')).toBeGreaterThan(0);

    const copy = await openDatabase(`sqlite:${file}`, entities);
    expect(await migrateUp(copy)).toEqual([]);
    expect(await copy.rows(sql`select name from sites`)).toEqual([{ name: 'Zürich 北' }]);
    await addSite('Written to the copy', copy);
    await copy.close();
  });

  test('is for its owner’s eyes only, and leaves nothing else behind', async () => {
    const file = nextFile();
    backUp(config, file, false);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).filter(name => name.includes('.partial'))).toEqual([]);
  });

  test('takes the secret of development along, and none that is configured', async () => {
    await writeFile(join(folder, 'amphi.secret'), 'made by development');
    const [configured, own] = [nextFile(), nextFile()];
    expect(backUp(config, configured, false).files).toEqual([configured]);
    expect(backUp({ ...config, secret: undefined }, own, false).files).toEqual([own, `${own}.secret`]);
    expect(await readFile(`${own}.secret`, 'utf8')).toBe('made by development');
  });

  test('takes the place of a file only when it is asked to', async () => {
    const file = nextFile();
    await writeFile(file, 'precious');
    expect(() => backUp(config, file, false)).toThrow(`${file} exists already. With --replace the new backup takes its place.`);
    expect(await readFile(file, 'utf8')).toBe('precious');
    backUp(config, file, true);
    expect((await readFile(file, 'utf8')).slice(0, 15)).toBe('SQLite format 3');
  });

  test.each([
    ['into a folder that is not there', join(folder, 'none', 'x.db'), /^There is no folder .*none\.$/],
    ['onto the database itself', join(folder, '.', 'amphi.db'), /^A backup cannot take the place of the database itself\.$/],
    ['onto a folder', folder, /^The backup could not be written: .*\.$/],
  ])('%s is refused with a sentence', (_where, file, sentence) => {
    expect(() => backUp(config, file, true)).toThrow(sentence);
  });

  test('of a database that is not there, or no database, is refused with a sentence', async () => {
    expect(() => backUp({ ...config, databaseUrl: 'sqlite:./none/amphi.db' }, nextFile(), false)).toThrow(/^There is no database at/);
    const other = join(folder, 'notes.txt');
    await writeFile(other, 'not a database, but long enough to be looked at'.repeat(50));
    const file = nextFile();
    expect(() => backUp({ ...config, databaseUrl: `sqlite:${other}` }, file, false)).toThrow(/file is not a database\.$/);
    expect(existsSync(file)).toBe(false);
  });

  test('of PostgreSQL is left to its own tools', () => {
    const file = nextFile();
    const url = 'postgresql://amphi:hidden@localhost/amphi';
    expect(() => backUp({ ...config, databaseUrl: url }, file, false)).toThrow(`pg_dump --format=custom --file='${file}' "$DATABASE_URL"`);
    expect(() => backUp({ ...config, databaseUrl: url }, file, false)).not.toThrow('hidden');
  });

  test('of a database with reservations that overlap, or rows that belong to nothing, is none', async () => {
    const damaged = nextFile();
    backUp(config, damaged, false);
    const connection = new Sqlite(damaged);
    connection.pragma('foreign_keys = off');
    connection.exec('drop trigger reservations_no_overlap_insert');
    const insert =
      connection.prepare(`insert into reservations (id, created_at, updated_at, resource_id, user_id, creator_id, starts_at, ends_at)
      values (?, 0, 0, 'r', 'u', 'u', ?, ?)`);
    insert.run('first', 0, 900);
    insert.run('second', 800, 1_000);
    connection.close();
    const file = nextFile();
    const attempt = () => backUp({ ...config, databaseUrl: `sqlite:${damaged}` }, file, false);
    expect(attempt).toThrow(/^The database is damaged, and was not backed up: a row of reservations lacks its users/);
    expect(existsSync(file)).toBe(false);

    const parents = new Sqlite(damaged);
    parents.pragma('foreign_keys = off');
    for (const table of ['resources', 'users', 'sites']) parents.exec(`drop table ${table}; create table ${table} (id text primary key)`);
    parents.exec(`insert into resources values ('r'); insert into users values ('u')`);
    parents.close();
    expect(attempt).toThrow('reservation second overlaps another');
  });

  test('misses no table', async () => {
    const tables = await database.rows<{ name: string }>(
      sql`select name from sqlite_master where type = 'table' and name not like ${text("'sqlite%'")}`,
    );
    expect([...backUp(config, nextFile(), false).rowsByTable.keys()].sort()).toEqual(tables.map(it => it.name).sort());
  });
});
