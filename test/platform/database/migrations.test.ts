import { describe, expect, onTestFinished, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { type Database, openDatabase } from '../../../src/platform/database/database.js';
import { migrateDown, migrateUp, pendingMigrations } from '../../../src/platform/database/migrations.js';
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
    expect(await database.orm.migrator.checkSchema()).toBe(false);
  });
});
