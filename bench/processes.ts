import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command, Learned, Reply, RunResult } from './load/protocol.js';
import type { Change, SocketCommand, SocketReply } from './load/sockets.js';
import type { ServerMessage, Usage } from './servers/serve.js';

const ROOT = join(import.meta.dirname, '../../..');
/** The bundle that `npm run build` makes. */
export const APPLICATION = join(ROOT, 'dist/bundle/main.js');
/** As `npm run serve` gives them to Node. */
export const APPLICATION_FLAGS = (
  JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: { serve: string } }
).scripts.serve
  .split(' ')
  .filter(it => it.startsWith('--'));

export function applicationEnvironment(file: string, secret: string): Readonly<Record<string, string>> {
  return { NODE_ENV: 'production', AMPHI_SECRET: secret, DATABASE_URL: `sqlite:${file}`, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn' };
}

function moduleOf(name: string): string {
  return join(import.meta.dirname, `${name}.js`);
}

export type ServerName = 'limit' | 'peer' | 'amphi' | 'stock';

/** A process of the bench that answers one message at a time. */
class Child {
  readonly #process: ChildProcess;
  readonly #name: string;

  /** `name` is that of a module of the bench, unless there is another `program` to run. */
  constructor(name: string, environment: Readonly<Record<string, string>>, flags: readonly string[] = [], program = moduleOf(name)) {
    this.#name = name;
    this.#process = fork(program, {
      env: { PATH: process.env['PATH'], ...environment },
      execArgv: [...flags],
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
  }

  /** The next message it sends. */
  async next<M>(): Promise<M> {
    const { promise, resolve, reject } = Promise.withResolvers<M>();
    const exited = (code: number | null) => reject(new Error(`${this.#name} ended with ${code}`));
    this.#process.once('message', message => resolve(message as M));
    this.#process.once('exit', exited);
    try {
      return await promise;
    } finally {
      this.#process.off('exit', exited);
    }
  }

  /** What it prints, as soon as it is like this. */
  printed(pattern: RegExp): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    let text = '';
    this.#process.stdout?.on('data', part => {
      text += part;
      const found = pattern.exec(text);
      if (found) resolve(found[0]);
    });
    this.#process.once('exit', () => reject(new Error(`${this.#name} ended and printed only: ${text}`)));
    return promise;
  }

  ask<M>(message: object): Promise<M> {
    const answer = this.next<M>();
    this.#process.send(message);
    return answer;
  }

  /** Lets go of the process and waits until it is gone. */
  async stop(): Promise<void> {
    if (this.#process.exitCode !== null) return;
    const gone = new Promise(resolve => this.#process.once('exit', resolve));
    this.#process.disconnect();
    await gone;
  }
}

export interface ServerOptions {
  readonly file: string;
  readonly secret: string;
  /** Options of node itself. */
  readonly flags?: readonly string[];
  /** Whether to note how late its event loop is. */
  readonly watched?: boolean;
}

/** A server in a process of its own. */
export class ServerProcess {
  readonly #child: Child;

  private constructor(
    readonly name: ServerName,
    child: Child,
    readonly url: string,
  ) {
    this.#child = child;
  }

  static async start(name: ServerName, { file, secret, flags, watched }: ServerOptions): Promise<ServerProcess> {
    const environment = { NODE_ENV: 'production', BENCH_FILE: file, BENCH_SECRET: secret, ...(watched && { BENCH_WATCHED: 'true' }) };
    if (name === 'amphi') return ServerProcess.#startApplication({ ...environment, ...applicationEnvironment(file, secret) }, flags);
    const child = new Child(`servers/${name}`, environment, flags);
    const { url } = await child.next<{ url: string }>();
    return new ServerProcess(name, child, url);
  }

  /** As `npm run serve` starts it. */
  static async #startApplication(environment: Readonly<Record<string, string>>, flags: readonly string[] = []): Promise<ServerProcess> {
    const watching = ['--import', pathToFileURL(moduleOf('servers/amphi')).href];
    const child = new Child('amphi', environment, [...APPLICATION_FLAGS, ...flags, ...watching], APPLICATION);
    return new ServerProcess('amphi', child, await child.printed(/http:\/\/\S+\/graphql/));
  }

  async usage(): Promise<Usage> {
    const message = await this.#child.ask<ServerMessage>({ tell: 'usage' });
    if (!('usage' in message)) throw new Error(`${this.name} did not tell what it used`);
    return message.usage;
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }
}

/** The load generator, in a process of its own. */
export class LoadGenerator {
  readonly #child = new Child('load/generator', {});

  async learn(command: Omit<Extract<Command, { kind: 'learn' }>, 'kind'>): Promise<Learned> {
    const reply = await this.#send({ kind: 'learn', ...command });
    if (!('learned' in reply)) throw new Error('the load generator did not learn');
    return reply.learned;
  }

  async repeat(command: Omit<Extract<Command, { kind: 'repeat' }>, 'kind'>): Promise<RunResult> {
    return this.#run({ kind: 'repeat', ...command });
  }

  async attack(command: Omit<Extract<Command, { kind: 'attack' }>, 'kind'>): Promise<readonly number[]> {
    const reply = await this.#send({ kind: 'attack', ...command });
    if (!('refusedAfterMs' in reply)) throw new Error('the load generator did not attack');
    return reply.refusedAfterMs;
  }

  async once(command: Omit<Extract<Command, { kind: 'once' }>, 'kind'>): Promise<RunResult> {
    return this.#run({ kind: 'once', ...command });
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  async #run(command: Command): Promise<RunResult> {
    const reply = await this.#send(command);
    if (!('run' in reply)) throw new Error('the load generator did not run');
    return reply.run;
  }

  async #send(command: Command): Promise<Exclude<Reply, { failed: string }>> {
    const reply = await this.#child.ask<Reply>(command);
    if ('failed' in reply) throw new Error(reply.failed);
    return reply;
  }
}

/** Many sockets in a process of its own. */
export class Subscribers {
  readonly #child = new Child('load/sockets', {});

  async open(command: Omit<Extract<SocketCommand, { kind: 'open' }>, 'kind'>): Promise<void> {
    await this.#send({ kind: 'open', ...command });
  }

  /** Makes one change over HTTP and waits until every socket has heard of it. */
  async change(command: Omit<Extract<SocketCommand, { kind: 'change' }>, 'kind'>): Promise<Change> {
    const reply = await this.#send({ kind: 'change', ...command });
    if (!('change' in reply)) throw new Error('the subscribers did not tell what they heard');
    return reply.change;
  }

  stop(): Promise<void> {
    return this.#child.stop();
  }

  async #send(command: SocketCommand): Promise<Exclude<SocketReply, { failed: string }>> {
    const reply = await this.#child.ask<SocketReply>(command);
    if ('failed' in reply) throw new Error(reply.failed);
    return reply;
  }
}
