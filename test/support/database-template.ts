import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { entities } from '../../src/app.js';
import { openDatabase } from '../../src/platform/database/database.js';
import { migrateUp } from '../../src/platform/database/migrations.js';

/** The migrated database that every test file gets a copy of. `server` is the PostgreSQL that holds it; what is `durable` waits for the disk there. */
export type DatabaseTemplate =
  | { readonly kind: 'sqlite'; readonly folder: string; readonly file: string }
  | { readonly kind: 'postgresql'; readonly server: string; readonly name: string; readonly durable: boolean };

declare module 'vitest' {
  interface ProvidedContext {
    databaseTemplate: DatabaseTemplate;
    /** A folder of this run, for what its test files share. */
    sharedFolder: string;
  }
}

const POSTGRESQL = process.env['TEST_POSTGRESQL_URL'] ?? 'postgresql://postgres@127.0.0.1:5432/postgres';

/** Migrates one database before all tests; `TEST_DATABASE=postgresql` chooses PostgreSQL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'amphi-test-'));
  project.provide('sharedFolder', folder);
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  if (process.env['TEST_DATABASE'] !== 'postgresql') {
    const file = join(folder, 'template.db');
    await migrate(`sqlite:${file}`);
    project.provide('databaseTemplate', { kind: 'sqlite', folder, file });
    return removeFolder;
  }
  const name = `amphi_test_${process.pid}`;
  await command(POSTGRESQL, `create database ${name}`);
  await migrate(urlOf(POSTGRESQL, name));
  project.provide('databaseTemplate', { kind: 'postgresql', server: POSTGRESQL, name, durable: project.config.mode === 'resilience' });
  return async () => {
    await removeFolder();
    await dropAll(name);
  };
}

async function migrate(url: string): Promise<void> {
  const database = await openDatabase(url, entities);
  await migrateUp(database);
  await database.close();
}

/** The same server, another database. */
export function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** The template and every copy that a test file could not drop itself. */
async function dropAll(template: string): Promise<void> {
  const copies = await command<{ datname: string }>(POSTGRESQL, `select datname from pg_database where datname like '${template}\\_%'`);
  for (const { datname } of [...copies, { datname: template }])
    await command(POSTGRESQL, `drop database if exists ${datname} with (force)`);
}

/** Runs one statement outside of any transaction. */
export async function command<R extends object>(server: string, statement: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}
