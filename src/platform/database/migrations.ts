import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Migrator } from '@mikro-orm/migrations';
import { isAway } from '../errors/request-error.js';
import type { Database } from './database.js';
import { migrationsFolder } from './orm-options.js';
import { sql } from './sql.js';

const MOST_ATTEMPTS = 6;

/** Applies every pending migration; answers their names. Of servers that start at once, one applies them and the others wait for it. */
export async function migrateUp(database: Database): Promise<string[]> {
  for (let attempt = 1; !(await isUpToDate(database)); attempt++) {
    try {
      return await migrateAll(database);
    } catch (error) {
      // Another may be at it, and what this one began is undone. Whether it succeeded shows in a moment.
      if (attempt === MOST_ATTEMPTS) throw error;
      await sleep(50 * 2 ** attempt);
    }
  }
  return [];
}

/** Applies every migration that nobody has applied; answers their names. */
export async function migrateAll(database: Database): Promise<string[]> {
  const migrator = await migratorOf(database);
  return withoutForeignKeys(database, async () => (await migrator.up()).map(migration => migration.name));
}

/** Takes back the last migration; answers its name. */
export async function migrateDown(database: Database): Promise<string[]> {
  const migrator = await migratorOf(database);
  return withoutForeignKeys(database, async () => (await migrator.down()).map(migration => migration.name));
}

export async function pendingMigrations(database: Database): Promise<string[]> {
  return (await (await migratorOf(database)).getPending()).map(migration => migration.name);
}

/** What differs between the migrations here and those that are applied. Looks without making the migrator's table where there is none. */
export async function compareMigrations(database: Database): Promise<{ readonly pending: string[]; readonly unknown: string[] }> {
  const known = knownMigrations(database);
  const applied = await appliedMigrations(database);
  return { pending: known.filter(name => !applied.includes(name)), unknown: applied.filter(name => !known.includes(name)) };
}

/** MikroORM's migrator. Only a start that has something to migrate waits for it to load. */
export async function migratorOf({ orm }: Pick<Database, 'orm'>): Promise<Migrator> {
  const { Migrator } = await import('@mikro-orm/migrations');
  return new Migrator(orm.em);
}

/**
 * SQLite changes a column by making its table anew, and dropping the old one would take along what refers to it, or fail for it. Foreign
 * keys can be turned off only where no transaction is open, so not by the migration itself.
 */
async function withoutForeignKeys<R>({ dialect, orm }: Database, work: () => Promise<R>): Promise<R> {
  if (dialect.name !== 'sqlite') return work();
  const connection = orm.em.getConnection();
  await connection.execute('pragma foreign_keys = off');
  try {
    return await work();
  } finally {
    await connection.execute('pragma foreign_keys = on');
  }
}

function knownMigrations({ dialect }: Database): string[] {
  return readdirSync(migrationsFolder(dialect.name)).flatMap(file => file.match(/^(Migration.*)\.[jt]s$/)?.[1] ?? []);
}

async function isUpToDate(database: Database): Promise<boolean> {
  try {
    return (await compareMigrations(database)).pending.length === 0;
  } catch {
    // There is no way to the database, which the migrator tells.
    return false;
  }
}

async function appliedMigrations(database: Database): Promise<string[]> {
  try {
    return (await database.rows<{ name: string }>(sql`select name from mikro_orm_migrations`)).map(it => it.name);
  } catch (error) {
    // There is no such table yet, which the migrator makes.
    if (isAway(error)) throw error;
    return [];
  }
}
