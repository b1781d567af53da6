import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { holdWriters } from './interruptions.js';
import type { ServerProcess } from './server-process.js';

/** What keeps a server from writing its database, and not from reading it. */
export interface Obstacle {
  /** As the server names it. */
  readonly databaseUrl: string;
  /** A command to start the server through. */
  readonly through?: readonly string[];
  /** As this process names it while the server runs. */
  seenFrom(server: ServerProcess): string;
  begin(server: ServerProcess): Promise<unknown>;
  end(server: ServerProcess): Promise<unknown>;
  remove(): void;
  /** Whether it may break in between a commit and its answer. */
  readonly losesAnswers?: boolean;
}

/** A namespace for mounts that nobody else sees, and that goes with its last process. */
const IN_ITS_OWN_NAMESPACE = ['unshare', '--user', '--map-root-user', '--mount'];

/** Not in every container, and not on every system. */
export function mayMount(): boolean {
  const [command = '', ...rest] = [...IN_ITS_OWN_NAMESPACE, 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()];
  return spawnSync(command, rest).status === 0;
}

/** A disk of 16 MB, on which somebody else leaves no room. */
export function fullDisk(file: string): Obstacle {
  const folder = mkdtempSync(join(tmpdir(), 'amphi-disk-'));
  const seenIn = (server: ServerProcess, name: string) => `/proc/${server.pid}/root${join(folder, name)}`;
  const mountAndCopy = 'mount -t tmpfs -o size=16m tmpfs "$0" && cp "$1" "$0/amphi.db" && shift && exec "$@"';
  return {
    databaseUrl: `sqlite:${join(folder, 'amphi.db')}`,
    through: [...IN_ITS_OWN_NAMESPACE, 'sh', '-c', mountAndCopy, folder, file],
    seenFrom(server) {
      const copy = join(folder, 'seen.db');
      // While it stands still, its files fit each other. SQLite itself cannot open them from outside of the namespace.
      process.kill(server.pid, 'SIGSTOP');
      for (const end of ['', '-wal']) copyFileSync(seenIn(server, `amphi.db${end}`), `${copy}${end}`);
      process.kill(server.pid, 'SIGCONT');
      return `sqlite:${copy}`;
    },
    begin: async server => fill(seenIn(server, 'somebody-elses')),
    end: async server => rmSync(seenIn(server, 'somebody-elses')),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

/** Writes a file until there is no room for one byte more. */
function fill(file: string): void {
  const descriptor = openSync(file, 'w');
  try {
    for (const size of [1_048_576, 4_096, 1]) writeUntilFull(descriptor, Buffer.alloc(size));
  } finally {
    closeSync(descriptor);
  }
}

function writeUntilFull(descriptor: number, chunk: Buffer): void {
  try {
    for (;;) writeSync(descriptor, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

/** No file of the server may grow any more: as on a full disk, where none can be mounted. */
export function filesThatMayNotGrow(file: string): Obstacle {
  return limitedTo(file, copy => Math.max(...[copy, `${copy}-wal`].map(it => statSync(it).size)));
}

/** Nothing can be written to any file, new or old: as on a disk that became read-only because it is broken. */
export function filesThatCannotBeWritten(file: string): Obstacle {
  return limitedTo(file, () => 0);
}

function limitedTo(file: string, sizeOf: (copy: string) => number): Obstacle {
  const copy = copyOf(file);
  const limit = (server: ServerProcess, bytes: number | 'unlimited') =>
    execFileSync('prlimit', ['--pid', String(server.pid), `--fsize=${bytes}:`]);
  return { ...inPlace(copy), begin: async server => limit(server, sizeOf(copy)), end: async server => limit(server, 'unlimited') };
}

/** Another process holds SQLite's lock for writers. */
export function lockedFile(file: string): Obstacle {
  const copy = copyOf(file);
  let release = async (): Promise<void> => {};
  const begin = async () => {
    release = await holdWriters(`sqlite:${copy}`);
  };
  return { ...inPlace(copy), begin, end: () => release() };
}

function copyOf(file: string): string {
  const copy = `${file}.${crypto.randomUUID()}`;
  copyFileSync(file, copy);
  return copy;
}

function inPlace(file: string): Pick<Obstacle, 'databaseUrl' | 'seenFrom' | 'remove'> {
  const databaseUrl = `sqlite:${file}`;
  const remove = () => {
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  };
  return { databaseUrl, seenFrom: () => databaseUrl, remove };
}

/** What PostgreSQL says where the disk of its tables is full. A disk of its own it could only be given by who runs it. */
export function fullTables(databaseUrl: string): Obstacle {
  const refusing = `
    create function no_room() returns trigger language plpgsql as $$ begin
      raise exception 'could not extend file "base/16384/16432": No space left on device' using errcode = 'disk_full', hint = 'Check free disk space.';
    end $$;
    create trigger no_room before insert or update on reservations for each row execute function no_room()`;
  return {
    ...onPostgresql(databaseUrl),
    begin: () => runOn(databaseUrl, refusing),
    end: () => runOn(databaseUrl, 'drop function no_room cascade'),
  };
}

/** The database takes no writes: as a standby, or one that somebody made so. */
export function readOnlyDatabase(databaseUrl: string): Obstacle {
  const name = `"${new URL(databaseUrl).pathname.slice(1)}"`;
  // A session keeps what it began with.
  const endOthers = 'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
  const set = (readOnly: string) =>
    runOn(databaseUrl, `alter database ${name} set default_transaction_read_only = ${readOnly}; ${endOthers}`);
  return { ...onPostgresql(databaseUrl), begin: () => set('on'), end: () => set('off'), losesAnswers: true };
}

function onPostgresql(databaseUrl: string): Pick<Obstacle, 'databaseUrl' | 'seenFrom' | 'remove'> {
  return { databaseUrl, seenFrom: () => databaseUrl, remove: () => undefined };
}

async function runOn(databaseUrl: string, statements: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c default_transaction_read_only=off' });
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
