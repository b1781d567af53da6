import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from './support/database.js';

const folder = mkdtempSync(join(tmpdir(), 'amphi-main-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
}, 60_000);

/** The server as `npm start` runs it, with nothing of this process’s environment. */
function start(environment: Record<string, string>): ChildProcess {
  return spawn(process.execPath, ['dist/src/main.js'], {
    env: { PORT: '0', DEMO: 'false', LOG_LEVEL: 'warn', ...environment },
  });
}

/** What it prints, up to a text that matches. */
async function printed(server: ChildProcess, pattern: RegExp): Promise<RegExpMatchArray> {
  let text = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', chunk => (text += chunk));
  for (;;) {
    const found = text.match(pattern);
    if (found) return found;
    if (server.exitCode !== null) throw new Error(`it stopped and said: ${text}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('the server', () => {
  test('says where it listens, answers, and ends in peace when it is told to', async () => {
    const { url: databaseUrl, drop } = await createDatabase({ empty: true });
    const server = start({ DATABASE_URL: databaseUrl, AMPHI_SECRET: 'x'.repeat(40) });
    const [, url = ''] = await printed(server, /(http:\/\/\S+\/graphql)/);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __typename }' }),
    });
    expect(await answer.json()).toEqual({ data: { __typename: 'Query' } });
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    await drop();
  });

  test('does not start with a wrong configuration, and says in a sentence what is wrong', async () => {
    const server = start({ DATABASE_URL: 'oracle://x' });
    const ended = once(server, 'exit');
    await printed(server, /^DATABASE_URL must begin with sqlite: or postgresql:\/\/\.$/m);
    expect(await ended).toEqual([1, null]);
  });
});
