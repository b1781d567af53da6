import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { SECRET } from './app.js';

/** A text in a module of the server, and another for it: see `mutant.mjs`. */
export interface Mutation {
  readonly module: string;
  readonly find: string;
  readonly replace: string;
}

interface Launch {
  /** Arguments for Node itself. */
  readonly node?: readonly string[];
  /** A command that ends by running what comes after it. */
  readonly through?: readonly string[];
  /** Something to break in it. */
  readonly mutation?: Mutation | undefined;
}

/** A server in a process of its own, as `npm run serve` runs it, with nothing of this process's environment. */
export class ServerProcess {
  readonly exited: Promise<unknown[]>;
  readonly #process: ChildProcess;
  #text = '';

  constructor(environment: Record<string, string>, { node = [], through = [], mutation }: Launch = {}) {
    const start = mutation ? ['--import', './test/support/mutant.mjs', 'dist/src/main.js'] : ['dist/bundle/main.js'];
    const [program = '', ...rest] = [...through, process.execPath, ...node, ...start];
    this.#process = spawn(program, rest, {
      env: { PORT: '0', DEMO: 'false', LOG_LEVEL: 'warn', AMPHI_SECRET: SECRET, MUTATION: JSON.stringify(mutation), ...environment },
    });
    this.exited = once(this.#process, 'exit');
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.on('data', chunk => (this.#text += chunk));
  }

  /** All that it has printed. */
  get text(): string {
    return this.#text;
  }

  get pid(): number {
    return this.#process.pid as number;
  }

  /** What it prints, up to a text that matches. */
  async printed(pattern: RegExp): Promise<RegExpMatchArray> {
    for (;;) {
      const found = this.#text.match(pattern);
      if (found) return found;
      if (this.#process.exitCode !== null) throw new Error(`it stopped and said: ${this.#text}`);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  /** Where it serves GraphQL, once it does. */
  async address(): Promise<string> {
    const [, url = ''] = await this.printed(/(http:\/\/\S+\/graphql)/);
    return url;
  }

  /** Asks it to end, and answers its exit code and signal. */
  stop(): Promise<unknown[]> {
    this.#process.kill('SIGTERM');
    return this.exited;
  }

  /** Ends it as a power cut does. */
  kill(): Promise<unknown[]> {
    this.#process.kill('SIGKILL');
    return this.exited;
  }
}
