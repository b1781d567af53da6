import type { Database } from './database.js';

/** Applies every pending migration; answers their names. */
export async function migrateUp({ orm }: Pick<Database, 'orm'>): Promise<string[]> {
  return (await orm.migrator.up()).map(migration => migration.name);
}

/** Takes back the last migration; answers its name. */
export async function migrateDown({ orm }: Pick<Database, 'orm'>): Promise<string[]> {
  return (await orm.migrator.down()).map(migration => migration.name);
}

export async function pendingMigrations({ orm }: Pick<Database, 'orm'>): Promise<string[]> {
  return (await orm.migrator.getPending()).map(migration => migration.name);
}
