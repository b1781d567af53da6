import { afterAll, expect, test } from 'vitest';
import { sql } from '../../src/platform/database/sql.js';
import { startApp, type TestApp } from '../support/app.js';
import { BookingWorld } from '../support/booking.js';
import { Client } from '../support/client.js';
import { databaseKind } from '../support/database.js';
import { cuttable } from '../support/interruptions.js';
import { type Divergence, describeDivergence, findDivergences } from '../support/linearizability.js';
import { randomSeed } from '../support/random-seed.js';
import { runByHand } from '../support/raw-sql.js';
import { type Mutation, ServerProcess } from '../support/server-process.js';
import { History } from './history.clients.js';
import { calendarModel, type Deed, tellDeed } from './history.model.js';
import { wishes } from './history.wishes.js';

const ROUNDS = 8;
const CLIENTS = 12;
const WISHES = 24;
const RESOURCES = 4;

const app = await startApp();
const unguarded = await startApp();

const started: ServerProcess[] = [];
afterAll(async () => void (await Promise.all(started.map(it => it.stop()))));

/** One server on SQLite, two on a PostgreSQL. */
function start(databaseUrl: string, mutation?: Mutation): Promise<string[]> {
  const servers = Array.from(
    { length: databaseKind === 'sqlite' ? 1 : 2 },
    () => new ServerProcess({ DATABASE_URL: databaseUrl }, { mutation }),
  );
  started.push(...servers);
  return Promise.all(servers.map(it => it.address()));
}

/** Many clients at once on a few new resources. Half-way, the line of half of them breaks: what was under way on it has no answer. */
async function play({ app, urls }: { readonly app: TestApp; readonly urls: readonly string[] }, seed: number): Promise<History> {
  const world = new BookingWorld(app);
  const { id: siteId } = await world.site({ timeZone: 'UTC' });
  const resources = await Promise.all(Array.from({ length: RESOURCES }, () => world.resource({ siteId })));
  const { token } = (await world.user({ role: 'ADMIN' })).client;
  const line = await cuttable(urls[0] as string);
  const addresses = [line.url, urls.at(-1) as string];
  const history = new History(resources.map(it => it.id));
  let left = CLIENTS * WISHES;
  const working = wishes(seed, CLIENTS, WISHES, RESOURCES).map(async (list, i) => {
    const client = new Client(addresses[i % addresses.length] as string, token);
    for (const wish of list) {
      if (left-- === (CLIENTS * WISHES) / 2) await line.interrupt().then(line.restore);
      await history.fulfil(client, wish);
    }
  });
  await Promise.all(working);
  await history.readAll(new Client(addresses[1] as string, token));
  await line.close();
  return history;
}

function divergencesOf({ calls }: History): readonly Divergence<Deed>[] {
  return findDivergences(calendarModel, calls);
}

function tellDivergence(divergence: Divergence<Deed>): string {
  return describeDivergence(divergence, tellDeed);
}

/** How a call ended: what it was, and with which codes it was refused, if it was. */
function endOf({ deed, answer }: History['calls'][number]): string {
  if (answer === undefined) return 'no answer';
  const refusal = answer.match(/\b[A-Z_]+(?= (?:id|input))/g);
  return `${deed.what} ${refusal?.join(' ') ?? 'done'}`;
}

/** Without enough of each nothing would be shown. */
const ENDS = [
  ...['book done', 'book BOOKING_CONFLICT', 'book UNAVAILABLE', 'book UNAVAILABLE BOOKING_CONFLICT', 'book NOT_FOUND'],
  ...['move done', 'move BOOKING_CONFLICT', 'move UNAVAILABLE', 'move INVALID_STATUS', 'move STALE'],
  ...['confirm done', 'confirm INVALID_STATUS', 'cancel done', 'cancel INVALID_STATUS'],
  ...['block done', 'unblock done', 'unblock NOT_FOUND', 'delete done', 'delete IN_USE'],
  ...['read done', 'conflicts done', 'no answer'],
];
const ENOUGH = 3;

/** With how many others about the same resource a call went on, on average. */
function othersMeanwhile(history: History): number {
  const calls = history.calls.filter(it => it.answer !== undefined && it.deed.what !== 'conflicts');
  const pairs = calls.flatMap(a =>
    calls.filter(b => b !== a && b.thing === a.thing && b.askedAt < a.answeredAt && a.askedAt < b.answeredAt),
  );
  return pairs.length / calls.length;
}

test('what many clients were answered at once could have been answered to one after the other', async () => {
  console.log(`TEST_SEED=${randomSeed}`);
  const urls = await start(app.databaseUrl);
  const histories: History[] = [];
  for (let round = 0; round < ROUNDS; round++) histories.push(await play({ app, urls }, randomSeed + round));
  const divergences = histories.flatMap(divergencesOf);
  if (divergences.length > 0) expect.fail(divergences.map(tellDivergence).join('\n\n'));
  const calls = histories.flatMap(it => it.calls);
  const ends = Map.groupBy(calls, endOf);
  expect(ENDS.filter(end => (ends.get(end)?.length ?? 0) < ENOUGH)).toEqual([]);
  for (const history of histories) expect(othersMeanwhile(history)).toBeGreaterThan(1);
  console.log(`${calls.length} calls: ${ENDS.map(end => `${end} ${ends.get(end)?.length}`).join(', ')}`);
}, 300_000);

/** Servers that are broken on purpose, each in one place, on a database that has no last word. */
const BROKEN: Readonly<Record<string, Mutation>> = {
  'does not look whether a time is taken': { module: 'reservations/booking.js', find: 'conflicts.length > 0', replace: 'false' },
  'lets any status follow any other': {
    module: 'reservation.service.js',
    find: '!NEXT[reservation.status].includes(status)',
    replace: 'false',
  },
  // SQLite has one writer at a time, with or without.
  ...(databaseKind === 'postgresql' && {
    'looks and then writes, without a lock': { module: 'postgresql-dialect.js', find: ' for no key update', replace: '' },
  }),
};

test.each(Object.entries(BROKEN))(
  'a server that %s is found out',
  async (_, mutation) => {
    await dropNoOverlap(unguarded);
    const urls = await start(unguarded.databaseUrl, mutation);
    let found: Divergence<Deed> | undefined;
    for (let round = 0; round < ROUNDS && !found; round++) {
      // Errors count for nothing here: without its lock a server has some of those, too.
      found = divergencesOf(await play({ app: unguarded, urls }, randomSeed + round)).find(it => !it.call.answer?.endsWith('_ERROR'));
    }
    if (!found) return expect.fail('every answer was explained');
    console.log(tellDivergence(found));
  },
  300_000,
);

async function dropNoOverlap(app: TestApp): Promise<void> {
  const drops =
    databaseKind === 'sqlite'
      ? [sql`drop trigger if exists reservations_no_overlap_insert`, sql`drop trigger if exists reservations_no_overlap_update`]
      : [sql`alter table reservations drop constraint if exists reservations_no_overlap`];
  for (const drop of drops) await runByHand(app, drop);
}
