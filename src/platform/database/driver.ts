import type { MikroORM as PostgreSqlOrm } from '@mikro-orm/postgresql';
import type { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import type { Dialect } from './dialect.js';

export type Orm = SqliteOrm | PostgreSqlOrm;

export interface Pool {
  readonly open: number;
  readonly busy: number;
  /** How many wait for one. */
  readonly waiting: number;
}

/** What lies behind one of the two databases. */
export interface OpenDriver {
  readonly orm: Orm;
  readonly dialect: Dialect;
  read(text: string, values: unknown[]): object[] | Promise<object[]>;
  /** Fails when the database does not answer in good time. */
  ask(): unknown;
  pool(): Pool;
  /** The same where it keeps nobody waiting; a database in a process of its own never does. */
  readAside?(text: string, values: unknown[]): Promise<object[]>;
  close(): Promise<void>;
}
