import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { SECRET } from './app.js';

interface Launch {
  /** Arguments for Node itself. */
  readonly node?: readonly string[];
  /** A command that ends by running what comes after it. */
  readonly through?: readonly string[];
}

/** A server in a process of its own, as `npm run serve` runs it, with nothing of this process's environment. */
export class ServerProcess {
  readonly exited: Promise<unknown[]>;
  readonly #process: ChildProcess;
  #text = '';

  constructor(environment: Record<string, string>, { node = [], through = [] }: Launch = {}) {
    const [program = '', ...rest] = [...through, process.execPath, ...node, 'dist/bundle/main.js'];
    this.#process = spawn(program, rest, {
      env: { PORT: '0', DEMO: 'false', LOG_LEVEL: 'warn', AMPHI_SECRET: SECRET, ...environment },
    });
    this.exited = once(this.#process, 'exit');
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.on('data', chunk => (this.#text += chunk));
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
