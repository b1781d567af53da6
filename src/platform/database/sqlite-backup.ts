import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Connection, openForReading } from './sqlite-connections.js';

const WAIT_FOR_LOCK_MS = 10_000;

/**
 * Copies a database that others may be writing to, as it is at one moment: all that was committed before, and nothing of what came later.
 * It reads in one transaction, which stops no writer of a journal ahead (WAL); SQLite's backup interface would begin anew at each of their
 * commits. The file appears under its name when it is whole, on the disk and found good by `check`, which throws otherwise.
 */
export function backUpSqlite(source: string, target: string, check: (copy: Connection) => void): void {
  const partial = `${target}.${process.pid}.partial`;
  try {
    // There are hashes of passwords in it. SQLite fills a file that is there and empty.
    closeSync(openSync(partial, 'wx', 0o600));
    copyInto(source, partial);
    inspect(partial, check);
    putInPlace(partial, target);
  } finally {
    for (const end of ['', '-journal']) rmSync(`${partial}${end}`, { force: true });
  }
}

/** Gives a file that is whole its name; after a power cut, too, the name stands for all of it or for what it stood for before. */
export function putInPlace(partial: string, target: string): void {
  sync(partial, 'r+');
  renameSync(partial, target);
  // Windows knows no such thing as a folder that can be synced.
  if (process.platform !== 'win32') sync(dirname(target), 'r');
}

function copyInto(source: string, partial: string): void {
  const connection = openForReading(source);
  try {
    connection.pragma(`busy_timeout = ${WAIT_FOR_LOCK_MS}`);
    connection.prepare('vacuum into ?').run(partial);
  } finally {
    connection.close();
  }
}

function inspect(file: string, check: (copy: Connection) => void): void {
  const copy = openForReading(file);
  try {
    check(copy);
  } finally {
    copy.close();
  }
}

function sync(path: string, flags: string): void {
  const descriptor = openSync(path, flags);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
