import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync, type StatsFs, statfsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Finding, fail, ok, warn } from './finding.js';

const MB = 1024 ** 2;
const LEAST_FREE_BYTES = 100 * MB;
const WANTED_FREE_BYTES = 1024 * MB;

const OTHERS = 0o007;
const GROUP_AND_OTHERS = 0o077;

/** Windows has no such bits. */
const hasModes = process.platform !== 'win32';

/** Development's own secret: whoever reads it can make tokens. */
export function checkSecretFile(file: string): Finding {
  if (!existsSync(file)) return ok('secret', 'The first start makes one.');
  const mode = statSync(file).mode & 0o777;
  if (hasModes && mode & GROUP_AND_OTHERS)
    return fail('secret', `${file} can be read by others (mode ${mode.toString(8)}).`, `chmod 600 '${file}'`);
  return ok('secret', file);
}

/** SQLite's file, and the folder that its journal is written to beside it. */
export function checkDatabaseFile(file: string): Finding {
  const folder = nearestFolder(file);
  if (!isWritableFolder(folder)) {
    return fail(
      'database file',
      `Nothing can be written to ${folder}, and SQLite keeps its journal there.`,
      'Give the folder to who runs the server.',
    );
  }
  if (!existsSync(file)) return ok('database file', `The first start makes ${file}.`);
  if (!isWritableFile(file)) return fail('database file', `${file} cannot be written.`, 'Give the file to who runs the server.');
  const mode = statSync(file).mode & 0o777;
  if (hasModes && mode & OTHERS)
    return warn('database file', `${file} can be read by everybody here (mode ${mode.toString(8)}).`, `chmod o-rwx '${file}'*`);
  return ok('database file', file);
}

/** What is left where the database grows. */
export function checkDisk(file: string, statfs: (folder: string) => Pick<StatsFs, 'bavail' | 'bsize'> = statfsSync): Finding {
  const folder = nearestFolder(file);
  const { bavail, bsize } = statfs(folder);
  const free = bavail * bsize;
  const found = `${Math.floor(free / MB)} MB are free at ${folder}.`;
  const mend = 'Make room: a full disk refuses every write.';
  if (free < LEAST_FREE_BYTES) return fail('disk', found, mend);
  return free < WANTED_FREE_BYTES ? warn('disk', found, mend) : ok('disk', found);
}

/** The folder of a file, or the one above in which it will be made. */
function nearestFolder(file: string): string {
  let folder = dirname(resolve(file));
  while (!existsSync(folder)) folder = dirname(folder);
  return folder;
}

/** By trying: what is allowed depends on more than bits. */
function isWritableFolder(folder: string): boolean {
  return succeeds(() => rmdirSync(mkdtempSync(join(folder, '.amphi-doctor-'))));
}

function isWritableFile(file: string): boolean {
  return succeeds(() => closeSync(openSync(file, 'r+')));
}

function succeeds(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
