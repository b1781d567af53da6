import type { Statement } from 'better-sqlite3';
import { PreparedStatements } from './prepared-statements.js';
import { isBusy } from './sqlite-busy.js';
import type { Connection } from './sqlite-connections.js';

/**
 * Reads beside what writes. While nothing is being written they run on the connection that writes: what it keeps in memory outlives its own
 * commits, where SQLite lets another connection begin anew after each. While a unit of work is under way they run on a connection of their
 * own, which sees nothing of it.
 */
export class SqliteReader {
  readonly #own: SnapshotReader;
  readonly #writer: SnapshotReader;
  #isTurnEnding = false;

  constructor(own: Connection, writer: Connection) {
    this.#own = new SnapshotReader(own);
    this.#writer = new SnapshotReader(writer);
  }

  rows(statement: string, values: readonly unknown[]): object[] {
    if (!this.#isTurnEnding) setImmediate(() => this.#endTurn());
    this.#isTurnEnding = true;
    if (this.#writer.isElsewhereInTransaction) return this.#own.rows(statement, values);
    try {
      return this.#writer.rows(statement, values);
    } catch (error) {
      // The one that writes never waits inside SQLite.
      if (!isBusy(error)) throw error;
      return this.#own.rows(statement, values);
    }
  }

  /** From here on reads see what is committed by now. */
  renew(): void {
    this.#own.endSnapshot();
    this.#writer.endSnapshot();
  }

  close(): void {
    this.renew();
    this.#own.connection.close();
  }

  #endTurn(): void {
    this.#isTurnEnding = false;
    this.renew();
  }
}

/**
 * Reads of one turn of the event loop share a snapshot: to begin and end one takes two calls of the system, which is more than a row by its
 * id takes. What this process commits is seen at once; what another does, in the next turn.
 */
class SnapshotReader {
  readonly #statements: PreparedStatements;
  readonly #begin: Statement;
  readonly #commit: Statement;
  /** Since the last snapshot ended. */
  #reads = 0;
  #sharing = false;

  constructor(readonly connection: Connection) {
    this.#statements = new PreparedStatements(connection, refuseWriting);
    this.#begin = connection.prepare('begin');
    this.#commit = connection.prepare('commit');
  }

  get isElsewhereInTransaction(): boolean {
    return !this.#sharing && this.connection.inTransaction;
  }

  rows(statement: string, values: readonly unknown[]): object[] {
    // One that stays alone has its snapshot from SQLite.
    if (this.#reads++ === 1) this.#share();
    return this.#statements.get(statement).all(...values) as object[];
  }

  endSnapshot(): void {
    this.#reads = 0;
    if (!this.#sharing) return;
    this.#sharing = false;
    // SQLite ends it by itself when a read fails for good.
    if (this.connection.inTransaction) this.#commit.run();
  }

  #share(): void {
    this.#begin.run();
    this.#sharing = true;
  }
}

function refuseWriting({ readonly }: Statement<unknown[]>): void {
  if (!readonly) throw new TypeError('Only a unit of work writes.');
}
