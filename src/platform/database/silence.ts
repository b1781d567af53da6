import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { within } from '../within.js';

const LOOK_MS = 1_000;
/** So many looks in a row at which nothing had come over a connection in use make one wonder. */
const QUIET_LOOKS = 2;
const ANSWER_MS = 3_000;

/** What was seen of a connection in use. */
interface Seen {
  bytesRead: number;
  quietLooks: number;
}

/**
 * Gives up the connections of a pool when the database falls silent. A host that lost its power, or a network that swallows what it is given,
 * closes nothing, and whoever waits would wait as long as the longest statement may take. A statement that takes its time is no silence: when
 * nothing has come over a connection in use for a while, the database is asked over a new one, and only if that is not answered either are
 * all of them given up. Who waited is told, and whoever asks next does so over a new one.
 */
export function giveUpWhenSilent(pool: pg.Pool): void {
  const open = new Set<pg.PoolClient>();
  const inUse = new Map<pg.PoolClient, Seen>();
  pool.on('connect', client => void open.add(client));
  pool.on('remove', client => void open.delete(client));
  pool.on('acquire', client => void inUse.set(client, { bytesRead: -1, quietLooks: 0 }));
  pool.on('release', (_error, client) => void inUse.delete(client));
  const received = () => [...open].reduce((sum, client) => sum + streamOf(client).bytesRead, 0);
  let asking = false;
  const look = async () => {
    noteQuiet(inUse);
    if (asking || ![...inUse.values()].some(it => it.quietLooks >= QUIET_LOOKS)) return;
    asking = true;
    const before = received();
    // Whoever hears from it over one connection has not lost it.
    if (!(await answers(pool)) && received() === before) giveUp(open, inUse);
    asking = false;
  };
  const looking = setInterval(() => (pool.ending ? clearInterval(looking) : void look()), LOOK_MS).unref();
}

/** Idle ones first: who was told by one in use may ask again at once, and shall not get any of those. */
function giveUp(open: ReadonlySet<pg.PoolClient>, inUse: ReadonlyMap<pg.PoolClient, Seen>): void {
  for (const client of [...open.difference(inUse), ...inUse.keys()]) streamOf(client).destroy();
}

function noteQuiet(inUse: ReadonlyMap<pg.PoolClient, Seen>): void {
  for (const [client, seen] of inUse) {
    const { bytesRead } = streamOf(client);
    seen.quietLooks = bytesRead === seen.bytesRead ? seen.quietLooks + 1 : 0;
    seen.bytesRead = bytesRead;
  }
}

async function answers(pool: pg.Pool): Promise<boolean> {
  const client = new pg.Client(pool.options);
  client.on('error', () => undefined);
  // That it takes no more connections, say, is an answer as well.
  const answered = await within(
    ANSWER_MS,
    client.connect().then(
      () => true,
      (error: unknown) => error instanceof pg.DatabaseError,
    ),
  );
  if (answered) client.end().catch(() => undefined);
  else streamOf(client).destroy();
  // Where this process itself was held up, what came meanwhile is read first.
  if (!answered) await nextTurn();
  return answered ?? false;
}

/** What a connection's bytes come over; `pg` does not tell its type. */
export function streamOf(client: pg.ClientBase): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}
