import type { Statement } from 'better-sqlite3';
import { LruMap } from '../lru-map.js';
import type { Connection } from './sqlite-connections.js';

const KEPT_STATEMENTS = 500;

/** Prepared statements by their text, each checked once; the least recently used are dropped. */
export class PreparedStatements {
  readonly #kept = new LruMap<string, Statement<unknown[]>>(KEPT_STATEMENTS);

  constructor(
    readonly connection: Connection,
    private readonly check: (prepared: Statement<unknown[]>) => void = () => undefined,
  ) {}

  get(statement: string): Statement<unknown[]> {
    const known = this.#kept.get(statement);
    if (known) return known;
    const prepared = this.connection.prepare<unknown[]>(statement);
    this.check(prepared);
    this.#kept.set(statement, prepared);
    return prepared;
  }
}
