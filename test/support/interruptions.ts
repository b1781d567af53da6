import { once } from 'node:events';
import { connect as connectTo, createServer, type Socket } from 'node:net';
import Database from 'better-sqlite3';
import pg from 'pg';
import { databaseKind } from './database.js';
import { whenFree } from './when-free.js';

/** Keeps every writer of the sites table waiting until the returned function is called. */
export async function holdWriters(databaseUrl: string): Promise<() => Promise<void>> {
  if (databaseKind === 'sqlite') {
    const connection = new Database(databaseUrl.slice('sqlite:'.length), { timeout: 0 });
    await whenFree(() => connection.exec('begin immediate'));
    return async () => {
      connection.exec('rollback');
      connection.close();
    };
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('begin; lock table sites in exclusive mode');
  return async () => {
    await client.query('rollback');
    await client.end();
  };
}

export interface Interruptible {
  readonly url: string;
  /** From now on the database does not answer, or takes no writes. */
  interrupt(): Promise<void>;
  restore(): Promise<void>;
  close(): Promise<void>;
}

/** A database that can go away: SQLite's file is locked by another process, PostgreSQL stands behind a line that is cut. */
export async function interruptible(databaseUrl: string): Promise<Interruptible> {
  return databaseKind === 'sqlite' ? lockable(databaseUrl) : cuttable(databaseUrl);
}

function lockable(url: string): Interruptible {
  let release = async (): Promise<void> => {};
  return {
    url,
    interrupt: async () => {
      release = await holdWriters(url);
    },
    restore: () => release(),
    close: async () => undefined,
  };
}

/** A line to a server, which can be cut: what was open is closed, and nothing new opens. */
export interface Line extends Interruptible {
  /** Nothing is closed, and nothing passes until it is restored. */
  stall(): void;
  /** The same, but what was open stays dead for ever, as when a host lost its power: only what opens from then on comes to life again. */
  swallow(): void;
}

const PORTS: Record<string, number> = { 'postgresql:': 5432, 'redis:': 6379 };

export async function cuttable(serverUrl: string): Promise<Line> {
  const target = new URL(serverUrl);
  const open = new Set<Socket>();
  const dead = new Set<Socket>();
  const held: (() => void)[] = [];
  let state: 'open' | 'cut' | 'stalled' = 'open';
  const line = createServer(client => {
    if (state === 'cut') return client.destroy();
    const server = connectTo(Number(target.port || PORTS[target.protocol]), target.hostname);
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      open.add(from);
      const pass = (deed: () => void) => {
        if (dead.has(from)) return;
        if (state === 'stalled') held.push(() => pass(deed));
        else deed();
      };
      from.on('data', chunk => pass(() => to.write(chunk)));
      from.on('end', () => pass(() => to.end()));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        pass(() => to.destroy());
      });
    }
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  const url = new URL(serverUrl);
  url.hostname = '127.0.0.1';
  url.port = String((line.address() as { port: number }).port);
  const interrupt = async () => {
    state = 'cut';
    for (const socket of open) socket.destroy();
  };
  const stall = () => {
    state = 'stalled';
  };
  return {
    url: url.href,
    interrupt,
    stall,
    swallow: () => {
      for (const socket of open) dead.add(socket);
      stall();
    },
    restore: async () => {
      state = 'open';
      for (const deed of held.splice(0)) deed();
    },
    close: async () => {
      await interrupt();
      line.close();
    },
  };
}
