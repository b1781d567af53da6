import { describe, expect, test } from 'vitest';
import { SiteCreate } from '../../generated/documents.js';
import { startApp, type TestApp } from '../../support/app.js';
import { BareSocket } from '../../support/bare-socket.js';
import { holdWriters } from '../../support/interruptions.js';
import { seed, unique } from '../../support/seed.js';
import { soon, withinASecond } from '../../support/time.js';

const input = { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' };

async function ready(app: TestApp): Promise<number> {
  return (await fetch(new URL('/health/ready', app.url))).status;
}

/** Long enough for a request to have come to where it waits. */
const underWay = () => new Promise(resolve => setTimeout(resolve, 200));

describe('a server that is told to stop', () => {
  test('closes its sockets with 1001 and takes no connection any more', async () => {
    const app = await startApp();
    const ann = await seed(app).user();
    const socket = ann.client.socket();
    await socket.opened;
    const closing = app.close();
    expect(await withinASecond(socket.closed)).toEqual({ code: 1001, reason: 'Server is going away' });
    await closing;
    await expect(fetch(app.url)).rejects.toThrow('fetch failed');
  });

  test('does not wait for ever for a client that does not answer the close', async () => {
    const app = await startApp();
    const ann = await seed(app).user();
    const socket = await BareSocket.open(ann.client);
    socket.stopReading();
    await app.close();
    await socket.close();
    await expect(fetch(app.url)).rejects.toThrow('fetch failed');
  });

  test('lets a mutation over HTTP finish', async () => {
    const app = await startApp();
    const manager = await seed(app).user({ role: 'MANAGER' });
    const release = await holdWriters(app.databaseUrl);
    const answer = manager.client.run(SiteCreate, { input });
    await underWay();
    const closing = app.close();
    await underWay();
    await release();
    expect((await answer).data?.siteCreate.errors).toEqual([]);
    await closing;
  });

  test('lets a mutation over a socket finish, is not ready meanwhile, and refuses new sockets', async () => {
    const app = await startApp();
    const manager = await seed(app).user({ role: 'MANAGER' });
    const socket = manager.client.socket();
    await socket.opened;
    expect(await ready(app)).toBe(200);
    const release = await holdWriters(app.databaseUrl);
    const answer = socket.run(SiteCreate, { input });
    await underWay();
    const closing = app.close();
    await soon(async () => (await ready(app)) === 503);
    await expect(manager.client.socket().opened).rejects.toThrow();
    await release();
    expect(await answer).toMatchObject({ data: { siteCreate: { errors: [] } } });
    expect(await socket.closed).toEqual({ code: 1001, reason: 'Server is going away' });
    await closing;
  });
});
