import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';

/** What the thread is asked: for the rows of a statement, or to move what is in the journal into the file. */
export type Question = { readonly id: number } & (
  | { readonly text: string; readonly values: readonly unknown[] }
  | { readonly checkpoint: true }
);

/** What it answers. */
export type Reply = { readonly id: number } & (
  | { readonly rows: object[] }
  | { readonly failure: { readonly message: string; readonly code: string } }
);

/** SQLite runs inside this process, so that what takes long would keep everyone waiting: this runs it in a thread of its own. */
export class SqliteAside {
  readonly #waiting = new Map<number, PromiseWithResolvers<object[]>>();
  #asked = 0;
  #thread: Worker | undefined;
  #closed = false;

  constructor(private readonly file: string) {}

  /** The rows of a statement. Whatever is asked first begins the thread. */
  read(text: string, values: readonly unknown[]): Promise<object[]> {
    return this.#ask(id => ({ id, text, values }));
  }

  /** Moves what is committed from the journal into the file, as far as nobody who reads is in the way. */
  async checkpoint(): Promise<void> {
    await this.#ask(id => ({ id, checkpoint: true }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.terminate();
  }

  async #ask(questionOf: (id: number) => Question): Promise<object[]> {
    if (this.#closed) throw new Error('the database was closed');
    const id = ++this.#asked;
    const waiting = Promise.withResolvers<object[]>();
    this.#waiting.set(id, waiting);
    this.#thread ??= this.#begin();
    this.#thread.postMessage(questionOf(id));
    return waiting.promise;
  }

  #begin(): Worker {
    const program = new URL(`./sqlite-aside-thread${extname(import.meta.filename)}`, import.meta.url);
    const thread = new Worker(program, { workerData: this.file, execArgv: [] });
    thread.on('message', (reply: Reply) => this.#receive(reply));
    thread.once('error', (error: unknown) => this.#giveUp(error));
    thread.once('exit', () => this.#giveUp(new Error('the thread beside has ended')));
    // It keeps nobody from leaving.
    thread.unref();
    return thread;
  }

  #receive(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('rows' in reply) waiting?.resolve(reply.rows);
    else waiting?.reject(new Sqlite.SqliteError(reply.failure.message, reply.failure.code));
  }

  #giveUp(error: unknown): void {
    this.#thread = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
