import { describe, expect, test } from 'vitest';
import {
  AuditEntries,
  AuditEntryIds,
  type AuditFilter,
  SiteCreate,
  SiteDelete,
  SiteUpdate,
  UserUpdate,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { seed, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';

const app = await startApp();
const world = seed(app);
const admin = await world.user({ role: 'ADMIN' });
const manager = await world.user({ role: 'MANAGER' });
const newSite = () => ({ name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });

/** A site that a manager made, moved so many times and an administrator deleted. */
async function history(moves: number): Promise<string> {
  const { siteCreate } = await manager.client.ask(SiteCreate, { input: newSite() });
  const id = siteCreate.site?.id ?? '';
  for (let n = 1; n <= moves; n++) await manager.client.ask(SiteUpdate, { id, input: { address: `Street ${n}` } });
  await admin.client.ask(SiteDelete, { id });
  await app.sealer.seal();
  return id;
}

async function entries(filter: AuditFilter) {
  return (await admin.client.ask(AuditEntries, { filter, first: 100 })).auditEntries;
}

describe('auditEntries', () => {
  test('tells who changed what and when, the newest first', async () => {
    const before = Date.now();
    const id = await history(1);
    const { nodes, totalCount } = await entries({ entityId: id });
    expect(totalCount).toBe(3);
    expect(nodes.map(({ deed, kind, actorId, entity, entityId, erased }) => ({ deed, kind, actorId, entity, entityId, erased }))).toEqual(
      [
        { deed: 'site:delete', kind: 'DELETED', actorId: admin.id },
        { deed: 'site:update', kind: 'UPDATED', actorId: manager.id },
        { deed: 'site:create', kind: 'CREATED', actorId: manager.id },
      ].map(it => ({ ...it, entity: 'Site', entityId: id, erased: false })),
    );
    expect(nodes[1]?.changes).toEqual([{ field: 'address', before: 'Here', after: 'Street 1', withheld: false }]);
    expect(nodes[2]?.changes).toContainEqual({ field: 'timeZone', before: null, after: 'UTC', withheld: false });
    const times = nodes.map(it => Date.parse(it.createdAt));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(times.at(-1)).toBeGreaterThanOrEqual(before);
  });

  test('finds by each of its conditions, and by all of them together', async () => {
    const [id, other] = [await history(1), await history(0)];
    const about = async (filter: AuditFilter) => (await entries(filter)).nodes;
    const all = await about({ entityId: id });
    const [deleted, updated, created] = all;
    expect((await about({ actorId: admin.id })).every(it => it.actorId === admin.id)).toBe(true);
    expect((await about({ entityId: id, actorId: admin.id })).map(it => it.id)).toEqual([deleted?.id]);
    expect((await about({ entityId: id, deed: 'site:update' })).map(it => it.id)).toEqual([updated?.id]);
    expect(await about({ entityId: id, entity: 'Reservation' })).toEqual([]);
    expect((await about({ entity: 'Site' })).map(it => it.entityId)).toEqual(expect.arrayContaining([id, other]));
    const [from, to] = [updated?.createdAt, deleted?.createdAt];
    const between = (await about({ entityId: id, from, to })).map(it => it.id);
    const expected = all.filter(it => it.createdAt >= (from ?? '') && it.createdAt < (to ?? ''));
    expect(between).toEqual(expected.map(it => it.id));
    expect((await about({ entityId: id, from: created?.createdAt ?? null })).length).toBe(3);
    expect(await about({ entityId: id, to: created?.createdAt ?? null })).toEqual([]);
  });

  test('goes on from page to page without repeating or leaving out', async () => {
    const id = await history(5);
    const found: string[] = [];
    const pageAfter = async (after: string | null) =>
      (await admin.client.ask(AuditEntryIds, { filter: { entityId: id }, first: 3, after })).auditEntries;
    let page = await pageAfter(null);
    found.push(...page.nodes.map(it => it.id));
    while (page.pageInfo.hasNextPage) {
      page = await pageAfter(page.pageInfo.endCursor ?? null);
      found.push(...page.nodes.map(it => it.id));
    }
    expect(found).toEqual((await entries({ entityId: id })).nodes.map(it => it.id));
    expect(found).toHaveLength(7);
  });

  test('costs a statement for the page and one for the count, however long it is', async () => {
    const [few, many] = [await history(0), await history(12)];
    const cost = (entityId: string) => statementsOf(app, () => admin.client.ask(AuditEntries, { filter: { entityId } }));
    expect(await cost(few)).toHaveLength(2);
    expect(await cost(many)).toHaveLength(2);
  });

  test('says of a secret that it changed, not to what', async () => {
    const person = await world.user();
    await admin.client.ask(UserUpdate, { id: person.id, input: { active: false } });
    await app.sealer.seal();
    const { nodes } = await entries({ entityId: person.id });
    expect(nodes[0]?.changes).toEqual([{ field: 'active', before: true, after: false, withheld: false }]);
    expect(JSON.stringify(await entries({ entity: 'User' }))).not.toContain('$argon2');
  });

  test('is for administrators, and those who were granted it', async () => {
    expect(codes(await manager.client.query(AuditEntries.toString()))).toEqual(['FORBIDDEN']);
    const auditor = await world.user({ authorizations: ['audit:read'] });
    expect((await auditor.client.ask(AuditEntries, { first: 1 })).auditEntries.nodes).toHaveLength(1);
  });

  test('has what was changed within a second, by itself', async () => {
    const { siteCreate } = await manager.client.ask(SiteCreate, { input: newSite() });
    await expect.poll(async () => (await entries({ entityId: siteCreate.site?.id })).totalCount, { timeout: 10_000 }).toBe(1);
  });
});
