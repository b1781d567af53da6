import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { Logins, TokenRefresh, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { codes, refusals } from '../../support/client.js';
import { seed } from '../../support/seed.js';
import { HOUR_MS, passTime, SECOND_MS } from '../../support/time.js';

const app = await startApp();
const world = seed(app);

async function refresh(refreshToken: string | null | undefined) {
  return (await app.visitor.ask(TokenRefresh, { refreshToken })).tokenRefresh;
}

async function whoIs(accessToken: string | null | undefined): Promise<string | undefined> {
  return (await app.visitor.as({ accessToken: accessToken ?? '' }).run(Viewer)).data?.me?.id;
}

describe('a refresh token', () => {
  test('renews both tokens of the same log-in', async () => {
    const ann = await world.user();
    const renewed = await refresh(ann.refreshToken);
    expect(renewed.errors).toEqual([]);
    expect(renewed.refreshToken).not.toBe(ann.refreshToken);
    expect(await whoIs(renewed.accessToken)).toBe(ann.id);
    expect((await ann.client.ask(Logins)).logins).toHaveLength(1);
  });

  test('is good again a moment later, so that two tabs that renew at once both go on', async () => {
    const ann = await world.user();
    const tabs = await Promise.all([refresh(ann.refreshToken), refresh(ann.refreshToken), refresh(ann.refreshToken)]);
    expect(tabs.map(refusals)).toEqual([[], [], []]);
    const again = await Promise.all(tabs.map(tab => refresh(tab.refreshToken)));
    expect(again.map(refusals)).toEqual([[], [], []]);
    expect(await whoIs(again[0]?.accessToken)).toBe(ann.id);
  });

  test('that comes back later ends the whole log-in, and no other log-in', async () => {
    const ann = await world.user();
    const elsewhere = await world.logIn(ann);
    const renewed = await refresh(ann.refreshToken);
    passTime(11 * SECOND_MS);
    expect(refusals(await refresh(ann.refreshToken))).toEqual(['INVALID_TOKEN refreshToken']);
    expect(refusals(await refresh(renewed.refreshToken))).toEqual(['INVALID_TOKEN refreshToken']);
    expect(await whoIs(renewed.accessToken)).toBeUndefined();
    expect(codes(await ann.client.run(Viewer))).toEqual(['UNAUTHENTICATED']);
    expect(await whoIs(elsewhere.accessToken)).toBe(ann.id);
  });

  test('that comes back later leaves in the audit which request it was that ended the log-in', async () => {
    const ann = await world.user();
    await refresh(ann.refreshToken);
    passTime(11 * SECOND_MS);
    await app.visitor.with({ 'x-request-id': 'of-the-copy' }).ask(TokenRefresh, { refreshToken: ann.refreshToken });
    const ended = (await entriesAbout(app, ann.loginId)).at(-1);
    expect(ended).toMatchObject({ deed: 'login:renew', kind: 'UPDATED', fields: '["endedAt"]', requestId: 'of-the-copy' });
  });

  test.each([
    ['unknown', 'x'.repeat(43)],
    ['empty', ''],
    ['not given', null],
  ])('that is %s is refused', async (_kind, token) => {
    expect(refusals(await refresh(token))).toEqual(['INVALID_TOKEN refreshToken']);
  });

  test('is not an access token, and an access token is none', async () => {
    const ann = await world.user();
    expect(await whoIs(ann.refreshToken)).toBeUndefined();
    expect(refusals(await refresh(ann.accessToken))).toEqual(['INVALID_TOKEN refreshToken']);
  });

  test('expires a day later', async () => {
    const ann = await world.user();
    passTime(24 * HOUR_MS + SECOND_MS);
    expect(refusals(await refresh(ann.refreshToken))).toEqual(['INVALID_TOKEN refreshToken']);
  });

  test('keeps a log-in alive from day to day, up to thirty days', async () => {
    const ann = await world.user();
    let token: string | null = ann.refreshToken;
    let days = 0;
    for (; days < 40; days++) {
      passTime(24 * HOUR_MS - SECOND_MS);
      const renewed = await refresh(token);
      if (!renewed.refreshToken) break;
      token = renewed.refreshToken;
    }
    expect(days).toBe(30);
  });

  test('is stored only as its hash', async () => {
    const ann = await world.user();
    const { refreshToken } = await refresh(ann.refreshToken);
    const stored = JSON.stringify([
      await app.database.rows(sql`select * from refresh_tokens`),
      await app.database.rows(sql`select * from logins`),
    ]);
    expect(stored).not.toContain(ann.refreshToken);
    expect(stored).not.toContain(refreshToken);
  });
});
