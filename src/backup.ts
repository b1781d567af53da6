import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { CommandError } from './commands/command.js';
import type { Config } from './config.js';
import { overlappingReservations } from './modules/reservations/reservation.constraints.js';
import { overlappingSessions } from './modules/sessions/session.constraints.js';
import type { Sql } from './platform/database/sql.js';
import { backUpSqlite, putInPlace } from './platform/database/sqlite-backup.js';
import type { Connection } from './platform/database/sqlite-connections.js';
import { sqliteDialect } from './platform/database/sqlite-dialect.js';
import { secretFileOf } from './secret.js';

interface BackedUp {
  /** The copy, and the secret's if there is one. */
  readonly files: readonly string[];
  readonly rowsByTable: ReadonlyMap<string, number>;
}

/** Copies the database, which may be in use, to `target`, and development's own secret to `<target>.secret`. */
export function backUp({ databaseUrl, secrets }: Pick<Config, 'databaseUrl' | 'secrets'>, target: string, replace: boolean): BackedUp {
  if (!databaseUrl.startsWith('sqlite:')) throw new CommandError(onPostgresql(target));
  const source = databaseUrl.slice('sqlite:'.length);
  const secretFile = secretFileOf(databaseUrl);
  const copies = [target, ...(!secrets && existsSync(secretFile) ? [`${target}.secret`] : [])];
  refuseTarget(source, copies, replace);
  let rowsByTable: ReadonlyMap<string, number> = new Map();
  try {
    backUpSqlite(source, target, copy => {
      refuseUnsound(copy);
      rowsByTable = countRows(copy);
    });
    if (copies[1]) copySecret(secretFile, copies[1]);
  } catch (error) {
    throw isFromOutside(error) ? new CommandError(`The backup could not be written: ${error.message}.`) : error;
  }
  return { files: copies, rowsByTable };
}

function onPostgresql(target: string): string {
  return `DATABASE_URL names a PostgreSQL database, which its own tools copy while it is in use:
  pg_dump --format=custom --file='${target}' "$DATABASE_URL"
and bring back into an empty database:
  pg_restore --exit-on-error --single-transaction --no-owner --dbname="$DATABASE_URL" '${target}'`;
}

function refuseTarget(source: string, copies: readonly string[], replace: boolean): void {
  if (!existsSync(source)) throw new CommandError(`There is no database at ${source}, which DATABASE_URL names.`);
  const folder = dirname(copies[0] ?? '');
  if (!existsSync(folder)) throw new CommandError(`There is no folder ${folder}.`);
  const own = ['', '-wal', '-shm'].map(end => resolve(`${source}${end}`));
  if (copies.some(copy => own.includes(resolve(copy)))) throw new CommandError('A backup cannot take the place of the database itself.');
  const taken = replace ? undefined : copies.find(copy => existsSync(copy));
  if (taken) throw new CommandError(`${taken} exists already. With --replace the new backup takes its place.`);
}

function refuseUnsound(copy: Connection): void {
  const findings = [
    ...(copy.pragma('integrity_check') as { integrity_check: string }[]).map(it => it.integrity_check).filter(it => it !== 'ok'),
    ...(copy.pragma('foreign_key_check') as { table: string; parent: string }[]).map(it => `a row of ${it.table} lacks its ${it.parent}`),
    ...findIn(copy, overlappingReservations).map(id => `reservation ${id} overlaps another`),
    ...findIn(copy, overlappingSessions).map(id => `session ${id} overlaps another of its trainer`),
  ];
  if (findings.length > 0) throw new CommandError(`The database is damaged, and was not backed up: ${findings.slice(0, 5).join('; ')}.`);
}

function findIn(copy: Connection, statement: Sql): string[] {
  return copy.prepare<[], string>(sqliteDialect.render(statement).text).pluck().all();
}

function countRows(copy: Connection): Map<string, number> {
  const tables = copy
    .prepare<[], string>(`select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`)
    .pluck()
    .all();
  return new Map(tables.map(table => [table, copy.prepare<[], number>(`select count(*) from "${table}"`).pluck().get() ?? 0]));
}

function copySecret(secretFile: string, target: string): void {
  const partial = `${target}.${process.pid}.partial`;
  try {
    copyFileSync(secretFile, partial);
    chmodSync(partial, 0o600);
    putInPlace(partial, target);
  } finally {
    rmSync(partial, { force: true });
  }
}

/** From the file system or from SQLite, which has met something there. */
function isFromOutside(error: unknown): error is Error {
  return error instanceof Sqlite.SqliteError || (error instanceof Error && 'syscall' in error);
}
