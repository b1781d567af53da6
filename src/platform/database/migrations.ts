import { readdirSync } from 'node:fs';
import type { Migrator } from '@mikro-orm/migrations';
import type { Database } from './database.js';
import { migrationsFolder } from './orm-options.js';
import { sql } from './sql.js';

/** Applies every pending migration; answers their names. */
export async function migrateUp(database: Database): Promise<string[]> {
  if (await isUpToDate(database)) return [];
  return (await (await migratorOf(database)).up()).map(migration => migration.name);
}

/** Takes back the last migration; answers its name. */
export async function migrateDown(database: Database): Promise<string[]> {
  return (await (await migratorOf(database)).down()).map(migration => migration.name);
}

export async function pendingMigrations(database: Database): Promise<string[]> {
  return (await (await migratorOf(database)).getPending()).map(migration => migration.name);
}

/** MikroORM's migrator. Only a start that has something to migrate waits for it to load. */
export async function migratorOf({ orm }: Pick<Database, 'orm'>): Promise<Migrator> {
  const { Migrator } = await import('@mikro-orm/migrations');
  return new Migrator(orm.em);
}

async function isUpToDate(database: Database): Promise<boolean> {
  const names = readdirSync(migrationsFolder(database.dialect.name)).flatMap(file => file.match(/^(Migration.*)\.[jt]s$/)?.[1] ?? []);
  try {
    const applied = await database.rows<{ name: string }>(sql`select name from mikro_orm_migrations`);
    return names.every(name => applied.some(it => it.name === name));
  } catch {
    // There is no such table or no database yet, which the migrator makes, or no way to it, which the migrator tells.
    return false;
  }
}
