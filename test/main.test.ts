import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { entities } from '../src/app.js';
import { openDatabase } from '../src/platform/database/database.js';
import { sql } from '../src/platform/database/sql.js';
import { createBus } from '../src/platform/events/bus.js';
import { Login, SiteCreate } from './generated/documents.js';
import { Client } from './support/client.js';
import { createDatabase } from './support/database.js';
import { unique } from './support/seed.js';

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

  test('has lost nothing that it acknowledged when it is killed in the midst of writes', async () => {
    const { url: databaseUrl, drop } = await createDatabase({ empty: true });
    const admin = { email: 'admin@example.org', password: 'correct horse battery staple' };
    const environment = {
      DATABASE_URL: databaseUrl,
      AMPHI_SECRET: 'x'.repeat(40),
      ADMIN_EMAIL: admin.email,
      ADMIN_PASSWORD: admin.password,
    };
    const server = start(environment);
    const [, url = ''] = await printed(server, /(http:\/\/\S+\/graphql)/);
    const visitor = new Client(url);
    const { login } = await visitor.ask(Login, { input: admin });
    const client = visitor.as({ accessToken: login.accessToken ?? '' });
    const acknowledged: string[] = [];
    const write = async (): Promise<never> => {
      for (;;) {
        const input = { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };
        await client.ask(SiteCreate, { input });
        if (acknowledged.push(input.name) === 200) server.kill('SIGKILL');
      }
    };
    await Promise.allSettled(Array.from({ length: 16 }, write));

    const database = await openDatabase(databaseUrl, entities, createBus());
    const stored = new Set((await database.rows<{ name: string }>(sql`select name from sites`)).map(it => it.name));
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);
    expect(acknowledged.filter(name => !stored.has(name))).toEqual([]);
    await database.close();
    await drop();
  });

  test('does not start with a wrong configuration, and says in a sentence what is wrong', async () => {
    const server = start({ DATABASE_URL: 'oracle://x' });
    const ended = once(server, 'exit');
    await printed(server, /^DATABASE_URL must begin with sqlite: or postgresql:\/\/\.$/m);
    expect(await ended).toEqual([1, null]);
  });
});
