import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/sqlite';
import Sqlite from 'better-sqlite3';
import type { OpenDriver } from './database.js';
import { PreparedStatements } from './prepared-statements.js';
import { ReadingAside } from './reading-aside.js';
import { openForReading, openForWriting } from './sqlite-connections.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { BindingSqliteDriver } from './sqlite-orm.js';
import { WriterDialect } from './sqlite-writer.js';

export async function openSqlite(options: Partial<Options>): Promise<OpenDriver> {
  const file = options.dbName as string;
  makeFolder(dirname(file));
  const writer = openForWriting(file);
  const orm = new MikroORM({ ...(options as object), driver: BindingSqliteDriver, driverOptions: new WriterDialect(writer) });
  const reader = new PreparedStatements(openForReading(file));
  const aside = new ReadingAside(file);
  return {
    orm,
    dialect: sqliteDialect,
    read: (text, values) => reader.get(text).all(...values) as object[],
    ask: () => reader.get('select 1').all(),
    readAside: (text, values) => aside.read(text, values),
    close: async () => {
      await aside.close();
      reader.connection.close();
      await orm.close(true);
      if (writer.open) writer.close();
    },
  };
}

/** What keeps the folder from being made keeps the database from being opened, and is told as SQLite tells that. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Sqlite.SqliteError((error as Error).message, 'SQLITE_CANTOPEN');
  }
}
