import { afterAll, describe, expect, test } from 'vitest';
import { SiteCreate, Sites, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes } from '../../support/client.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { holdWriters, interruptible } from '../../support/interruptions.js';
import { seed, unique } from '../../support/seed.js';

const database = await createDatabase();
const line = await interruptible(database.url);
afterAll(async () => {
  await line.close();
  await database.drop();
});
const app = await startApp({ databaseUrl: line.url });
const manager = await seed(app).user({ role: 'MANAGER' });

function newSite() {
  return { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };
}

async function ready(): Promise<number> {
  return (await fetch(new URL('/health/ready', app.url))).status;
}

describe('a database that is locked or away', () => {
  test('is answered by SERVICE_UNAVAILABLE, nothing is written, and the server goes on by itself when it is back', async () => {
    const [before, during, after] = [newSite(), newSite(), newSite()];
    expect(codes(await manager.client.run(SiteCreate, { input: before }))).toEqual([]);

    await line.interrupt();
    const refused = await manager.client.run(SiteCreate, { input: during });
    expect(codes(refused)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(refused.text).not.toMatch(/sql|ECONN|SQLITE|postgres/i);
    // SQLite still reads while another process writes.
    expect(await ready()).toBe(databaseKind === 'sqlite' ? 200 : 503);
    expect((await fetch(new URL('/health/live', app.url))).status).toBe(200);

    await line.restore();
    expect(await ready()).toBe(200);
    expect(codes(await manager.client.run(SiteCreate, { input: after }))).toEqual([]);
    const { sites } = await manager.client.ask(Sites);
    expect(sites.nodes.map(({ name }) => name).sort()).toEqual([before.name, after.name].sort());
  });

  test('leaves no transaction behind, however many it interrupts', async () => {
    const release = await holdWriters(database.url);
    // PostgreSQL has ten connections for them; SQLite's writers wait one after the other, each for five seconds.
    const writers = databaseKind === 'sqlite' ? 2 : 12;
    const answers = Promise.all(Array.from({ length: writers }, () => manager.client.run(SiteCreate, { input: newSite() })));
    await new Promise(resolve => setTimeout(resolve, 300));
    if (databaseKind === 'postgresql') await line.interrupt();
    expect((await answers).map(codes)).toEqual(Array(writers).fill(['SERVICE_UNAVAILABLE']));
    if (databaseKind === 'postgresql') await line.restore();
    await release();
    expect(codes(await manager.client.run(SiteCreate, { input: newSite() }))).toEqual([]);
  });

  test('does not log anybody out', async () => {
    await line.interrupt();
    const answer = await manager.client.run(Viewer);
    expect(codes(answer)).not.toContain('UNAUTHENTICATED');
    await line.restore();
    expect((await manager.client.ask(Viewer)).me?.id).toBe(manager.id);
  });
});
