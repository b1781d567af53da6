import Sqlite from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
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

  test('go on after one that failed', async () => {
    await endOfTurn();
    await readTwice();
    await expect(database.rows(sql`select id from nowhere`)).rejects.toThrow('nowhere');
    expect(await isRead('nobody’s')).toBe(false);
  });
});
