import { AsyncLocalStorage } from 'node:async_hooks';
import { LockMode } from '@mikro-orm/core';
import type { Origin } from '../audit/origin.js';
import { refuseRawWrite } from '../audit/raw-writes.js';
import { recording } from '../audit/recording.js';
import { ErrorCode } from '../errors/error-code.js';
import { Refused, refuse } from '../errors/user-error.js';
import type { Topics } from '../events/bus.js';
import { appendEvents, type Logged, type Published } from '../events/event-log.js';
import { translateDatabaseError } from './constraints.js';
import type { Dialect } from './dialect.js';
import type { OpenDriver, Orm, Pool } from './driver.js';
import { Enclosure } from './enclosure.js';
import type { EntityClass, Row } from './entity.js';
import { noteHeld } from './held-rows.js';
import { type Observer, until } from './observing.js';
import { ormOptions } from './orm-options.js';
import type { RowSource } from './row-source.js';
import { oneOf, type Sql, sql, text } from './sql.js';
import { Table } from './table.js';
import { rowsInTransaction } from './transaction-rows.js';

export type EntityManager = Orm['em'];

/**
 * One transaction: entities to change, rows read inside it, and events that it writes into the log, to be told once it is committed. It
 * waits for nothing but the database: others wait for its end.
 */
export interface Unit extends RowSource {
  readonly em: EntityManager;
  /**
   * Loads entities and keeps every other writer off them until the end; always in the order of their ids, so that two never wait for each
   * other. What others write may refer to them meanwhile.
   */
  lock<T extends object>(entity: EntityClass<T>, ids: readonly string[]): Promise<T[]>;
  /** The same for what is only looked at: rows, in place of entities. */
  hold<T extends object>(entity: EntityClass<T>, ids: readonly string[]): Promise<Row<T>[]>;
  /** Before they are locked to be deleted, or to lose what those who refer to them rely on: nobody refers to them anew until the end. */
  barReferences<T extends object>(entity: EntityClass<T>, ids: readonly string[]): Promise<void>;
  publish<K extends keyof Topics>(topic: K, event: Topics[K], keys?: readonly string[]): void;
}

export interface Database extends RowSource {
  readonly orm: Orm;
  /**
   * Runs `work` in one transaction, and records what it changed as the deed of `origin`. What it throws undoes all of it. By the time it is
   * done its events have been told on this server.
   */
  write<R>(origin: Origin, work: (unit: Unit) => Promise<R>): Promise<R>;
  /** Makes one transaction of all that is written while the enclosure runs something; `first` comes before the first write. */
  enclose(first?: (unit: Unit) => Promise<void>): Enclosure;
  /** Whether what runs now is inside an enclosure, and so may see what nobody else does. */
  readonly isEnclosed: boolean;
  /** An entity manager to read entities with, outside of a write. */
  fork(): EntityManager;
  /** Called with what a unit wrote into the event log, once that is committed. */
  onCommitted(listener: (events: readonly Logged[]) => Promise<void>): void;
  /** Whether the database answers. */
  answers(): Promise<boolean>;
  /** Its connections. Each unit of work holds one; SQLite has one for all of them. */
  readonly pool: Pool;
  /** Called with every statement that reads rows or belongs to a unit of work. A function that it answers is called when the statement is over. */
  observe(observer: Observer | undefined): void;
  /** The same of every transaction. */
  observeTransactions(observer: (() => unknown) | undefined): void;
  close(): Promise<void>;
}

/** `url` is `sqlite:<file>` or `postgresql://…`; only its own driver is loaded. Its schema is left as it is: see `migrate`. */
export async function openDatabase(url: string, entities: readonly EntityClass[]): Promise<Database> {
  const open = url.startsWith('sqlite:')
    ? (await import('./open-sqlite.js')).openSqlite
    : (await import('./open-postgresql.js')).openPostgresql;
  return new OpenDatabase(await open(ormOptions(url, entities)));
}

class OpenDatabase implements Database {
  readonly #tables = new Map<EntityClass, Table<object>>();
  /** Found here rather than handed on, so that no service has to know whether it works inside one. */
  readonly #enclosures = new AsyncLocalStorage<Enclosure>();
  #observer: Observer | undefined;
  #transactionObserver: (() => unknown) | undefined;
  #asking: Promise<boolean> | undefined;
  #committed: (events: readonly Logged[]) => Promise<void> = async () => undefined;

  constructor(readonly driver: OpenDriver) {}

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
      const read = this.#read<R>(statement);
      return read instanceof Promise ? await read : read;
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  async rowsOf<T extends object>(table: Pick<Table<T>, 'decode'>, statement: Sql): Promise<Row<T>[]> {
    try {
      const read = this.#read(statement);
      return table.decode(read instanceof Promise ? await read : read);
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  async write<R>(origin: Origin, work: (unit: Unit) => Promise<R>): Promise<R> {
    const published: Published[] = [];
    try {
      const enclosure = this.#enclosures.getStore();
      const recorded = recording(origin, work);
      if (enclosure) return await enclosure.write(recorded);
      const andLog = async (unit: Unit) => ({ result: await recorded(unit), logged: await logOf(unit, published) });
      const { result, logged } = await this.#transact(this.orm.em.fork() as EntityManager, andLog, published);
      await this.#tell(logged);
      return result;
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  enclose(first = async (_unit: Unit): Promise<void> => undefined): Enclosure {
    const enclosure: Enclosure = new Enclosure({
      fork: () => this.orm.em.fork() as EntityManager,
      unit: em => this.#unit(em, [], { ended: false }),
      transact: (em, work, published) => this.#transact(em, work, published),
      log: logOf,
      tell: logged => this.#tell(logged),
      within: work => this.#enclosures.run(enclosure, work),
      first,
    });
    return enclosure;
  }

  get isEnclosed(): boolean {
    return this.#enclosures.getStore() !== undefined;
  }

  fork(): EntityManager {
    const em = this.#enclosures.getStore()?.em ?? this.orm.em;
    return em.fork({ keepTransactionContext: true }) as EntityManager;
  }

  get pool(): Pool {
    return this.driver.pool();
  }

  observe(observer: Observer | undefined): void {
    this.#observer = observer;
  }

  observeTransactions(observer: (() => unknown) | undefined): void {
    this.#transactionObserver = observer;
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

  async rowsOfMany<R extends object>(statement: Sql, many: Sql): Promise<R[]> {
    const { readAside } = this.driver;
    const inside = this.#enclosures.getStore()?.em;
    if (inside || !readAside || (await this.rows(many)).length === 0) return this.rows(statement);
    const { text, values } = this.dialect.render(statement);
    const ended = this.#observer?.(text);
    try {
      return (await until(ended, () => readAside(text, values))) as R[];
    } catch (error) {
      throw translateDatabaseError(error);
    }
  }

  #read<R extends object>(statement: Sql): R[] | Promise<R[]> {
    const { text, values } = this.dialect.render(statement);
    const em = this.#enclosures.getStore()?.em;
    const read = () => (em ? rowsInTransaction<R>(em, statement) : (this.driver.read(text, values) as R[] | Promise<R[]>));
    const ended = this.#observer?.(text);
    return ended ? until(ended, read) : read();
  }

  async #ask(): Promise<boolean> {
    try {
      await this.driver.ask();
      return true;
    } catch {
      return false;
    }
  }

  async #tell(logged: readonly Logged[]): Promise<void> {
    if (logged.length > 0) await this.#committed(logged);
  }

  #transact<R>(em: EntityManager, work: (unit: Unit) => Promise<R>, published: Published[]): Promise<R> {
    const ended = this.#transactionObserver?.();
    const transaction = () => inTransaction(em, () => this.#work(em, published, work));
    return ended ? until(ended, transaction) : transaction();
  }

  async #work<R>(em: EntityManager, published: Published[], work: (unit: Unit) => Promise<R>): Promise<R> {
    const state = { ended: false };
    try {
      return await work(this.#unit(em, published, state));
    } finally {
      state.ended = true;
    }
  }

  #unit(em: EntityManager, published: Published[], state: { readonly ended: boolean }): Unit {
    const rows = async <Found extends object>(statement: Sql): Promise<Found[]> => {
      if (state.ended) throw new Error('this unit of work has ended');
      const { text } = this.dialect.render(statement);
      refuseRawWrite(em, text);
      const ended = this.#observer?.(text);
      return ended ? until(ended, () => rowsInTransaction<Found>(em, statement)) : rowsInTransaction(em, statement);
    };
    const rowsOf = async <T extends object>(table: Pick<Table<T>, 'decode'>, statement: Sql) => table.decode(await rows(statement));
    return {
      em,
      dialect: this.dialect,
      table: entity => this.table(entity),
      rows,
      rowsOf,
      rowsOfMany: rows,
      lock: (entity, ids) =>
        em.find(entity as never, { id: { $in: [...new Set(ids)] } } as never, {
          orderBy: { id: 'asc' } as never,
          lockMode: LockMode.PESSIMISTIC_WRITE,
        }),
      hold: async (entity, ids) => {
        const table = this.table(entity);
        const wanted = oneOf([...new Set(ids)]);
        const held = await rowsOf(table, sql`${table.selection('t')} where t.id ${wanted} order by t.id${this.dialect.forNoKeyUpdate}`);
        noteHeld(em, entity, held);
        return held;
      },
      barReferences: async (entity, ids) => {
        const table = text(this.table(entity).name);
        await rows(sql`select t.id from ${table} t where t.id ${oneOf([...new Set(ids)])} order by t.id${this.dialect.forUpdate}`);
      },
      publish: (topic, payload, keys = []) => published.push({ topic, keys: [...new Set(keys)], payload }),
    };
  }
}

/** Writes what a unit published into the event log, at its end: nobody else writes there from then to the commit. */
async function logOf(unit: Unit, published: readonly Published[]): Promise<readonly Logged[]> {
  if (published.length === 0) return [];
  return appendEvents(unit, published);
}

/** As MikroORM's `transactional`, which forks the entity manager once more and copies everything back in the end. */
async function inTransaction<R>(em: EntityManager, work: () => Promise<R>): Promise<R> {
  // A savepoint where there is a transaction already.
  await em.begin({ ctx: em.getTransactionContext() });
  try {
    const result = await work();
    await em.commit();
    return result;
  } catch (error) {
    const lost = await em.rollback().then(
      () => undefined,
      (failure: unknown) => failure,
    );
    // A refusal may rest on what another unit of work wrote, and is no answer when that was lost.
    throw error instanceof Refused ? (lost ?? error) : error;
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

export function notFound(entity: EntityClass, path: string): never {
  return refuse(ErrorCode.NOT_FOUND, `There is no such ${entity.name.toLowerCase()}.`, path);
}
