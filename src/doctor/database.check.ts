import type { Secrets } from '../platform/access/secrets.js';
import type { Database } from '../platform/database/database.js';
import { compareMigrations } from '../platform/database/migrations.js';
import { sql } from '../platform/database/sql.js';
import { aheadOf, checkClock } from './clock.check.js';
import { type Finding, fail, ok, warn } from './finding.js';
import { differencesOf } from './schema-differences.js';
import { checkSecret } from './secret.check.js';

/** The oldest that it is tested with. */
const LEAST_POSTGRESQL = 15;

/** Everything about a database that answers. */
export async function checkDatabase(database: Database, secrets: Secrets | undefined): Promise<Finding[]> {
  const isPostgresql = database.dialect.name === 'postgresql';
  const migrations = await checkMigrations(database);
  // Before they are applied there is nothing to compare.
  const schema = migrations.status === 'ok' ? [checkSchema(await differencesOf(database))] : [];
  return [
    ...(isPostgresql
      ? [checkVersion(await versionOf(database)), checkExtension(await extensionOf(database))]
      : [await checkSqlite(database)]),
    migrations,
    ...schema,
    ...(schema.some(it => it.status !== 'fail') ? [await checkSecret(database, secrets)] : []),
    ...(isPostgresql ? [checkClock('PostgreSQL', await aheadOf(() => timeOf(database)))] : []),
  ];
}

export function checkVersion(version: string): Finding {
  if (Number.parseInt(version, 10) >= LEAST_POSTGRESQL) return ok('database', `PostgreSQL ${version}`);
  return warn('database', `PostgreSQL ${version} is older than what it was tested with.`, `Upgrade to ${LEAST_POSTGRESQL} or later.`);
}

async function versionOf(database: Database): Promise<string> {
  const [row] = await database.rows<{ version: string }>(sql`select current_setting('server_version') as version`);
  return row?.version ?? '';
}

async function timeOf(database: Database): Promise<number> {
  const [row] = await database.rows<{ now: number }>(sql`select clock_timestamp() as now`);
  return row?.now ?? Number.NaN;
}

/** The version that is installed in the database, null for one that could be, and undefined where there is none. */
async function extensionOf(database: Database): Promise<string | null | undefined> {
  const [row] = await database.rows<{ installed: string | null }>(
    sql`select installed_version as installed from pg_available_extensions where name = 'btree_gist'`,
  );
  return row?.installed;
}

export function checkExtension(installed: string | null | undefined): Finding {
  if (installed === undefined)
    return fail('btree_gist', 'The extension is not there, and without it a slot could be sold twice.', 'Install postgresql-contrib.');
  return ok('btree_gist', installed ?? 'The first migration creates it.');
}

async function checkSqlite(database: Database): Promise<Finding> {
  const [row] = await database.rows<{ version: string }>(sql`select sqlite_version() as version`);
  const damage = await database.rows<{ quick_check: string }>(sql`pragma quick_check(1)`);
  const [first] = damage;
  if (first && first.quick_check !== 'ok')
    return fail('database', `SQLite finds it damaged: ${first.quick_check}.`, 'Stop the server, and bring back the last backup.');
  return ok('database', `SQLite ${row?.version}`);
}

/** The server applies what is pending at its start; what only a newer one knows it leaves alone. */
async function checkMigrations(database: Database): Promise<Finding> {
  const { pending, unknown } = await compareMigrations(database);
  if (pending.length > 0) {
    return warn('migrations', `${pending.join(', ')} not applied.`, 'The next start applies them; or `npm run migrate -- up`.');
  }
  if (unknown.length > 0) {
    return warn('migrations', `${unknown.join(', ')} applied by a newer version than this one.`, 'Deploy that version here too.');
  }
  return ok('migrations', 'All are applied.');
}

/** `missing` is what the migrations made and is not there as they made it; `foreign` is what they did not. */
export function checkSchema({ missing, foreign }: Awaited<ReturnType<typeof differencesOf>>): Finding {
  if (missing.length > 0) {
    return fail('schema', `It is not what the migrations made: ${missing.join('; ')}.`, 'Undo by hand what was changed by hand.');
  }
  if (foreign.length > 0) {
    return warn('schema', `Something is there that no migration made: ${foreign.join('; ')}.`, 'Put it into a migration, or remove it.');
  }
  return ok('schema', 'It is what the migrations made.');
}
