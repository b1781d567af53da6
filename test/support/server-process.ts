import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { SECRET } from './app.js';

/** Builds what `npm run serve` runs, once for all test files: a build takes away what the servers of another file have yet to load. */
export function buildServer(): void {
  const turn = join(inject('sharedFolder'), 'build');
  const over = join(turn, 'over');
  if (mkdirSync(turn, { recursive: true }) === undefined) {
    while (!existsSync(over)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    return;
  }
  try {
    execFileSync('npm', ['run', '--silent', 'build'], { shell: process.platform === 'win32' });
  } finally {
    writeFileSync(over, '');
  }
}

/** A text in a module of the server, and another for it: see `mutant.mjs`. */
export interface Mutation {
  readonly module: string;
  readonly find: string;
  readonly replace: string;
}

/** A server in a process of its own, as `npm run serve` runs it, with nothing of this process's environment. */
export class ServerProcess {
  readonly exited: Promise<unknown[]>;
  readonly #process: ChildProcess;
  #text = '';

  constructor(environment: Record<string, string>, mutation?: Mutation) {
    const program = mutation ? ['--import', './test/support/mutant.mjs', 'dist/src/main.js'] : ['dist/bundle/main.js'];
    this.#process = spawn(process.execPath, program, {
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
