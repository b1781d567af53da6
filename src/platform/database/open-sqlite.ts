import { closeSync, constants, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { EntityManager, MikroORM } from '@mikro-orm/sqlite';
import Sqlite from 'better-sqlite3';
import { withoutRawWrites } from '../audit/raw-writes.js';
import type { OpenDriver } from './driver.js';
import { SqliteAside } from './sqlite-aside.js';
import { openForReading, openForWriting } from './sqlite-connections.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { BindingSqliteDriver } from './sqlite-orm.js';
import { SqliteReader } from './sqlite-reader.js';
import { WriterDialect } from './sqlite-writer.js';

export async function openSqlite(options: Partial<Options>): Promise<OpenDriver> {
  const file = options.dbName as string;
  makeFile(file);
  const writer = openForWriting(file);
  const reader = new SqliteReader(openForReading(file), writer);
  const aside = new SqliteAside(file);
  const dialect = new WriterDialect(writer, reader, aside);
  const orm = new MikroORM({
    ...(options as object),
    entityManager: withoutRawWrites(EntityManager),
    driver: BindingSqliteDriver,
    driverOptions: dialect,
  });
  return {
    orm,
    dialect: sqliteDialect,
    read: (text, values) => reader.rows(text, values),
    ask: () => reader.rows('select 1', []),
    pool: () => ({ open: 1, ...dialect.turns }),
    readAside: (text, values) => aside.read(text, values),
    close: async () => {
      await aside.close();
      reader.close();
      await orm.close(true);
      if (writer.open) writer.close();
    },
  };
}

/** A file that is not there yet is made for its owner alone. What keeps it from being made is told as SQLite tells that. */
function makeFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, constants.O_RDONLY | constants.O_CREAT, 0o600));
  } catch (error) {
    throw new Sqlite.SqliteError(`unable to open database file: ${(error as Error).message}`, 'SQLITE_CANTOPEN');
  }
}
