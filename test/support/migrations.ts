import type { Migration } from '@mikro-orm/migrations';
import type { Database } from '../../src/platform/database/database.js';

/** From now on these are all the migrations that there are for this database, in place of those in the folder. */
export function useMigrations({ orm }: Database, migrations: Record<string, new (...args: never[]) => Migration>): void {
  const list = Object.entries(migrations).map(([name, migration]) => ({ name, class: migration }));
  const config = orm.config as { get(key: 'migrations'): object; set(key: 'migrations', value: object): void };
  config.set('migrations', { ...config.get('migrations'), migrationsList: list });
}
