import { RequestError } from '../errors/request-error.js';
import type { Logged, Published } from '../events/event-log.js';
import { translateDatabaseError } from './constraints.js';
import type { EntityManager, Unit } from './database.js';

/** How long one may hold what it wrote: others may be waiting for it, on SQLite every writer. */
const LONGEST_MS = 10_000;

interface EnclosureParts {
  /** An entity manager of its own, outside of every transaction. */
  fork(): EntityManager;
  unit(em: EntityManager): Unit;
  /** Runs `work` as a transaction of its own, or as a savepoint in the one that the entity manager has open. */
  transact<R>(em: EntityManager, work: (unit: Unit) => Promise<R>, published: Published[]): Promise<R>;
  /** Writes into the event log what was published. */
  log(unit: Unit, published: readonly Published[]): Promise<readonly Logged[]>;
  /** Tells of what is committed. */
  tell(logged: readonly Logged[]): Promise<void>;
  /** Runs `work` so that the database finds this enclosure in everything that it does. */
  within<R>(work: () => Promise<R>): Promise<R>;
  /** The first statements of the transaction. What it throws ends the enclosure. */
  first(unit: Unit): Promise<void>;
}

/**
 * One transaction around several writes and the reads that follow them, to be committed or undone as a whole. It begins with the first write,
 * so that what takes its time before that keeps nobody waiting; from then on every read sees what was written. Each write is a savepoint.
 */
export class Enclosure {
  #em: EntityManager | undefined;
  /** Why nothing goes through it any more. */
  #over: unknown;
  #deadline = Number.POSITIVE_INFINITY;
  readonly #published: Published[] = [];

  constructor(private readonly parts: EnclosureParts) {}

  run<R>(work: () => Promise<R>): Promise<R> {
    return this.parts.within(work);
  }

  /** The entity manager of the transaction, once it has begun. Throws when the enclosure is over: nothing of it may be done outside. */
  get em(): EntityManager | undefined {
    if (this.#over === undefined && performance.now() > this.#deadline) this.#over = new RequestError('SERVICE_UNAVAILABLE', TOO_LONG);
    if (this.#over !== undefined) throw this.#over;
    return this.#em;
  }

  async write<R>(work: (unit: Unit) => Promise<R>): Promise<R> {
    const em = this.em ?? (await this.#begin());
    const published: Published[] = [];
    const result = await this.parts.transact(em.fork({ keepTransactionContext: true }) as EntityManager, work, published);
    this.#published.push(...published);
    return result;
  }

  /** Does what comes last, commits, and tells what was published. When it throws, nothing was done. */
  async commit(last: (unit: Unit) => Promise<void>): Promise<void> {
    let logged: readonly Logged[] = [];
    try {
      const em = this.em ?? (await this.#begin());
      const unit = this.parts.unit(em);
      await last(unit);
      logged = await this.parts.log(unit, this.#published);
      await em.commit();
      this.#em = undefined;
    } catch (error) {
      throw translateDatabaseError(error);
    } finally {
      await this.rollback();
    }
    await this.parts.tell(logged);
  }

  /** Undoes everything that is not committed. */
  async rollback(): Promise<void> {
    this.#over ??= new RequestError('SERVICE_UNAVAILABLE', 'This operation is over.');
    const em = this.#em;
    this.#em = undefined;
    // When it fails, the connection is gone, and with it what was not committed.
    await em?.rollback().catch(() => undefined);
  }

  async #begin(): Promise<EntityManager> {
    const em = this.parts.fork();
    await em.begin();
    this.#em = em;
    this.#deadline = performance.now() + LONGEST_MS;
    try {
      await this.parts.first(this.parts.unit(em));
    } catch (error) {
      this.#over = error;
      throw error;
    }
    return em;
  }
}

const TOO_LONG = 'This took too long, and nothing of it was done. Try again, or ask for less.';
