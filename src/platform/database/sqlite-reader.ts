import type { Statement } from 'better-sqlite3';
import { PreparedStatements } from './prepared-statements.js';
import type { Connection } from './sqlite-connections.js';

/**
 * Reads on a connection of their own. Those of one turn of the event loop share a snapshot: to begin and end one takes two calls of the
 * system, which is more than a row by its id takes. What this process commits is seen at once; what another does, in the next turn.
 */
export class SqliteReader {
  readonly #statements: PreparedStatements;
  readonly #begin: Statement;
  readonly #commit: Statement;
  /** Reads since the turn began. */
  #reads = 0;
  #sharing = false;

  constructor(private readonly connection: Connection) {
    this.#statements = new PreparedStatements(connection);
    this.#begin = connection.prepare('begin');
    this.#commit = connection.prepare('commit');
  }

  rows(statement: string, values: readonly unknown[]): object[] {
    if (this.#reads++ === 0) setImmediate(() => this.#endTurn());
    // One that stays alone has its snapshot from SQLite.
    else if (!this.#sharing) this.#share();
    return this.#statements.get(statement).all(...values) as object[];
  }

  /** From here on reads see what is committed by now. */
  renew(): void {
    if (!this.#sharing) return;
    this.#sharing = false;
    // SQLite ends it by itself when a read fails for good.
    if (this.connection.inTransaction) this.#commit.run();
  }

  close(): void {
    this.renew();
    this.connection.close();
  }

  #share(): void {
    this.#begin.run();
    this.#sharing = true;
  }

  #endTurn(): void {
    this.#reads = 0;
    this.renew();
  }
}
