import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { entities } from '../src/app.js';
import { DEMO_PASSWORD } from '../src/demonstration/catalogue.js';
import { openDatabase } from '../src/platform/database/database.js';
import { sql, text } from '../src/platform/database/sql.js';
import { Login, Me, PasswordChange, Resources, SiteCreate } from './generated/documents.js';
import { SECRET } from './support/app.js';
import { byHand } from './support/by-hand.js';
import { Client, refusals } from './support/client.js';
import { run } from './support/command.js';
import { createDatabase } from './support/database.js';
import { holdWriters } from './support/interruptions.js';
import { unique } from './support/seed.js';
import { buildServerOnce } from './support/server-build.js';
import { ServerProcess } from './support/server-process.js';

beforeAll(buildServerOnce, 120_000);

/** A server that does not outlive its test. */
function start(environment: Record<string, string>): ServerProcess {
  const server = new ServerProcess(environment);
  onTestFinished(() => void server.kill());
  return server;
}

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createDatabase({ empty: true });
  onTestFinished(drop);
  return url;
}

async function ask<Result>(url: string, query: string, headers: Record<string, string> = {}): Promise<Result> {
  const body = JSON.stringify({ query });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  return ((await answer.json()) as { data: Result }).data;
}

describe('the server', () => {
  test('makes its tables, says where it listens, answers, and ends in peace; and again where the tables are there', async () => {
    const databaseUrl = await emptyDatabase();
    for (const _start of ['first', 'second']) {
      const server = start({ DATABASE_URL: databaseUrl });
      const url = await server.address();
      expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
      const { data } = await new Client(url).query('{ __typename }');
      expect(data).toEqual({ __typename: 'Query' });
      expect(await server.stop()).toEqual([0, null]);
    }
  });

  test('has lost nothing that it acknowledged when it is killed in the midst of writes', async () => {
    const databaseUrl = await emptyDatabase();
    const admin = { email: 'admin@example.org', password: 'correct horse battery staple' };
    const server = start({ DATABASE_URL: databaseUrl, ADMIN_EMAIL: admin.email, ADMIN_PASSWORD: admin.password });
    const url = await server.address();
    const visitor = new Client(url);
    const { login } = await visitor.ask(Login, { input: admin });
    const client = visitor.as({ accessToken: login.accessToken ?? '' });
    const acknowledged: string[] = [];
    const write = async (): Promise<never> => {
      for (;;) {
        const input = { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };
        await client.ask(SiteCreate, { input });
        if (acknowledged.push(input.name) === 200) void server.kill();
      }
    };
    await Promise.allSettled(Array.from({ length: 16 }, write));

    const database = await openDatabase(databaseUrl, entities);
    const stored = new Set((await database.rows<{ name: string }>(sql`select name from sites`)).map(it => it.name));
    expect(acknowledged.length).toBeGreaterThanOrEqual(200);
    expect(acknowledged.filter(name => !stored.has(name))).toEqual([]);
    await database.close();
  });

  test('that dies in the middle of a deed leaves nothing of it, and its key free', async () => {
    const databaseUrl = await emptyDatabase();
    const environment = { DATABASE_URL: databaseUrl, ADMIN_EMAIL: 'admin@example.org', ADMIN_PASSWORD: 'a password of the tests' };
    const logIn = `mutation { login(input: {email: "admin@example.org", password: "a password of the tests"}) { accessToken } }`;
    const create = `mutation { siteCreate(input: {name: "Here", address: "1", timeZone: "UTC", opensAt: "08:00", closesAt: "20:00"}) {
      site { id } errors { code } } }`;
    const first = start(environment);
    const firstUrl = await first.address();
    const { login } = await ask<{ login: { accessToken: string } }>(firstUrl, logIn);
    const headers = { authorization: `Bearer ${login.accessToken}`, 'idempotency-key': 'of-the-dead' };
    const release = await holdWriters(databaseUrl);
    const unanswered = ask(firstUrl, create, headers).catch(() => 'gone');
    await new Promise(resolve => setTimeout(resolve, 500));
    await first.kill();
    await release();
    expect(await unanswered).toBe('gone');

    const second = start(environment);
    const secondUrl = await second.address();
    const answers = [await ask(secondUrl, create, headers), await ask(secondUrl, create, headers)];
    expect(answers[0]).toMatchObject({ siteCreate: { errors: [] } });
    expect(answers[1]).toEqual(answers[0]);
    expect(await ask(secondUrl, '{ sites { totalCount } }', headers)).toEqual({ sites: { totalCount: 1 } });
    await second.stop();
  });

  test('has with it what it loads only when there is need of it', async () => {
    const origin = 'https://app.example';
    const server = start({ DATABASE_URL: await emptyDatabase(), DEMO: 'true', ALLOWED_ORIGINS: origin });
    const url = await server.address();
    const visitor = new Client(url);
    const { login } = await visitor.ask(Login, { input: { email: 'employee@amphi.example', password: DEMO_PASSWORD } });
    const employee = visitor.as({ accessToken: login.accessToken ?? '' });

    expect(await employee.socket().run(Me)).toMatchObject({ data: { me: { role: 'EMPLOYEE' } } });
    // Once as it comes, then compiled.
    for (let i = 0; i < 3; i++) {
      const { resources } = await employee.ask(Resources, { first: 5 });
      expect(resources.nodes).toHaveLength(5);
    }
    const { passwordChange } = await employee.ask(PasswordChange, {
      input: { currentPassword: DEMO_PASSWORD, newPassword: 'password123' },
    });
    expect(refusals(passwordChange)).toEqual(['WEAK_PASSWORD input.newPassword']);

    const page = await fetch(url, { headers: { accept: 'text/html', origin } });
    expect(page.headers.get('access-control-allow-origin')).toBe(origin);
    expect(await page.text()).toContain('sandbox');
    expect(await server.stop()).toEqual([0, null]);
  });

  test.each([
    ['a wrong configuration', 'oracle://x', /^DATABASE_URL must begin with sqlite: or postgresql:\/\/\.$/m],
    [
      'a folder for a database',
      `sqlite:${import.meta.dirname}`,
      /^The database that DATABASE_URL names cannot be used: unable to open .*\.$/m,
    ],
    [
      'a server that is not there',
      'postgresql://127.0.0.1:1/x',
      /^The database that DATABASE_URL names cannot be used: .*ECONNREFUSED.*\.$/m,
    ],
  ])('does not start with %s, and says in a sentence what is wrong', async (_what, databaseUrl, sentence) => {
    const server = start({ DATABASE_URL: databaseUrl });
    await server.printed(sentence);
    expect(await server.exited).toEqual([1, null]);
  });
});

describe('npm run backup', () => {
  test('says in a sentence what is wrong and ends with 1, or with its usage and 2', async () => {
    const environment = { DATABASE_URL: `sqlite:${import.meta.dirname}/none.db` };
    expect(await run('backup', ['x.db'], environment)).toMatchObject({
      said: expect.stringMatching(/^There is no database at .*\n$/),
      exitCode: 1,
    });
    expect(await run('backup', ['--wrong'], environment)).toMatchObject({
      said: expect.stringMatching(/^npm run backup -- <file>/),
      exitCode: 2,
    });
  });
});

describe('npm run db:copy', () => {
  test('carries a demonstration over to a server that goes on with it', async () => {
    const [from, to] = [await emptyDatabase(), await emptyDatabase()];
    const first = start({ DATABASE_URL: from, DEMO: 'true' });
    await first.address();
    await first.stop();
    const { said, exitCode } = await run('copy-database', ['--from', from, '--to', to], {});
    expect(said).toMatch(/^reservations +\d{3,} rows {2}[0-9a-f]{12} on both sides$/m);
    expect(exitCode).toBe(0);

    const second = start({ DATABASE_URL: to });
    const { login } = await new Client(await second.address()).ask(Login, {
      input: { email: 'admin@amphi.example', password: DEMO_PASSWORD },
    });
    expect(login.errors).toEqual([]);
    await second.stop();
    expect(await run('copy-database', ['--from', from, '--to', to], {})).toEqual({
      said: expect.stringMatching(/^The database to copy to is not empty: there are rows in \w+\.\n$/),
      exitCode: 1,
    });
  });

  test.each([
    [['--from', 'oracle://x', '--to', 'sqlite:x.db'], '--from must begin with sqlite: or postgresql://.', 1],
    [['--from', 'sqlite:none.db', '--to', 'sqlite:x.db'], 'There is no database where --from says.', 1],
    [['--from', 'sqlite:x.db', '--to', 'sqlite:x.db'], '--from and --to name the same database.', 1],
    [['--from', 'postgresql://127.0.0.1:1/x', '--to', 'postgresql://127.0.0.1:1/y'], 'The database does not answer: ', 1],
    [['--form', 'sqlite:x.db'], 'npm run db:copy -- --from <url> --to <url>', 2],
  ])('refuses %j with a sentence', async (args, sentence, exitCode) => {
    const answered = await run('copy-database', args, {});
    expect(answered.said.slice(0, sentence.length)).toBe(sentence);
    expect(answered.said).not.toContain(' at ');
    expect(answered.exitCode).toBe(exitCode);
  });
});

describe('npm run doctor', () => {
  test('looks beside a server that runs, and says what is well', async () => {
    const databaseUrl = await emptyDatabase();
    const environment = { DATABASE_URL: databaseUrl, AMPHI_SECRET: 'x'.repeat(32) };
    const server = start(environment);
    await server.address();
    const { said, exitCode } = await run('doctor', [], environment);
    expect(said).toMatch(/^ok {4}schema {9}It is what the migrations made\.$/m);
    expect(said).not.toMatch(/^fail/m);
    expect(exitCode).toBe(0);
    await server.stop();
  });

  test('ends with 1 where something does not work and says what to mend, to programs too', async () => {
    const environment = { DATABASE_URL: 'postgresql://127.0.0.1:1/x' };
    const { said, exitCode } = await run('doctor', [], environment);
    expect(said).toMatch(/^fail {2}database {7}It cannot be used: .*ECONNREFUSED.*\n +→ Start it, or correct DATABASE_URL/m);
    expect(exitCode).toBe(1);
    const asJson = await run('doctor', ['--json'], environment);
    expect(JSON.parse(asJson.said)).toContainEqual(expect.objectContaining({ check: 'database', status: 'fail' }));
    expect(asJson.exitCode).toBe(1);
    expect((await run('doctor', ['--wrong'], environment)).exitCode).toBe(2);
  });
});

test('npm run migrate says in a sentence that the database does not answer', async () => {
  const { said, exitCode } = await run('migrate', ['pending'], { DATABASE_URL: 'postgresql://127.0.0.1:1/x' });
  expect(said).toMatch(/^The database does not answer: .*ECONNREFUSED.*\.\n$/);
  expect(exitCode).toBe(1);
});

describe('npm run audit:verify', () => {
  test('tells the head, which is noted, and names what was changed later', async () => {
    const databaseUrl = await emptyDatabase();
    const server = start({ DATABASE_URL: databaseUrl, DEMO: 'true' });
    await server.address();
    const environment = { DATABASE_URL: databaseUrl, AMPHI_SECRET: SECRET };
    const database = await openDatabase(databaseUrl, entities);
    const unsealed = () => database.rows(sql`select position from audit_unsealed`);
    await expect.poll(unsealed, { timeout: 20_000 }).toEqual([]);
    await server.stop();

    const { said, exitCode } = await run('audit-verify', [], environment);
    expect(said).toMatch(/^\d{3,} entries are as they were written\nhead \d+:[\w-]{43}\n$/);
    expect(exitCode).toBe(0);
    const head = said.match(/head (\S+)/)?.[1] ?? '';
    const onTable = database.dialect.name === 'sqlite' ? '' : ' on audit_entries';
    await database.write(byHand, async ({ rows }) => {
      await rows(text(`drop trigger audit_entries_kept_update${onTable}`));
      await rows(sql`update audit_entries set actor_id = 'somebody' where sequence = 7`);
    });
    await database.close();
    expect(await run('audit-verify', ['--head', head], environment)).toEqual({
      said: 'Entry 7 is not as it was written. 6 entries before are whole.\n',
      exitCode: 1,
    });
    expect(await run('audit-verify', ['--accept'], environment)).toMatchObject({
      said: expect.stringMatching(/^the audit is taken as it stands/),
      exitCode: 0,
    });
  });

  test('says in a sentence what is wrong with how it is asked', async () => {
    const environment = { DATABASE_URL: `sqlite:${import.meta.dirname}/none.db` };
    const { said, exitCode } = await run('audit-verify', [], environment);
    expect(said).toMatch(/^There is no database at .*\n$/);
    expect(exitCode).toBe(1);
    expect(await run('audit-verify', ['--haed'], environment)).toMatchObject({
      said: expect.stringMatching(/^npm run audit:verify/),
      exitCode: 2,
    });
  });
});
