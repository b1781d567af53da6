import type { Statement } from 'better-sqlite3';
import type { SqliteAside } from './sqlite-aside.js';
import type { Connection } from './sqlite-connections.js';

/** Pages of the journal that are not in the file yet. */
const PAGES = 1_000;

/** https://www.sqlite.org/pragma.html#pragma_wal_checkpoint */
interface Journal {
  readonly log: number;
  readonly checkpointed: number;
}

/**
 * Brings what was committed from the journal into the file. SQLite does that inside of a commit and lets everyone wait for it; here a thread
 * takes the bulk of it aside, and what was committed meanwhile follows with the next commit, so that the journal begins anew.
 */
export class SqliteCheckpoints {
  readonly #journal: Statement<[], Journal>;
  readonly #checkpoint: Statement<[]>;
  #bulk: 'here' | 'on its way' | 'taken' = 'here';

  constructor(
    connection: Connection,
    private readonly aside: SqliteAside,
  ) {
    this.#journal = connection.prepare('pragma wal_checkpoint(noop)');
    this.#checkpoint = connection.prepare('pragma wal_checkpoint(passive)');
  }

  /** To be called outside of a transaction. What cannot be brought over is safe in the journal, so it fails nobody's commit; SQLite's own way is the same. */
  afterCommit(): void {
    try {
      this.#bringOver();
    } catch {
      // The next commit tries again.
    }
  }

  #bringOver(): void {
    if (this.#bulk === 'taken') {
      this.#bulk = 'here';
      this.#checkpoint.get();
    } else if (this.#bulk === 'here' && this.#pages() >= PAGES) {
      this.#bulk = 'on its way';
      // Where it fails, SQLite does it by itself once the journal has grown further.
      this.aside.checkpoint().then(
        () => (this.#bulk = 'taken'),
        () => (this.#bulk = 'here'),
      );
    }
  }

  #pages(): number {
    const journal = this.#journal.get();
    return journal ? journal.log - journal.checkpointed : 0;
  }
}
