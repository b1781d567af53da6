import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { LoginOutcome } from '../../../src/modules/accounts/login-attempt.entity.js';
import { LoginHistory as LoginHistoryOf } from '../../../src/modules/accounts/login-history.js';
import { sql } from '../../../src/platform/database/sql.js';
import { RequestError } from '../../../src/platform/errors/request-error.js';
import { Login, LoginHistory } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { createDatabase } from '../../support/database.js';
import { interruptible } from '../../support/interruptions.js';
import { settle } from '../../support/mailbox.js';
import { PASSWORD, type Person, seed } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { HOUR_MS, MINUTE_MS, passTime } from '../../support/time.js';
import { codeOf, enableTotp, wrongCodeOf } from '../../support/totp.js';

const app = await startApp({ trustedProxies: 1 });
const world = seed(app);

function attempt({ email }: Person, password: string, code?: string) {
  const client = app.visitor.with({ 'x-forwarded-for': '203.0.113.7', 'user-agent': 'a browser of the tests' });
  return client.ask(Login, { input: { email, password, ...(code && { code }) } });
}

async function historyOf({ client }: Person, page = {}) {
  await settle(app);
  return (await client.ask(LoginHistory, page)).loginHistory;
}

describe('the history of log-ins', () => {
  test('tells its user who tried, whence, with what and what came of it, the last first', async () => {
    const ann = await world.user();
    const { secret } = await enableTotp(ann);
    passTime(MINUTE_MS);
    for (const [password, code] of [['a wrong guess'], [PASSWORD], [PASSWORD, wrongCodeOf(secret)], [PASSWORD, codeOf(secret)]]) {
      await attempt(ann, password ?? '', code);
      passTime(1);
    }
    const { nodes, totalCount } = await historyOf(ann);
    expect(nodes.map(it => it.outcome)).toEqual(['LOGGED_IN', 'WRONG_CODE', 'CODE_NEEDED', 'WRONG_PASSWORD', 'LOGGED_IN']);
    expect(totalCount).toBe(5);
    for (const node of nodes.slice(0, 4)) expect(node).toMatchObject({ address: '203.0.113.7', userAgent: 'a browser of the tests' });
  });

  test('holds nothing of what was only tried out', async () => {
    const ann = await world.user();
    await app.visitor.tryOut(Login, { input: { email: ann.email, password: 'a wrong guess' } });
    await app.visitor.tryOut(Login, { input: { email: ann.email, password: PASSWORD } });
    expect((await historyOf(ann)).nodes.map(it => it.outcome)).toEqual(['LOGGED_IN']);
  });

  test('is one’s own', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    await attempt(ann, 'a wrong guess');
    expect((await historyOf(bob)).nodes.map(it => it.outcome)).toEqual(['LOGGED_IN']);
  });

  test('is read page by page, each in one statement', async () => {
    const ann = await world.user();
    for (let i = 0; i < 4; i++) await attempt(ann, PASSWORD);
    const { nodes, pageInfo } = await historyOf(ann, { first: 2 });
    expect(nodes).toHaveLength(2);
    const rest = await historyOf(ann, { first: 3, after: pageInfo.endCursor });
    expect([rest.nodes.length, rest.pageInfo.hasNextPage]).toEqual([3, false]);
    // One for the page, one for the count.
    expect(await statementsOf(app, () => ann.client.ask(LoginHistory, { first: 2 }))).toHaveLength(2);
  });

  test('is forgotten after 90 days', async () => {
    const ann = await world.user();
    await attempt(ann, PASSWORD);
    passTime(91 * 24 * HOUR_MS);
    const again = await world.logIn(ann);
    await app.modules.accounts.prune();
    expect((await historyOf(again)).nodes).toHaveLength(1);
    // The log-ins, too: what is left is the one that has just begun.
    expect(await app.database.rows(sql`select id from logins where user_id = ${ann.id}`)).toHaveLength(1);
  });

  test('keeps the last five hundred that failed, and every one that did not', async () => {
    const ann = await world.user();
    await attempt(ann, PASSWORD);
    const { history } = app.modules.accounts;
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 300; i++)
        history.noteFailure(ann.id, 'WRONG_PASSWORD' as never, { address: '203.0.113.8', userAgent: null, requestId: 'test' });
      await history.flush();
    }
    expect((await historyOf(ann)).totalCount).toBe(502);
  });

  test('holds nothing of an attempt at an account that is not there', async () => {
    const count = () => app.database.rows(sql`select count(*) as count from login_attempts`);
    await settle(app);
    const before = await count();
    await app.visitor.ask(Login, { input: { email: 'nobody@example.org', password: 'a wrong guess' } });
    await settle(app);
    expect(await count()).toEqual(before);
  });
});

describe('while the database is away', () => {
  const caller = { address: '203.0.113.8', userAgent: null, requestId: 'test' };
  const fail = (history: LoginHistoryOf, { id }: Person, times: number) => {
    for (let i = 0; i < times; i++) history.noteFailure(id, LoginOutcome.WRONG_PASSWORD, caller);
  };

  test('failed log-ins wait, as they were, and are written when it is back, once', async () => {
    const database = await createDatabase();
    const line = await interruptible(database.url);
    onTestFinished(async () => {
      await line.close();
      await database.drop();
    });
    const there = await startApp({ databaseUrl: line.url });
    const ann = await seed(there).user();
    const { history } = there.modules.accounts;
    const before = Date.now();
    fail(history, ann, 3);
    await line.interrupt();
    await expect(history.flush()).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    fail(history, ann, 2);
    const after = Date.now();
    await line.restore();
    passTime(HOUR_MS);
    await Promise.all([history.flush(), history.flush()]);
    await history.flush();
    const attempts = await there.database.rows<{ at: number }>(
      sql`select created_at as at from login_attempts where user_id = ${ann.id} and outcome = 'WRONG_PASSWORD'`,
    );
    expect(attempts).toHaveLength(5);
    for (const { at } of attempts) expect(at >= before && at <= after).toBe(true);
    await there.close();
  });

  test('what was written though the answer was lost is not written twice', async () => {
    const ann = await world.user();
    const history = new LoginHistoryOf(app.database);
    const { write } = app.database;
    const lost = vi.spyOn(app.database, 'write').mockImplementationOnce(async (...given) => {
      await write.apply(app.database, given as never);
      throw new RequestError('SERVICE_UNAVAILABLE', 'lost');
    });
    fail(history, ann, 2);
    await expect(history.flush()).rejects.toThrow('lost');
    lost.mockRestore();
    await history.flush();
    expect((await historyOf(ann)).totalCount).toBe(3);
  });

  test('a thousand wait at most, and how many more there were is told', async () => {
    const ann = await world.user();
    const history = new LoginHistoryOf(app.database);
    const reported: string[] = [];
    history.start(error => reported.push((error as Error).message));
    const away = vi.spyOn(app.database, 'write').mockRejectedValue(new RequestError('SERVICE_UNAVAILABLE', 'away'));
    fail(history, ann, 1_007);
    await expect(history.flush()).rejects.toThrow('away');
    expect(reported).toEqual([]);
    away.mockRestore();
    await history.stop();
    expect(reported).toEqual([expect.stringMatching(/^7 failed log-ins are missing/)]);
    expect((await historyOf(ann)).totalCount).toBe(501);
  });

  test('a server that stops tells how many it could not write', async () => {
    const ann = await world.user();
    const history = new LoginHistoryOf(app.database);
    const reported: string[] = [];
    history.start(error => reported.push((error as Error).message));
    const away = vi.spyOn(app.database, 'write').mockRejectedValue(new RequestError('SERVICE_UNAVAILABLE', 'away'));
    fail(history, ann, 4);
    await history.stop();
    away.mockRestore();
    expect(reported).toEqual([expect.stringMatching(/^4 failed log-ins are missing/)]);
  });

  test('what can never be written keeps nothing else from it', async () => {
    const ann = await world.user();
    const history = new LoginHistoryOf(app.database);
    vi.spyOn(app.database, 'write').mockRejectedValueOnce(new Error('broken'));
    fail(history, ann, 1);
    await expect(history.flush()).rejects.toThrow('broken');
    fail(history, ann, 1);
    await history.flush();
    expect((await historyOf(ann)).totalCount).toBe(2);
  });
});
