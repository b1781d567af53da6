import { chmodSync, copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { entities } from '../../src/app.js';
import type { ReservationChanged } from '../../src/modules/reservations/reservation.live.js';
import { openDatabase } from '../../src/platform/database/database.js';
import { oneOf, sql } from '../../src/platform/database/sql.js';
import { EventLog } from '../../src/platform/events/event-log.js';
import { Reservations, Resources, Viewer } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { Bookers } from '../support/bookers.js';
import { BookingWorld } from '../support/booking.js';
import { Client, codes } from '../support/client.js';
import { damageOf } from '../support/damage.js';
import { databaseKind } from '../support/database.js';
import { holdWriters } from '../support/interruptions.js';
import {
  filesThatCannotBeWritten,
  filesThatMayNotGrow,
  fullDisk,
  fullTables,
  lockedFile,
  mayMount,
  type Obstacle,
  readOnlyDatabase,
} from '../support/obstacles.js';
import { ServerProcess } from '../support/server-process.js';

const CLIENTS = 8;

const app = await startApp();
const world = new BookingWorld(app);
const reader = await world.user({ role: 'MANAGER' });
const file = app.databaseUrl.slice('sqlite:'.length);

/** Servers that run on the database, or on a copy of it, and end with the test. */
function start(databaseUrl: string, through: readonly string[] = []): ServerProcess {
  const server = new ServerProcess({ DATABASE_URL: databaseUrl }, { through });
  onTestFinished(() => void server.kill());
  return server;
}

async function statusOf(url: string, path: string): Promise<number> {
  return (await fetch(new URL(path, url))).status;
}

/** Goes on reading, and says of every write that it cannot be done just now, in words that give nothing away. */
async function expectReadsAlone(url: string, bookers: Bookers): Promise<void> {
  for (const { status, text } of await bookers.refusals(2 * CLIENTS)) {
    expect(status).toBe(503);
    expect(text).not.toMatch(/sqlite|postgres|insert|disk|room|space|lock|read-?only|\//i);
  }
  const client = new Client(url, reader.client.token);
  expect((await client.ask(Resources)).resources.nodes.length).toBeGreaterThan(0);
  expect((await client.ask(Reservations)).reservations.nodes.length).toBeGreaterThan(0);
  expect((await client.ask(Viewer)).me?.id).toBe(reader.id);
  expect([await statusOf(url, '/health/live'), await statusOf(url, '/health/ready')]).toEqual([200, 200]);
}

/** What is stored of what the bookers wanted, each with its event. */
async function stored(databaseUrl: string, bookers: Bookers): Promise<string[]> {
  const database = await openDatabase(databaseUrl, entities);
  const rows = await database.rows<{ id: string }>(sql`select id from reservations where resource_id ${oneOf(bookers.resourceIds)}`);
  const ids = rows.map(it => it.id).sort();
  const told = (await new EventLog(database).after(0, 1_000_000)).map(it => (it.payload as ReservationChanged).id);
  expect(told.filter(id => ids.includes(id)).sort()).toEqual(ids);
  await database.close();
  return ids;
}

/** Clients book before, meanwhile and afterwards; then what they were told is what is there. */
async function withstand(obstacle: Obstacle, bookers: Bookers): Promise<void> {
  onTestFinished(() => obstacle.remove());
  const server = start(obstacle.databaseUrl, obstacle.through);
  const url = await server.address();
  bookers.begin(url);
  await bookers.booked(100);
  await obstacle.begin(server);
  await expectReadsAlone(url, bookers);
  await obstacle.end(server);
  await bookers.booked(100);
  await bookers.end();
  const databaseUrl = obstacle.seenFrom(server);
  expect(await damageOf(databaseUrl)).toEqual([]);
  const there = await stored(databaseUrl, bookers);
  expect(bookers.acknowledged.filter(id => !there.includes(id))).toEqual([]);
  // Of what was refused nothing was done: but who is cut off in between a commit and its answer cannot be told that it was.
  expect(there).toHaveLength(bookers.acknowledged.length + bookers.taken);
  if (!obstacle.losesAnswers) expect(bookers.taken).toBe(0);
  expect(bookers.unanswered).toBe(0);
  expect([...new Set(bookers.refused.flatMap(codes))]).toEqual(['SERVICE_UNAVAILABLE']);
  expect(await server.stop()).toEqual([0, null]);
}

const onSqlite: readonly [string, (file: string) => Obstacle, allowed?: boolean][] = [
  ['a disk that is full', fullDisk, mayMount()],
  ['files that may not grow', filesThatMayNotGrow],
  ['files that cannot be written', filesThatCannotBeWritten],
  ['a file that another process locks', lockedFile],
];

describe.runIf(databaseKind === 'sqlite' && process.platform === 'linux')('a server on SQLite', async () => {
  const bookers = await Promise.all(onSqlite.map(() => Bookers.of(world, CLIENTS)));
  // What is in its journal goes into the file, of which each test has a copy.
  beforeAll(() => app.close());

  for (const [i, [name, obstacle, allowed = true]] of onSqlite.entries()) {
    const title = `with ${name} says so, reads on, loses and damages nothing, and writes again afterwards`;
    test.runIf(allowed)(title, () => withstand(obstacle(file), bookers[i] as Bookers), 60_000);
  }
});

describe.runIf(databaseKind === 'postgresql')('a server on PostgreSQL', async () => {
  test.each([
    ['a disk that is full', fullTables],
    ['a database that takes no writes', readOnlyDatabase],
  ])(
    'with %s says so, reads on, loses and damages nothing, and writes again afterwards',
    async (_name, obstacle) => withstand(obstacle(app.databaseUrl), await Bookers.of(world, CLIENTS)),
    60_000,
  );
});

describe.runIf(databaseKind === 'sqlite' && process.platform === 'linux')('a server does not start, and says in a sentence why,', () => {
  const folder = `${file}.folder`;
  const copy = join(folder, 'amphi.db');
  const sentence = (reason: string) => new RegExp(`^The database that DATABASE_URL names cannot be used: ${reason}.*\\.$`, 'm');
  // Permissions do not bind root, unless it goes without this one.
  const obeying = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

  beforeAll(() => {
    mkdirSync(folder);
    copyFileSync(file, copy);
    return () => rmSync(folder, { recursive: true });
  });

  test.each([
    ['on a file that it may not write', copy, 0o444, 0o755, 'attempt to write a readonly database'],
    ['on a disk that is read-only', copy, 0o444, 0o555, 'attempt to write a readonly database'],
    [
      'where it may not make a folder',
      join(folder, 'none', 'amphi.db'),
      0o644,
      0o555,
      'unable to open database file: EACCES: permission denied',
    ],
  ])('%s', async (_where, database, fileMode, folderMode, reason) => {
    chmodSync(copy, fileMode);
    chmodSync(folder, folderMode);
    onTestFinished(() => chmodSync(folder, 0o755));
    const server = start(`sqlite:${database}`, obeying);
    await server.printed(sentence(reason));
    expect(await server.exited).toEqual([1, null]);
  });

  test('while another process locks it', async () => {
    chmodSync(copy, 0o644);
    const release = await holdWriters(`sqlite:${copy}`);
    onTestFinished(release);
    const server = start(`sqlite:${copy}`);
    await server.printed(sentence('database is locked'));
    expect(await server.exited).toEqual([1, null]);
  });
});
