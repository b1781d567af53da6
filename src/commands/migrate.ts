import 'reflect-metadata';
import { MikroORM as PostgreSqlOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import { entities } from '../app.js';
import { readConfig } from '../config.js';
import { openDatabase } from '../platform/database/database.js';
import { migrateDown, migrateUp, pendingMigrations } from '../platform/database/migrations.js';
import { ormOptions } from '../platform/database/orm-options.js';
import { runCommand } from './command.js';

const USAGE = `npm run migrate -- <command>
  up       apply every pending migration to DATABASE_URL
  down     take back the last one
  pending  list those that are not applied; exits with 1 when there are any
  check    exits with 1 when the entities differ from the migrations of either database; needs no database
  create   write the migrations that bring both databases to the entities; needs no database`;

const commands: Record<string, () => Promise<boolean>> = {
  up: () => withDatabase(async database => print(await migrateUp(database), 'nothing to apply')),
  down: () => withDatabase(async database => print(await migrateDown(database), 'nothing to take back')),
  pending: () => withDatabase(async database => !print(await pendingMigrations(database), 'nothing is pending')),
  check: async () => {
    const drifted: string[] = [];
    for (const orm of await bothOrms()) {
      if (await orm.migrator.checkSchema()) drifted.push(orm.config.getDriver().constructor.name);
      await orm.close(true);
    }
    console.log(
      drifted.length > 0 ? `the entities have changed since the migrations for: ${drifted.join(', ')}` : 'migrations and entities agree',
    );
    return drifted.length === 0;
  },
  create: async () => {
    for (const orm of await bothOrms()) {
      const { fileName } = await orm.migrator.create();
      console.log(fileName || 'nothing has changed');
      await orm.close(true);
    }
    return true;
  },
};

/** One ORM for each database, connected to neither. */
async function bothOrms() {
  return [
    await SqliteOrm.init(ormOptions('sqlite::memory:', entities) as object),
    await PostgreSqlOrm.init(ormOptions('postgresql://localhost/none', entities) as object),
  ];
}

async function withDatabase(work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<boolean>): Promise<boolean> {
  const database = await openDatabase(readConfig().databaseUrl, entities);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

function print(names: readonly string[], nothing: string): boolean {
  console.log(names.length > 0 ? names.join('\n') : nothing);
  return names.length > 0;
}

const name = process.argv[2] ?? '';
const command = commands[name];
if (command) {
  await runCommand(USAGE, async () => {
    if (!(await command()) && ['pending', 'check'].includes(name)) process.exitCode = 1;
  });
} else {
  console.log(USAGE);
  process.exitCode = 2;
}
