import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, type QueryResult, SqliteDialect, SqliteDriver } from 'kysely';
import { RequestError } from '../errors/request-error.js';
import { LruMap } from '../lru-map.js';
import type { Dialect } from './dialect.js';
import { OneOf, type Sql, type SqlValue, sql, text, textOf } from './sql.js';

type Connection = Database.Database;

const KEPT_STATEMENTS = 500;
const WAIT_FOR_LOCK_MS = 5_000;
const WAL_PAGES_BEFORE_CHECKPOINT = 1_000;

const knownTexts = new WeakMap<readonly string[], string>();

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  forUpdate: text(''),
  render(statement: Sql) {
    return {
      text: textOf(statement, knownTexts, value => (value instanceof OneOf ? 'in (select value from json_each(?))' : '?')),
      values: statement.values.map(value => (value instanceof OneOf ? JSON.stringify(value.values) : toStored(value))),
    };
  },
  hasAll: (column, values) =>
    sql`not exists (select 1 from json_each(${JSON.stringify(values)}) wanted where wanted.value not in (select value from json_each(${column})))`,
  elementsOf: json => sql`(select key as n, value from json_each(${json}))`,
  turn: text(''),
  millisBetween: (from, to) => sql`(${to} - ${from})`,
};

function toStored(value: SqlValue): string | number | null {
  if (value instanceof Date) return value.getTime();
  // SQLite would take it for the end of the text; PostgreSQL refuses it.
  if (typeof value === 'string' && value.includes('\0')) {
    throw new RequestError('BAD_USER_INPUT', 'A text has a character that cannot be stored.');
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value;
}

/** Opens a file for writing; the journal is synced at every commit, so that what was acknowledged survives a power cut. */
export function openForWriting(file: string): Connection {
  const connection = new Database(file);
  connection.pragma('journal_mode = wal');
  connection.pragma('synchronous = full');
  connection.pragma('foreign_keys = on');
  // Waiting inside SQLite would stop the whole process: the driver below waits outside instead.
  connection.pragma('busy_timeout = 0');
  connection.pragma(`wal_autocheckpoint = ${WAL_PAGES_BEFORE_CHECKPOINT}`);
  understandUnicode(connection);
  return connection;
}

/** A connection of its own for reads: a page is never kept waiting by an open transaction. */
export function openForReading(file: string): Connection {
  const connection = new Database(file, { readonly: true });
  connection.pragma('busy_timeout = 250');
  connection.pragma('mmap_size = 268435456');
  connection.pragma('cache_size = -65536');
  understandUnicode(connection);
  return connection;
}

/** SQLite's own lower() knows ASCII only. */
function understandUnicode(connection: Connection): void {
  connection.function('lower', { deterministic: true }, value => (typeof value === 'string' ? value.toLowerCase() : value));
}

/** Prepared statements by their text; the least recently used are dropped. */
export class PreparedStatements {
  readonly #kept = new LruMap<string, Database.Statement<unknown[]>>(KEPT_STATEMENTS);

  constructor(readonly connection: Connection) {}

  get(statement: string): Database.Statement<unknown[]> {
    const known = this.#kept.get(statement);
    if (known) return known;
    const prepared = this.connection.prepare<unknown[]>(statement);
    this.#kept.set(statement, prepared);
    return prepared;
  }
}

/**
 * Kysely's SQLite dialect with two differences: a transaction takes the write lock at its start (`begin immediate`), so that what it
 * read cannot have changed when it writes; and statements with parameters are prepared once.
 */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super({ database: connection });
    this.#connection = connection;
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#connection);
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #connection: PreparingConnection;

  constructor(connection: Connection) {
    super({ database: connection });
    this.#connection = new PreparingConnection(connection);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const deadline = Date.now() + WAIT_FOR_LOCK_MS;
    for (let pause = 2; ; pause = Math.min(pause * 2, 50)) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > deadline) {
          // Kysely keeps the connection for ever when this throws; the first statement throws it instead, and the rollback gives it back.
          this.#connection.failure = error;
          return;
        }
        await sleep(pause);
      }
    }
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    this.#connection.failure = undefined;
    // SQLite rolls back by itself when the disk is full or a statement was interrupted.
    if (this.#connection.inTransaction) await super.rollbackTransaction(connection);
  }
}

class PreparingConnection implements DatabaseConnection {
  /** Why the transaction did not begin. */
  failure: unknown;
  readonly #statements: PreparedStatements;

  constructor(connection: Connection) {
    this.#statements = new PreparedStatements(connection);
  }

  get inTransaction(): boolean {
    return this.#statements.connection.inTransaction;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.failure) throw this.failure;
    // The ORM writes its values into the text: such a text never comes again and is not worth keeping.
    const statement =
      query.parameters.length > 0 ? this.#statements.get(query.sql) : this.#statements.connection.prepare<unknown[]>(query.sql);
    if (statement.reader) return { rows: statement.all(...query.parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(...query.parameters);
    return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#statements.get(query.sql).iterate(...query.parameters)) yield { rows: [row as R] };
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}
