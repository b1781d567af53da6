import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { entities } from '../../src/app.js';
import { openDatabase } from '../../src/platform/database/database.js';
import { sql } from '../../src/platform/database/sql.js';
import { SECRET, startApp } from '../support/app.js';
import { Bookers } from '../support/bookers.js';
import { BookingWorld } from '../support/booking.js';
import { run, typed } from '../support/command.js';
import { damageOf } from '../support/damage.js';
import { createDatabase, databaseKind } from '../support/database.js';
import { ServerProcess } from '../support/server-process.js';

const CLIENTS = 16;

const folder = mkdtempSync(join(tmpdir(), 'amphi-backup-'));
afterAll(() => rmSync(folder, { recursive: true }));

const app = await startApp();
const world = new BookingWorld(app);

function start(databaseUrl: string): ServerProcess {
  const server = new ServerProcess({ DATABASE_URL: databaseUrl });
  onTestFinished(() => void server.kill());
  return server;
}

const environment = (databaseUrl: string) => ({ DATABASE_URL: databaseUrl, AMPHI_SECRET: SECRET });

const backUp = (file: string) => run('backup', [file], environment(app.databaseUrl));

/** Backs up as the README says, and brings it back beside the one in use. */
const backUpAndRestore: Record<typeof databaseKind, (file: string) => Promise<string>> = {
  async sqlite(file) {
    expect(await backUp(file)).toMatchObject({ said: expect.stringContaining('it is sound'), exitCode: 0 });
    const place = join(folder, 'restored.db');
    copyFileSync(file, place);
    return `sqlite:${place}`;
  },
  /** The command tells the lines to use; the second is for an empty database. */
  async postgresql(file) {
    const [dump = '', restore = ''] = (await backUp(file)).said.split('\n').filter(line => /^ {2}pg_/.test(line));
    const empty = await createDatabase({ empty: true });
    onTestFinished(empty.drop);
    expect(await typed(dump, environment(app.databaseUrl))).toEqual({ said: '', exitCode: 0 });
    expect(await typed(restore, environment(empty.url))).toEqual({ said: '', exitCode: 0 });
    return empty.url;
  },
};

test('a backup taken under load, brought back and started, has all that was acknowledged before it began, and is booked on', async () => {
  const bookers = await Bookers.of(world, CLIENTS);
  const server = start(app.databaseUrl);
  bookers.begin(await server.address());
  await bookers.booked(200);
  const before = [...bookers.acknowledged];
  const databaseUrl = await backUpAndRestore[databaseKind](join(folder, 'amphi.backup'));
  const during = bookers.acknowledged.length - before.length;
  await bookers.end();
  await server.stop();
  expect(during).toBeGreaterThan(0);

  expect(await damageOf(databaseUrl)).toEqual([]);
  const database = await openDatabase(databaseUrl, entities);
  const ids = new Set((await database.rows<{ id: string }>(sql`select id from reservations`)).map(it => it.id));
  await database.close();
  expect(before.filter(id => !ids.has(id))).toEqual([]);

  const restored = start(databaseUrl);
  bookers.begin(await restored.address());
  await bookers.booked(100);
  await bookers.end();
  expect(await restored.stop()).toEqual([0, null]);
  expect(await damageOf(databaseUrl)).toEqual([]);
}, 60_000);
