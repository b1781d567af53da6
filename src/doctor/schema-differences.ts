import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entities } from '../app.js';
import { type Database, openDatabase } from '../platform/database/database.js';
import { migrateUp } from '../platform/database/migrations.js';
import { sql } from '../platform/database/sql.js';

/** How the schema of a database differs from what the migrations make. */
export interface SchemaDifferences {
  readonly missing: readonly string[];
  readonly foreign: readonly string[];
}

export function differencesOf(database: Database): Promise<SchemaDifferences> {
  return database.dialect.name === 'sqlite' ? differencesOnSqlite(database) : differencesOnPostgresql(database);
}

/** MikroORM compares the entities, with which the migrations agree, with what the database says of itself. */
async function differencesOnPostgresql({ orm }: Database): Promise<SchemaDifferences> {
  const statements = (await orm.schema.getUpdateSchemaSQL({ wrap: false }))
    .split(';\n')
    .map(it => it.trim())
    .filter(Boolean);
  const isForeign = (statement: string) => /^(drop |alter table \S+ drop )/.test(statement);
  // Something that was changed is dropped and made anew: then it is missing.
  const missing = statements.filter(it => !isForeign(it));
  return { missing, foreign: statements.filter(isForeign) };
}

/** MikroORM misreads triggers and generated keys here; but a new database is made in a moment, and SQLite keeps the words. */
async function differencesOnSqlite(database: Database): Promise<SchemaDifferences> {
  const folder = await mkdtemp(join(tmpdir(), 'amphi-doctor-'));
  const fresh = await openDatabase(`sqlite:${join(folder, 'fresh.db')}`, entities);
  try {
    await migrateUp(fresh);
    const [expected, found] = [await definitionsIn(fresh), await definitionsIn(database)];
    const isSame = (name: string) => found.get(name) === expected.get(name);
    return {
      missing: [...expected.keys()].filter(name => !isSame(name)),
      foreign: [...found.keys()].filter(name => !expected.has(name)),
    };
  } finally {
    await fresh.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function definitionsIn(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.rows<{ type: string; name: string; sql: string }>(
    sql`select type, name, sql from sqlite_master where sql is not null and name not like 'sqlite\\_%' escape '\\'`,
  );
  return new Map(rows.map(it => [`${it.type} ${it.name}`, it.sql]));
}
