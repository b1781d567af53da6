import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_TOKEN_MS, AccessTokens } from '../src/modules/accounts/tokens.js';
import { copyOfData, type Layout, loginId, USERS, userId } from './data.js';
import type { Request } from './load/protocol.js';
import type { Operation } from './operations.js';
import { applicationEnvironment, LoadGenerator, type ServerName, type ServerOptions, ServerProcess } from './processes.js';

export interface Mode {
  /** Everything once and small: whether the answers are right, whatever the time. */
  readonly quick: boolean;
  /** The folder in which servers leave CPU profiles, if they are to leave them. */
  readonly profiles: string | undefined;
}

type StartOptions = Pick<ServerOptions, 'flags' | 'watched'>;

/** What every workload works with: data, servers and the load generator. `close` takes all of it away. */
export class Bench {
  readonly generator = new LoadGenerator();
  readonly #secret = randomBytes(32).toString('base64url');
  readonly #issuer = new AccessTokens([this.#secret]);
  readonly #tokens = new Map<number, ReturnType<AccessTokens['issue']>>();
  readonly #cache = join(import.meta.dirname, '../../../node_modules/.cache/amphi-bench');
  /** Beside the cache and not in the system's folder for such files, which may be memory: a commit has to reach a disk. */
  readonly #folder = join(this.#cache, `run-${process.pid}`);
  readonly #servers = new Set<ServerProcess>();
  #profiled = 0;
  readonly #files = new Map<string, string>();

  constructor(readonly mode: Mode) {
    mkdirSync(this.#folder, { recursive: true });
  }

  /** How many rounds a figure is the median of. */
  get rounds(): number {
    return this.mode.quick ? 1 : 5;
  }

  /** A file with so many reservations, shared by all who ask under the same name. */
  async data(reservations: number, name = 'shared', layout: Layout = 'spread'): Promise<string> {
    const size = { reservations: this.mode.quick ? Math.min(reservations, 20_000) : reservations, layout };
    const file = join(this.#folder, `${layout}-${size.reservations}-${name}.db`);
    if (!this.#files.has(file)) await copyOfData(size, this.#cache, file);
    this.#files.set(file, file);
    return file;
  }

  async start(name: ServerName, file: string, { flags = [], watched = false }: StartOptions = {}): Promise<ServerProcess> {
    const { profiles } = this.mode;
    const profiling = profiles
      ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`, `--cpu-prof-name=${name}-${++this.#profiled}.cpuprofile`]
      : [];
    const server = await ServerProcess.start(name, { file, secret: this.#secret, flags: [...flags, ...profiling], watched });
    this.#servers.add(server);
    return server;
  }

  /** One after the other: the first of them may have to make the data. */
  async startAll(names: readonly ServerName[], fileOf: (name: ServerName) => Promise<string>): Promise<ServerProcess[]> {
    const servers: ServerProcess[] = [];
    for (const name of names) servers.push(await this.start(name, await fileOf(name)));
    return servers;
  }

  async stop(servers: Iterable<ServerProcess>): Promise<void> {
    for (const server of servers) {
      await server.stop();
      this.#servers.delete(server);
    }
  }

  /** An operation as the n-th user sends it. `answer` is the only right one. */
  request(operation: Operation, user: number, answer?: string): Request {
    return { body: JSON.stringify(operation), token: this.token(user), ...(answer !== undefined && { expected: answer }) };
  }

  /** An access token as the app gives it, for the n-th user's log-in: the same for some minutes, as clients keep theirs. */
  token(user: number): string {
    const n = user % USERS;
    const kept = this.#tokens.get(n);
    if (kept && kept.expiresAt - Date.now() > ACCESS_TOKEN_MS / 2) return kept.token;
    const issued = this.#issuer.issue(userId(n), loginId(n));
    this.#tokens.set(n, issued);
    return issued.token;
  }

  /** What the application is started with. */
  environmentFor(file: string): Readonly<Record<string, string>> {
    return applicationEnvironment(file, this.#secret);
  }

  async close(): Promise<void> {
    await this.stop([...this.#servers]);
    await this.generator.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
