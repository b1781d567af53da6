import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { entities } from '../../../src/app.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import { SqliteAside } from '../../../src/platform/database/sqlite-aside.js';
import { SqliteCheckpoints } from '../../../src/platform/database/sqlite-checkpoints.js';
import { openForWriting } from '../../../src/platform/database/sqlite-connections.js';
import { byHand } from '../../support/by-hand.js';
import { createDatabase, databaseKind } from '../../support/database.js';

const { url, drop } = await createDatabase();
const database = await openDatabase(url, entities);
afterAll(async () => {
  await database.close();
  await drop();
});

const MB = 1024 * 1024;
const QUARTER = 'x'.repeat(MB / 4);
const journalBytes = () => statSync(`${url.slice('sqlite:'.length)}-wal`).size;

/** Writes so much, in units of a quarter of a megabyte; between them whatever was begun beside them ends. */
async function write(
  megabytes: number,
  besides: { readonly mock: { readonly results: readonly { readonly value: unknown }[] } },
): Promise<void> {
  for (let i = 0; i < megabytes * 4; i++) {
    await database.write(byHand, unit => unit.em.execute('insert into filled values (?)', [QUARTER]));
    await Promise.allSettled(besides.mock.results.map(it => it.value));
  }
}

describe.runIf(databaseKind === 'sqlite')('the journal', () => {
  test('begins anew, however much is written: a thread takes the bulk of it', async () => {
    await database.write(byHand, unit => unit.em.execute('create table filled (text)'));
    const aside = vi.spyOn(SqliteAside.prototype, 'checkpoint');
    await write(32, aside);
    expect(aside.mock.calls.length).toBeGreaterThan(4);
    expect(journalBytes()).toBeLessThan(8 * MB);
  });

  test('begins anew by SQLite itself where no thread can take it', async () => {
    const aside = vi.spyOn(SqliteAside.prototype, 'checkpoint').mockRejectedValue(new Error('no thread'));
    await write(80, aside);
    expect(aside).toHaveBeenCalled();
    expect(journalBytes()).toBeGreaterThan(16 * MB);
    expect(journalBytes()).toBeLessThan(48 * MB);
  });
});

describe.runIf(databaseKind === 'sqlite')('a commit whose journal cannot be brought into the file', () => {
  test('is a commit all the same', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'amphi-journal-'));
    const connection = openForWriting(join(folder, 'unreadable.db'));
    const checkpoints = new SqliteCheckpoints(connection, new SqliteAside(connection.name));
    connection.close();
    expect(() => checkpoints.afterCommit()).not.toThrow();
    rmSync(folder, { recursive: true });
  });

  test('begins no thread once the database is closed', async () => {
    const aside = new SqliteAside('nowhere.db');
    await aside.close();
    await expect(aside.checkpoint()).rejects.toThrow('the database was closed');
    await expect(aside.read('select 1', [])).rejects.toThrow('the database was closed');
  });
});
