import { afterAll, describe, expect, test } from 'vitest';
import { ReservationResume, SiteCreate, Sites, Viewer } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { codes } from '../../support/client.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { holdWriters, interruptible, type Line } from '../../support/interruptions.js';
import { seed, unique } from '../../support/seed.js';
import { shifted, slot } from '../../support/slots.js';
import { HOUR_MS, passTime, SECOND_MS, withinASecond } from '../../support/time.js';

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

test.runIf(databaseKind === 'postgresql')(
  'an operation on a socket while the database is away is refused, and leaves the socket as it is',
  async () => {
    const socket = manager.client.socket();
    await socket.opened;
    await line.interrupt();
    // The log-in is remembered for half a second.
    passTime(SECOND_MS);
    for (const operation of ['{ sites { totalCount } }', 'subscription { reservationChanged { change } }']) {
      expect(codes((await socket.query(operation)) as never)).toEqual(['SERVICE_UNAVAILABLE']);
    }
    await line.restore();
    expect(await socket.run(Viewer)).toMatchObject({ data: { me: { id: manager.id } } });
    await socket.close();
  },
);

describe.runIf(databaseKind === 'postgresql')('a subscription while the database is away', () => {
  const world = new BookingWorld(app);

  test.each([
    ['cut off', () => line.interrupt()],
    ['silent', async () => (line as Line).stall()],
  ])('and %s goes on where it was when it is back, and so does all the rest', async (_name, goAway) => {
    const room = await world.resource();
    const [socket, resuming] = [manager.client.socket(), manager.client.socket()];
    await socket.opened;
    const subscription = socket.subscribe(ReservationResume, { resourceId: room.id });
    await socket.query('{ me { id } }');
    const make = async (n: number) => {
      const time = shifted(slot('08:00', '09:00'), n * HOUR_MS);
      return (await book(manager.client, { resourceId: room.id, ...time })).reservation?.id;
    };
    const told = async (from = subscription) => (await from.next()).data?.reservationChanged;
    const first = await make(0);
    const event = await told();
    expect(event?.reservation.id).toBe(first);

    await goAway();
    const begin = Date.now();
    expect(await ready()).toBe(503);
    expect(Date.now() - begin).toBeLessThan(2_000);
    expect((await fetch(new URL('/health/live', app.url))).status).toBe(200);
    // Written by a server that is not cut off, and never heard of here by other ways.
    const elsewhere = await startApp({ databaseUrl: database.url });
    const there = elsewhere.visitor.as(manager);
    const meanwhile = (await book(there, { resourceId: room.id, ...slot('10:00', '11:00') })).reservation?.id;

    await line.restore();
    expect((await withinASecond(told()))?.reservation.id).toBe(meanwhile);
    await expect.poll(ready, { timeout: 5_000 }).toBe(200);
    const last = await make(4);
    expect((await told())?.reservation.id).toBe(last);
    await resuming.opened;
    const again = resuming.subscribe(ReservationResume, { resourceId: room.id, after: event?.eventId ?? '' });
    expect([await told(again), await told(again)].map(it => it?.reservation.id)).toEqual([meanwhile, last]);
    await Promise.all([socket.close(), resuming.close()]);
  });
});
