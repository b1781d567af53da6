import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { LockMode, type Options } from '@mikro-orm/core';
import { MikroORM as PostgreSqlOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import type { QueryConfig } from 'pg';
import { ErrorCode } from '../errors/error-code.js';
import { refuse } from '../errors/user-error.js';
import type { Topics } from '../events/bus.js';
import { appendEvents, type Logged, type Published } from '../events/event-log.js';
import { translateDatabaseError } from './constraints.js';
import type { Dialect } from './dialect.js';
import type { EntityClass, Row } from './entity.js';
import { ormOptions } from './orm-options.js';
import { postgresqlDialect, preparePool, STATEMENT_MS } from './postgresql.js';
import type { RowSource } from './row-source.js';
import { oneOf, type Sql, sql } from './sql.js';
import { ImmediateSqliteDialect, openForReading, openForWriting, PreparedStatements, sqliteDialect } from './sqlite.js';
import { Table } from './table.js';
import { rowsInTransaction } from './transaction-rows.js';

type Orm = SqliteOrm | PostgreSqlOrm;
export type EntityManager = Orm['em'];

/** One transaction: entities to change, rows read inside it, and events that it writes into the log, to be told once it is committed. */
export interface Unit extends RowSource {
  readonly em: EntityManager;
  /** Loads entities and keeps every other writer off them until the end; always in the order of their ids, so that two never wait for each other. */
  lock<T extends object>(entity: EntityClass<T>, ids: readonly string[]): Promise<T[]>;
  /** The same for what is only looked at: rows, in place of entities. */
  hold<T extends object>(entity: EntityClass<T>, ids: readonly string[]): Promise<Row<T>[]>;
  publish<K extends keyof Topics>(topic: K, event: Topics[K], keys?: readonly string[]): void;
}

export interface Database extends RowSource {
  readonly orm: Orm;
  /** Runs `work` in one transaction. What it throws undoes all of it. By the time it is done its events have been told on this server. */
  write<R>(work: (unit: Unit) => Promise<R>): Promise<R>;
  /** Called with what a unit wrote into the event log, once that is committed. */
  onCommitted(listener: (events: readonly Logged[]) => Promise<void>): void;
  /** Whether the database answers. */
  answers(): Promise<boolean>;
  /** Called with every statement that reads rows or belongs to a unit of work. */
  observe(observer: ((statement: string) => void) | undefined): void;
  close(): Promise<void>;
}

/** `url` is `sqlite:<file>` or `postgresql://…`. Its schema is left as it is: see `migrate`. */
export async function openDatabase(url: string, entities: readonly EntityClass[]): Promise<Database> {
  const options = ormOptions(url, entities);
  const driver = url.startsWith('sqlite:') ? await openSqlite(url.slice('sqlite:'.length), options) : await openPostgresql(options);
  return new OpenDatabase(driver);
}

interface DriverParts {
  readonly orm: Orm;
  readonly dialect: Dialect;
  read(text: string, values: unknown[]): object[] | Promise<object[]>;
  /** Fails when the database does not answer in good time. */
  ask(): unknown;
  close(): Promise<void>;
}

async function openSqlite(file: string, options: Partial<Options>): Promise<DriverParts> {
  mkdirSync(dirname(file), { recursive: true });
  const writer = openForWriting(file);
  const orm = await SqliteOrm.init({
    ...(options as object),
    driverOptions: new ImmediateSqliteDialect(writer),
  });
  const reader = new PreparedStatements(openForReading(file));
  return {
    orm,
    dialect: sqliteDialect,
    read: (text, values) => reader.get(text).all(...values) as object[],
    ask: () => reader.get('select 1').all(),
    close: async () => {
      reader.connection.close();
      await orm.close(true);
      if (writer.open) writer.close();
    },
  };
}

async function openPostgresql(options: Partial<Options>): Promise<DriverParts> {
  const orm = await PostgreSqlOrm.init({
    ...(options as object),
    driverOptions: {
      connectionTimeoutMillis: 5_000,
      statement_timeout: STATEMENT_MS,
      // Who holds a lock and says nothing more keeps everybody waiting.
      idle_in_transaction_session_timeout: 10_000,
      application_name: 'amphi',
      onPoolCreated: preparePool,
    },
  });
  const pool = await orm.em.getConnection().getNativeClient();
  const names = new Map<string, string>();
  const nameOf = (text: string) => {
    if (!names.has(text) && names.size < KEPT_STATEMENTS) names.set(text, `q${names.size}`);
    return names.get(text);
  };
  return {
    orm,
    dialect: postgresqlDialect,
    read: async (text, values) => (await pool.query({ name: nameOf(text), text, values })).rows,
    ask: () => pool.query({ text: 'select 1', query_timeout: ASK_MS } as QueryConfig),
    close: () => orm.close(true),
  };
}

/** Who waits longer for so little asks again, over another connection. */
const ASK_MS = 2_000;

/** PostgreSQL keeps a prepared statement for each name on each connection. */
const KEPT_STATEMENTS = 500;

class OpenDatabase implements Database {
  readonly #tables = new Map<EntityClass, Table<object>>();
  #observer: ((statement: string) => void) | undefined;
  #asking: Promise<boolean> | undefined;
  #committed: (events: readonly Logged[]) => Promise<void> = async () => undefined;

  constructor(readonly driver: DriverParts) {}

  get orm(): Orm {
    return this.driver.orm;
  }

  get dialect(): Dialect {
    return this.driver.dialect;
  }

  table<T extends object>(entity: EntityClass<T>): Table<T> {
    const table = this.#tables.get(entity) ?? new Table<object>(this.orm.getMetadata().get(entity as never) as never);
    this.#tables.set(entity, table);
    return table as unknown as Table<T>;
  }

  async rows<R extends object>(statement: Sql): Promise<R[]> {
    try {
      return (await this.#read(statement)) as R[];
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  async rowsOf<T extends object>(table: Pick<Table<T>, 'decode'>, statement: Sql): Promise<Row<T>[]> {
    try {
      return table.decode(await this.#read(statement));
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  async write<R>(work: (unit: Unit) => Promise<R>): Promise<R> {
    const published: Published[] = [];
    try {
      const { result, logged } = await (this.orm.em.fork() as EntityManager).transactional(async em => {
        const unit = this.#unit(em as EntityManager, published);
        const result = await work(unit);
        if (published.length === 0) return { result, logged: [] };
        // Nobody else writes into the log from here to the commit, so whatever is left to write is written before.
        await em.flush();
        return { result, logged: await appendEvents(unit, published) };
      });
      if (logged.length > 0) await this.#committed(logged);
      return result;
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  observe(observer: ((statement: string) => void) | undefined): void {
    this.#observer = observer;
  }

  onCommitted(listener: (events: readonly Logged[]) => Promise<void>): void {
    this.#committed = listener;
  }

  answers(): Promise<boolean> {
    // However many ask while it does not answer, they hold one connection.
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  close(): Promise<void> {
    return this.driver.close();
  }

  async #ask(): Promise<boolean> {
    try {
      await this.driver.ask();
      return true;
    } catch {
      return false;
    }
  }

  #read(statement: Sql): object[] | Promise<object[]> {
    const { text, values } = this.dialect.render(statement);
    this.#observer?.(text);
    return this.driver.read(text, values);
  }

  #unit(em: EntityManager, published: Published[]): Unit {
    const rows = async <Found extends object>(statement: Sql): Promise<Found[]> => {
      this.#observer?.(this.dialect.render(statement).text);
      return rowsInTransaction(em, statement);
    };
    const rowsOf = async <T extends object>(table: Pick<Table<T>, 'decode'>, statement: Sql) => table.decode(await rows(statement));
    return {
      em,
      dialect: this.dialect,
      table: entity => this.table(entity),
      rows,
      rowsOf,
      lock: (entity, ids) =>
        em.find(entity as never, { id: { $in: [...new Set(ids)] } } as never, {
          orderBy: { id: 'asc' } as never,
          lockMode: LockMode.PESSIMISTIC_WRITE,
        }),
      hold: (entity, ids) => {
        const table = this.table(entity);
        return rowsOf(table, sql`${table.selection('t')} where t.id ${oneOf([...new Set(ids)])} order by t.id${this.dialect.forUpdate}`);
      },
      publish: (topic, payload, keys = []) => published.push({ topic, keys: [...new Set(keys)], payload }),
    };
  }
}

/** Holds the one row with this id, or refuses with NOT_FOUND at `path`. */
export async function holdOne<T extends object>(unit: Unit, entity: EntityClass<T>, id: string, path = 'id'): Promise<Row<T>> {
  const [found] = await unit.hold(entity, [id]);
  return found ?? notFound(entity, path);
}

/** Locks the one entity with this id, or refuses with NOT_FOUND at `path`. */
export async function lockOne<T extends object>(unit: Unit, entity: EntityClass<T>, id: string, path = 'id'): Promise<T> {
  const [found] = await unit.lock(entity, [id]);
  return found ?? notFound(entity, path);
}

function notFound(entity: EntityClass, path: string): never {
  return refuse(ErrorCode.NOT_FOUND, `There is no such ${entity.name.toLowerCase()}.`, path);
}
