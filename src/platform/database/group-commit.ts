import { setImmediate as afterWhatIsReady } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { whileOthersWrite } from './sqlite-busy.js';
import type { SqliteCheckpoints } from './sqlite-checkpoints.js';
import type { Connection } from './sqlite-connections.js';
import type { SqliteReader } from './sqlite-reader.js';

/** Whoever came first should not wait for too many others. */
const MOST_UNITS = 32;
const OPEN_FOR_MS = 20;

/** Units of work that stand or fall with one commit. */
export class CommitGroup {
  readonly #end = Promise.withResolvers<void>();
  readonly #openedAt = performance.now();
  #units = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor() {
    // Those who wait for it hear of it; there may be none.
    this.#end.promise.catch(() => undefined);
  }

  /** Resolves when all of it is synced to the disk; rejects when none of it is. */
  get committed(): Promise<void> {
    return this.#end.promise;
  }

  get failed(): boolean {
    return this.#failure !== undefined;
  }

  throwIfFailed(): void {
    if (this.#failure) throw this.#failure.error;
  }

  addUnit(): void {
    this.#units++;
  }

  get full(): boolean {
    return this.#units >= MOST_UNITS || performance.now() - this.#openedAt > OPEN_FOR_MS;
  }

  succeed(): void {
    this.#end.resolve();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#end.reject(error);
  }
}

/**
 * Transactions on one SQLite connection, of which several share a commit and so a sync to the disk, which costs more than most of them.
 * Each is a savepoint inside one outer transaction. That begins when everything else that was ready in this turn of the event loop has had
 * its turn, so that reads need not wait for writes that came with them. It is committed when no other unit waits, and only then does any of
 * them count as ended: the one that keeps its work, because it could still be lost, and the one that undoes it, because what it saw could.
 *
 * One unit at a time is under way; the caller sees to that.
 */
export class GroupCommit {
  readonly #connection: Connection;
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;
  readonly #rollback: Sqlite.Statement;
  readonly #savepoint: Sqlite.Statement;
  readonly #release: Sqlite.Statement;
  readonly #rollbackToSavepoint: Sqlite.Statement;
  #open: CommitGroup | undefined;
  /** Of the unit under way, if there is one. */
  #underWay: CommitGroup | undefined;

  constructor(
    connection: Connection,
    private readonly reads: SqliteReader,
    private readonly checkpoints: SqliteCheckpoints,
  ) {
    this.#connection = connection;
    // The write lock is taken at once, so that what a unit read cannot have changed when it writes.
    this.#begin = connection.prepare('begin immediate');
    this.#commit = connection.prepare('commit');
    this.#rollback = connection.prepare('rollback');
    this.#savepoint = connection.prepare('savepoint unit');
    this.#release = connection.prepare('release unit');
    this.#rollbackToSavepoint = connection.prepare('rollback to unit');
  }

  /** Begins a unit of work. Waits while another process writes, until the `deadline` at most. */
  async begin(deadline: number): Promise<CommitGroup> {
    const group = this.#open ?? (await this.#openGroup(deadline));
    this.run(group, () => this.#savepoint.run());
    this.#underWay = group;
    return group;
  }

  get groupUnderWay(): CommitGroup {
    if (!this.#underWay) throw new Error('no unit of work is under way');
    return this.#underWay;
  }

  /** Runs a statement of the unit under way. */
  run<R>(group: CommitGroup, statement: () => R): R {
    group.throwIfFailed();
    try {
      return statement();
    } catch (error) {
      // SQLite rolls back by itself when the disk is full or a statement was interrupted: what came before in the group is gone, too.
      if (!this.#connection.inTransaction) this.#fail(group, error);
      throw error;
    }
  }

  /** Ends the unit under way and keeps its work. Throws at once when it has to be undone instead. */
  keep(group: CommitGroup): Promise<void> {
    this.run(group, () => this.#release.run());
    return this.#endUnit(group);
  }

  /** Ends the unit under way and undoes its work. */
  undo(group: CommitGroup): Promise<void> {
    if (!group.failed) {
      try {
        this.#rollbackToSavepoint.run();
        this.#release.run();
      } catch (error) {
        this.#fail(group, error);
      }
    }
    return this.#endUnit(group);
  }

  /** To be called when nobody waits to begin a unit: there is nothing to wait for. */
  settleUnlessUnderWay(): void {
    if (!this.#underWay) this.settle();
  }

  /** Commits the open group, if there is one. */
  settle(): void {
    const group = this.#open;
    if (!group) return;
    try {
      this.#commit.run();
      this.#open = undefined;
      this.reads.renew();
      group.succeed();
    } catch (error) {
      this.#fail(group, error);
      return;
    }
    this.checkpoints.afterCommit();
  }

  close(): void {
    if (this.#open && this.#underWay) this.#fail(this.#open, new Error('the database was closed'));
    else this.settle();
  }

  async #openGroup(deadline: number): Promise<CommitGroup> {
    await afterWhatIsReady();
    await whileOthersWrite(deadline, () => {
      this.reads.renew();
      this.#rollBack();
      this.#begin.run();
    });
    this.#open = new CommitGroup();
    return this.#open;
  }

  #endUnit(group: CommitGroup): Promise<void> {
    this.#underWay = undefined;
    group.addUnit();
    if (group.full && group === this.#open) this.settle();
    return group.committed;
  }

  #fail(group: CommitGroup, error: unknown): void {
    if (group === this.#open) this.#open = undefined;
    group.fail(error);
    try {
      this.#rollBack();
    } catch {
      // It is tried again before the next group begins.
    }
  }

  #rollBack(): void {
    if (this.#connection.inTransaction) this.#rollback.run();
  }
}
