import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/sqlite';
import type { OpenDriver } from './driver.js';
import { PreparedStatements } from './prepared-statements.js';
import { ReadingAside } from './reading-aside.js';
import { openForReading, openForWriting } from './sqlite-connections.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { BindingSqliteDriver } from './sqlite-orm.js';
import { WriterDialect } from './sqlite-writer.js';

export async function openSqlite(options: Partial<Options>): Promise<OpenDriver> {
  const file = options.dbName as string;
  mkdirSync(dirname(file), { recursive: true });
  const writer = openForWriting(file);
  const dialect = new WriterDialect(writer);
  const orm = new MikroORM({ ...(options as object), driver: BindingSqliteDriver, driverOptions: dialect });
  const reader = new PreparedStatements(openForReading(file));
  const aside = new ReadingAside(file);
  return {
    orm,
    dialect: sqliteDialect,
    read: (text, values) => reader.get(text).all(...values) as object[],
    ask: () => reader.get('select 1').all(),
    pool: () => ({ open: 1, ...dialect.turns }),
    readAside: (text, values) => aside.read(text, values),
    close: async () => {
      await aside.close();
      reader.connection.close();
      await orm.close(true);
      if (writer.open) writer.close();
    },
  };
}
