import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import { sql, text } from '../../../src/platform/database/sql.js';
import { SqliteReader } from '../../../src/platform/database/sqlite-reader.js';
import { byHand } from '../../support/by-hand.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { unique } from '../../support/seed.js';

const { url, drop } = await createDatabase();
const database = await openDatabase(url, entities);
afterAll(async () => {
  await database.close();
  await drop();
});

const endOfTurn = () => new Promise(resolve => setImmediate(resolve));
const insert = (name: string) =>
  `insert into sites (id, version, name, address, time_zone, opens_at, closes_at, created_at, updated_at)
    values ('${crypto.randomUUID()}', 1, '${name}', 'Here', 'UTC', '08:00', '20:00', 0, 0)`;

async function isRead(name: string): Promise<boolean> {
  return (await database.rows(sql`select id from sites where name = ${name}`)).length === 1;
}

/** After this, all that is read until the turn ends is read from one snapshot. */
async function readTwice(): Promise<void> {
  for (let i = 0; i < 2; i++) await isRead('nobody’s');
}

describe.runIf(databaseKind === 'sqlite')('reads of one turn', () => {
  test('see what was committed in the same turn, by a statement alone and by a unit of work', async () => {
    const [alone, inUnit] = [unique('Site'), unique('Site')];
    await endOfTurn();
    await readTwice();
    await database.orm.em.getConnection().execute(insert(alone));
    expect(await isRead(alone)).toBe(true);
    await readTwice();
    await database.write(
      byHand,
      async unit => void (await unit.em.getConnection().execute(insert(inUnit), [], 'run', unit.em.getTransactionContext())),
    );
    expect(await isRead(inUnit)).toBe(true);
  });

  test('share a snapshot: what another process commits meanwhile is seen in the next', async () => {
    const name = unique('Site');
    const other = new Sqlite(url.slice('sqlite:'.length));
    await endOfTurn();
    await readTwice();
    other.exec(insert(name));
    expect(await isRead(name)).toBe(false);
    await endOfTurn();
    expect(await isRead(name)).toBe(true);
    other.close();
  });

  test('are answered before a unit of work that came with them begins', async () => {
    const order: string[] = [];
    const write = database.write(byHand, async () => void order.push('writes'));
    await Promise.all([isRead('nobody’s').then(() => order.push('read')), write]);
    expect(order).toEqual(['read', 'writes']);
  });

  test('see nothing of a unit of work under way, and all of it once that is done', async () => {
    const name = unique('Site');
    const seen: boolean[] = [];
    await database.write(byHand, async unit => {
      await unit.em.getConnection().execute(insert(name), [], 'run', unit.em.getTransactionContext());
      for (let i = 0; i < 3; i++) seen.push(await isRead(name));
    });
    for (let i = 0; i < 3; i++) seen.push(await isRead(name));
    expect(seen).toEqual([false, false, false, true, true, true]);
  });

  test('keep what is written among them out of their snapshot’s transaction', async () => {
    const [one, other] = [unique('Site'), unique('Site')];
    await endOfTurn();
    await readTwice();
    const connection = database.orm.em.getConnection();
    await connection.execute(insert(one));
    // It is committed by itself: this fails, and takes nothing along.
    await expect(connection.execute(insert(other).replace(/\)$/, ', 1)'))).rejects.toThrow();
    await endOfTurn();
    const elsewhere = new Sqlite(url.slice('sqlite:'.length));
    const names = elsewhere.prepare('select name from sites').pluck().all();
    elsewhere.close();
    expect([names.includes(one), names.includes(other)]).toEqual([true, false]);
  });

  test('go to the connection that waits where the one that writes would have to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amphi-reads-'));
    const [busy, free] = ['busy', 'free'].map(name => {
      const file = join(folder, `${name}.db`);
      const made = new Sqlite(file, { timeout: 0 });
      made.exec(`create table told (name); insert into told values ('${name}')`);
      return made;
    }) as [Sqlite.Database, Sqlite.Database];
    const another = new Sqlite(busy.name);
    another.exec('begin exclusive');
    const reader = new SqliteReader(free, busy);
    const read = () => reader.rows('select name from told', []);
    expect(read()).toEqual([{ name: 'free' }]);
    expect(read()).toEqual([{ name: 'free' }]);
    another.exec('commit');
    await endOfTurn();
    expect(read()).toEqual([{ name: 'busy' }]);
    for (const it of [reader, another, busy]) it.close();
    rmSync(folder, { recursive: true });
  });

  test('write nothing', async () => {
    const name = unique('Site');
    await endOfTurn();
    await expect(database.rows(text(insert(name)))).rejects.toThrow('Only a unit of work writes.');
    expect(await isRead(name)).toBe(false);
  });

  test('go on after one that failed', async () => {
    await endOfTurn();
    await readTwice();
    await expect(database.rows(sql`select id from nowhere`)).rejects.toThrow('nowhere');
    expect(await isRead('nobody’s')).toBe(false);
  });
});
