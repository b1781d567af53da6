import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { entities } from '../../../src/app.js';
import { type Database, openDatabase } from '../../../src/platform/database/database.js';
import { migrateDown, migrateUp, migratorOf, pendingMigrations } from '../../../src/platform/database/migrations.js';
import { sql } from '../../../src/platform/database/sql.js';
import { createDatabase, databaseKind } from '../../support/database.js';

async function emptyDatabase(): Promise<Database> {
  const { url, drop } = await createDatabase({ empty: true });
  const database = await openDatabase(url, entities);
  onTestFinished(async () => {
    await database.close();
    await drop();
  });
  return database;
}

/** Everything that the migrations make, each with how it is defined; what is left without them when there are none. */
async function schemaOf(database: Database): Promise<unknown[]> {
  if (databaseKind === 'sqlite') {
    return database.rows(
      sql`select type, name, sql from sqlite_master where name not like 'mikro_orm%' and name not like 'sqlite_%' order by type, name`,
    );
  }
  return database.rows(sql`
    select 'column' as type, table_name || '.' || column_name as name, data_type || is_nullable || coalesce(column_default, '') as sql
      from information_schema.columns where table_schema = 'public' and table_name not like 'mikro_orm%'
    union all select 'index', indexname, indexdef from pg_indexes where schemaname = 'public' and tablename not like 'mikro_orm%'
    union all select 'constraint', conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text not like 'mikro_orm%'
    order by type, name`);
}

describe('the migrations', () => {
  test('go up, all the way down and up again to the same schema', async () => {
    const database = await emptyDatabase();
    const applied = await migrateUp(database);
    expect(applied.length).toBeGreaterThan(0);
    expect(await pendingMigrations(database)).toEqual([]);
    const schema = await schemaOf(database);
    expect(schema.length).toBeGreaterThan(10);

    for (const name of applied.toReversed()) expect(await migrateDown(database)).toEqual([name]);
    expect(await pendingMigrations(database)).toEqual(applied);
    expect(await schemaOf(database)).toEqual([]);

    expect(await migrateUp(database)).toEqual(applied);
    expect(await schemaOf(database)).toEqual(schema);
  });

  test('applied again change nothing', async () => {
    const database = await emptyDatabase();
    await migrateUp(database);
    expect(await migrateUp(database)).toEqual([]);
  });

  test('bring the database to what the entities say', async () => {
    const database = await emptyDatabase();
    await migrateUp(database);
    expect(await (await migratorOf(database)).checkSchema()).toBe(false);
  });

  test.each([0, 1, 2])(
    'bring the database to what the entities say, also when the clock ticks while they are looked at: %i',
    async phase => {
      const now = Date.now();
      let looks = phase;
      vi.spyOn(Date, 'now').mockImplementation(() => now + (looks++ % 3 === 0 ? 0 : 1));
      const database = await emptyDatabase();
      await migrateUp(database);
      expect(await (await migratorOf(database)).checkSchema()).toBe(false);
    },
  );

  test('are applied once by servers that start at the same moment, and each of them starts', async () => {
    const { url, drop } = await createDatabase({ empty: true });
    const servers = await Promise.all([1, 2, 3].map(() => openDatabase(url, entities)));
    onTestFinished(async () => {
      for (const server of servers) await server.close();
      await drop();
    });
    const applied = (await Promise.all(servers.map(migrateUp))).flat();
    expect(applied.length).toBeGreaterThan(0);
    expect(applied).toEqual([...new Set(applied)]);
    for (const server of servers) expect(await pendingMigrations(server)).toEqual([]);
  });

  test('bring each of several databases of one process to what the entities say', async () => {
    for (const database of [await emptyDatabase(), await emptyDatabase()]) {
      await migrateUp(database);
      expect(await (await migratorOf(database)).checkSchema()).toBe(false);
    }
  });
});
