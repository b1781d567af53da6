import type { Statement } from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import { type CommitGroup, GroupCommit } from './group-commit.js';
import { PreparedStatements } from './prepared-statements.js';
import type { SqliteAside } from './sqlite-aside.js';
import { whileOthersWrite } from './sqlite-busy.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';
import type { Connection } from './sqlite-connections.js';
import type { SqliteReader } from './sqlite-reader.js';

/** While another process writes. It counts from when somebody comes, so that those who wait for their turn do not wait once more. */
const WAIT_FOR_LOCK_MS = 5_000;

/**
 * Kysely's SQLite dialect with three differences: a transaction takes the write lock at its start, several that are ready at once share
 * a commit, and statements with parameters are prepared once.
 */
export class WriterDialect extends SqliteDialect {
  readonly #writer: Writer;

  constructor(connection: Connection, reads: SqliteReader, aside: SqliteAside) {
    super({ database: connection });
    const commits = new GroupCommit(connection, reads, new SqliteCheckpoints(connection, aside));
    this.#writer = { statements: new PreparedStatements(connection), commits, turns: new Turns(), reads };
  }

  override createDriver(): Driver {
    return new WriterDriver(this.#writer);
  }

  /** The rows of a statement of the unit of work under way, without the way through Kysely, which takes longer than most statements. */
  rowsInUnit(text: string, values: readonly unknown[]): object[] {
    const { commits, statements } = this.#writer;
    return commits.run(commits.groupUnderWay, () => execute<object>(statements.get(text), values).rows);
  }

  /** Whether somebody has the connection, and how many wait for it. */
  get turns(): { readonly busy: number; readonly waiting: number } {
    const { taken, waiting } = this.#writer.turns;
    return { busy: taken ? 1 : 0, waiting };
  }

  override createAdapter(): SqliteAdapter {
    return new TurnTakingAdapter();
  }
}

/** Kysely's own lock would keep the next unit of work waiting until the one before is committed: the driver has one that does not. */
class TurnTakingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class WriterDriver extends SqliteDriver {
  readonly #writer: Writer;

  constructor(writer: Writer) {
    super({ database: writer.statements.connection });
    this.#writer = writer;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const deadline = Date.now() + WAIT_FOR_LOCK_MS;
    await this.#writer.turns.take();
    return new Turn(this.#writer, deadline);
  }

  override beginTransaction(turn: DatabaseConnection): Promise<void> {
    return (turn as Turn).begin();
  }

  override commitTransaction(turn: DatabaseConnection): Promise<void> {
    return (turn as Turn).commit();
  }

  override rollbackTransaction(turn: DatabaseConnection): Promise<void> {
    return (turn as Turn).rollback();
  }

  override async releaseConnection(turn?: DatabaseConnection): Promise<void> {
    (turn as Turn).end();
  }

  override async destroy(): Promise<void> {
    this.#writer.commits.close();
    await super.destroy();
  }
}

interface Writer {
  readonly statements: PreparedStatements;
  readonly commits: GroupCommit;
  readonly turns: Turns;
  readonly reads: SqliteReader;
}

/** One turn at the connection: a unit of work, or statements by themselves. */
class Turn implements DatabaseConnection {
  readonly #writer: Writer;
  readonly #deadline: number;
  /** While a unit of work is under way. */
  #group: CommitGroup | undefined;
  #ended = false;

  constructor(writer: Writer, deadline: number) {
    this.#writer = writer;
    this.#deadline = deadline;
  }

  async begin(): Promise<void> {
    try {
      this.#group = await this.#writer.commits.begin(this.#deadline);
    } catch (error) {
      // Kysely does not release a connection on which no transaction began.
      this.end();
      throw error;
    }
  }

  commit(): Promise<void> {
    return this.#endUnit(group => this.#writer.commits.keep(group));
  }

  rollback(): Promise<void> {
    return this.#endUnit(group => this.#writer.commits.undo(group));
  }

  /** The next may begin as soon as this unit's work is done; this one goes on when it is committed. */
  async #endUnit(how: (group: CommitGroup) => Promise<void>): Promise<void> {
    const group = this.#group;
    if (!group) return;
    const ended = how(group);
    this.#group = undefined;
    this.end();
    await ended;
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const { turns, commits } = this.#writer;
    if (!turns.give()) commits.settleUnlessUnderWay();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { commits, reads } = this.#writer;
    if (this.#ended) throw new Error('this unit of work has ended');
    if (this.#group) return commits.run(this.#group, () => this.#run<R>(query));
    // It would become part of the open group, and be answered before that is committed.
    commits.settle();
    return whileOthersWrite(this.#deadline, () => {
      reads.renew();
      const result = this.#run<R>(query);
      reads.renew();
      return result;
    });
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  #run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statements } = this.#writer;
    // A text without parameters often has its values in it: it never comes again and is not worth keeping.
    const statement = parameters.length > 0 ? statements.get(sql) : statements.connection.prepare<unknown[]>(sql);
    return execute(statement, parameters);
  }
}

function execute<R>(statement: Statement<unknown[]>, values: readonly unknown[]): QueryResult<R> {
  if (statement.reader) return { rows: statement.all(...values) as R[] };
  const { changes, lastInsertRowid } = statement.run(...values);
  return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
}

/** Lets one at a time, in the order in which they came. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  get taken(): boolean {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  async take(): Promise<void> {
    if (this.#taken) await new Promise<void>(resolve => this.#waiting.push(resolve));
    this.#taken = true;
  }

  /** Answers whether somebody has taken it. */
  give(): boolean {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
    return next !== undefined;
  }
}
