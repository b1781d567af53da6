import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from './support/database.js';
import { holdWriters } from './support/interruptions.js';

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

async function ask<Result>(url: string, query: string, headers: Record<string, string> = {}): Promise<Result> {
  const body = JSON.stringify({ query });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return ((await answer.json()) as { data: Result }).data;
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

  test('that dies in the middle of a deed leaves nothing of it, and its key free', async () => {
    const { url: databaseUrl, drop } = await createDatabase({ empty: true });
    const environment = {
      DATABASE_URL: databaseUrl,
      AMPHI_SECRET: 'x'.repeat(40),
      ADMIN_EMAIL: 'admin@example.org',
      ADMIN_PASSWORD: 'a password of the tests',
    };
    const logIn = `mutation { login(input: {email: "admin@example.org", password: "a password of the tests"}) { accessToken } }`;
    const create = `mutation { siteCreate(input: {name: "Here", address: "1", timeZone: "UTC", opensAt: "08:00", closesAt: "20:00"}) {
      site { id } errors { code } } }`;
    const first = start(environment);
    const [, firstUrl = ''] = await printed(first, /(http:\/\/\S+\/graphql)/);
    const { login } = await ask<{ login: { accessToken: string } }>(firstUrl, logIn);
    const headers = { authorization: `Bearer ${login.accessToken}`, 'idempotency-key': 'of-the-dead' };
    const release = await holdWriters(databaseUrl);
    const unanswered = ask(firstUrl, create, headers).catch(() => 'gone');
    await new Promise(resolve => setTimeout(resolve, 500));
    const dead = once(first, 'exit');
    first.kill('SIGKILL');
    await dead;
    await release();
    expect(await unanswered).toBe('gone');

    const second = start(environment);
    const [, secondUrl = ''] = await printed(second, /(http:\/\/\S+\/graphql)/);
    const answers = [await ask(secondUrl, create, headers), await ask(secondUrl, create, headers)];
    expect(answers[0]).toMatchObject({ siteCreate: { errors: [] } });
    expect(answers[1]).toEqual(answers[0]);
    expect(await ask(secondUrl, '{ sites { totalCount } }', headers)).toEqual({ sites: { totalCount: 1 } });
    const ended = once(second, 'exit');
    second.kill('SIGTERM');
    await ended;
    await drop();
  });

  test('does not start with a wrong configuration, and says in a sentence what is wrong', async () => {
    const server = start({ DATABASE_URL: 'oracle://x' });
    const ended = once(server, 'exit');
    await printed(server, /^DATABASE_URL must begin with sqlite: or postgresql:\/\/\.$/m);
    expect(await ended).toEqual([1, null]);
  });
});
