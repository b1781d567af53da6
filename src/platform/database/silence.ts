import type { Socket } from 'node:net';
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
  let asking = false;
  const look = async () => {
    if (!isAnyQuiet(inUse) || asking) return;
    asking = true;
    if (!(await answers(pool))) for (const client of open) streamOf(client).destroy();
    asking = false;
  };
  const looking = setInterval(() => (pool.ending ? clearInterval(looking) : void look()), LOOK_MS).unref();
}

function isAnyQuiet(inUse: ReadonlyMap<pg.PoolClient, Seen>): boolean {
  for (const [client, seen] of inUse) {
    const { bytesRead } = streamOf(client);
    seen.quietLooks = bytesRead === seen.bytesRead ? seen.quietLooks + 1 : 0;
    seen.bytesRead = bytesRead;
  }
  return [...inUse.values()].some(it => it.quietLooks >= QUIET_LOOKS);
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
  return answered ?? false;
}

/** What a connection's bytes come over; `pg` does not tell its type. */
export function streamOf(client: pg.ClientBase): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream;
}
