import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { median, type Row, ratio, short } from '../figures.js';
import { APPLICATION, APPLICATION_FLAGS } from '../processes.js';
import type { Workload } from './workload.js';

const BARE = `require('node:http').createServer((request, response) => response.end()).listen(process.env.PORT, '127.0.0.1')`;
const ASK_EVERY_MS = 2;
const PATIENCE_MS = 30_000;

export const p8: Workload = {
  name: 'p8',
  title: 'Cold start on a migrated database until it is ready',
  charted: { figure: 'readyMs', unit: 'ms' },
  async run(bench) {
    const file = await bench.data(100_000);
    const environment = { ...bench.environmentFor(file), BENCH_FILE: file };
    const contenders = [
      { server: 'limit', command: ['-e', BARE], path: '/' },
      { server: 'amphi', command: [...APPLICATION_FLAGS, APPLICATION], path: '/health/ready' },
      { server: 'stock', command: [join(import.meta.dirname, '../servers/stock.js')], path: '/?query=%7B__typename%7D' },
    ] as const;
    const times = contenders.map((): number[] => []);
    // The first turn warms the disk's cache up, leaves compiled code for the next, and is thrown away.
    for (let turn = bench.mode.quick ? 1 : 0; turn <= bench.rounds; turn++) {
      for (const [i, { command, path }] of contenders.entries()) {
        const ms = await startTime(command, path, environment);
        if (turn > 0) times[i]?.push(ms);
      }
    }
    const rows: Row[] = contenders.map(({ server }, i) => ({ server, readyMs: median(times[i] as number[]) }));
    const ready = rows[1]?.readyMs ?? Number.NaN;
    const toLimit = ratio(ready, rows[0]?.readyMs);
    return {
      rows,
      reaches: [
        {
          what: 'below 500 ms or at most 3 times the limit',
          figure: `${short(ready)} ms, ${short(toLimit)}`,
          reached: ready < 500 || toLimit <= 3,
        },
      ],
      notes: [
        'the limit is a bare node:http server in one line',
        'amphi is what npm run serve starts, not for the first time since the build',
      ],
    };
  },
};

/** From the start of the process to the first 200. */
async function startTime(command: readonly string[], path: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, command, {
    env: { ...environment, PORT: String(port), BENCH_PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!(await isReady(port, path))) {
      if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with ${child.exitCode}`);
      if (performance.now() - begun > PATIENCE_MS) throw new Error(`${command.join(' ')} does not get ready`);
      await new Promise(resolve => setTimeout(resolve, ASK_EVERY_MS));
    }
    return performance.now() - begun;
  } finally {
    await end(child);
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function isReady(port: number, path: string): Promise<boolean> {
  return new Promise(resolve => {
    const headers = { 'apollo-require-preflight': 'true' };
    const request = get({ host: '127.0.0.1', port, path, agent: false, headers }, response => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
