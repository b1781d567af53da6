import { afterEach, describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { eventIdOf, positionOf } from '../../../src/platform/events/event-id.js';
import { MOST_RESUMABLE, RESUMABLE_MS } from '../../../src/platform/events/event-log.js';
import { Logout, ReservationConfirm, ReservationResume, UserUpdate } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BareSocket } from '../../support/bare-socket.js';
import { BookingWorld, book } from '../../support/booking.js';
import { byHand } from '../../support/by-hand.js';
import { runByHand } from '../../support/raw-sql.js';
import type { Person } from '../../support/seed.js';
import { shifted, slot } from '../../support/slots.js';
import type { TestSocket } from '../../support/socket.js';
import { HOUR_MS, passTime, withinASecond } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
const sockets: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

interface Watching {
  readonly resourceId?: string;
  readonly siteId?: string;
  readonly after?: string;
}

async function open({ client }: Person): Promise<TestSocket> {
  const socket = client.socket();
  sockets.push(socket);
  await socket.opened;
  return socket;
}

/** Someone's subscription, taken up; `next` gives so many of what comes, `refusal` the code of the error that ends it. */
async function watch(person: Person, variables: Watching) {
  const socket = await open(person);
  const subscription = socket.subscribe(ReservationResume, variables);
  await socket.query('{ me { id } }');
  const next = async (count: number) => {
    const changes = [];
    while (changes.length < count) changes.push((await subscription.next()).data?.reservationChanged);
    return changes.filter(it => it != null);
  };
  const refusal = async () => {
    const { errors } = await subscription.next();
    await expect(subscription.next()).rejects.toThrow('the subscription ended');
    return errors?.[0]?.extensions.code;
  };
  return { next, refusal, stop: () => subscription.stop(), socket };
}

/** Books one hour after the other of a resource; answers the ids of the reservations in their order. */
function booker(person: Person, resourceId: string) {
  let hours = 0;
  return async (count: number, note = 'Confidential') => {
    const ids: string[] = [];
    for (let i = 0; i < count; i++) {
      const days = Math.floor(hours / 8);
      const time = shifted(slot('08:00', '09:00'), days * 24 * HOUR_MS + (hours++ % 8) * HOUR_MS);
      ids.push((await book(person.client, { resourceId, note, ...time })).reservation?.id ?? '');
    }
    return ids;
  };
}

async function scene(of = world) {
  const [watcher, person, room] = await Promise.all([of.user(), of.user(), of.resource()]);
  return { watcher, person, room, make: booker(person, room.id) };
}

const idsOf = (changes: readonly { readonly reservation: { readonly id: string } }[]) => changes.map(it => it.reservation.id);

describe('who subscribes again after the last event that was seen', () => {
  test('is told what was missed, in order, each once, and then what comes', async () => {
    const { watcher, room, make } = await scene();
    const first = await watch(watcher, { resourceId: room.id });
    const seen = await make(2);
    const [, last] = await first.next(2);
    await first.socket.close();
    const missed = await make(5);
    const again = await watch(watcher, { resourceId: room.id, after: last?.eventId ?? '' });
    const live = await make(3);
    const told = await again.next(8);
    expect(idsOf(told)).toEqual([...missed, ...live]);
    expect(idsOf(told)).not.toContain(seen[1]);
    const eventIds = told.map(it => it.eventId);
    expect(eventIds).toEqual([...new Set(eventIds)].sort());
    expect(eventIds[0] && last && eventIds[0] > last.eventId).toBe(true);
  });

  test('misses nothing and hears nothing twice while others book', async () => {
    const { watcher, room, person } = await scene();
    const { next } = await watch(watcher, { resourceId: room.id });
    await booker(person, room.id)(1);
    const [first] = await next(1);
    const slots = Array.from({ length: 40 }, (_, i) => shifted(slot('09:00', '10:00'), (Math.floor(i / 8) * 24 + (i % 8)) * HOUR_MS));
    const booking = Promise.all(slots.map(it => book(person.client, { resourceId: room.id, ...it })));
    const resuming: ReturnType<typeof watch>[] = [];
    for (let i = 0; i < 12; i++) resuming.push(watch(watcher, { resourceId: room.id, after: first?.eventId ?? '' }));
    const resumed = await Promise.all(resuming);
    await booking;
    const all = (await next(40)).map(it => it.eventId);
    for (const it of resumed) expect((await it.next(40)).map(change => change.eventId)).toEqual(all);
  });

  test('is told only of what it watches', async () => {
    const { watcher, room, make, person } = await scene();
    const [elsewhere, neighbour] = [await world.resource(), await world.resource({ siteId: room.siteId })];
    const everything = await watch(watcher, {});
    await make(1);
    const [seen] = await everything.next(1);
    const after = seen?.eventId ?? '';
    const there = await booker(person, elsewhere.id)(2);
    const beside = await booker(person, neighbour.id)(1);
    const here = await make(1);
    expect(idsOf(await (await watch(watcher, { after, resourceId: room.id })).next(1))).toEqual(here);
    expect(idsOf(await (await watch(watcher, { after, siteId: room.siteId })).next(2))).toEqual([...beside, ...here]);
    expect(idsOf(await (await watch(watcher, { after })).next(4))).toEqual([...there, ...beside, ...here]);
  });

  test('sees of the past what its rights of this moment let it see', async () => {
    const { watcher, room, make } = await scene();
    const admin = await world.user({ role: 'ADMIN' });
    const { next } = await watch(watcher, { resourceId: room.id });
    await make(2);
    const [first, second] = await next(2);
    expect(second?.reservation.note).toBeNull();
    await admin.client.ask(UserUpdate, { id: watcher.id, input: { role: 'MANAGER' } });
    const after = first?.eventId ?? '';
    expect((await (await watch(watcher, { resourceId: room.id, after })).next(1))[0]?.reservation.note).toBe('Confidential');
    await admin.client.ask(UserUpdate, { id: watcher.id, input: { role: 'EMPLOYEE' } });
    expect((await (await watch(watcher, { resourceId: room.id, after })).next(1))[0]?.reservation.note).toBeNull();
  });

  test('may write the event into the document, too', async () => {
    const { watcher, room, make } = await scene();
    const { next } = await watch(watcher, { resourceId: room.id });
    const [, missed] = await make(2);
    const [first] = await next(2);
    const socket = await open(watcher);
    const told = await socket.query<{ reservationChanged: { reservation: { id: string } } }>(
      `subscription { ...Changes } fragment Changes on Subscription {
        reservationChanged(resourceId: "${room.id}", after: "${first?.eventId}") { reservation { id } } }`,
    );
    expect(told.data?.reservationChanged.reservation.id).toBe(missed);
  });

  test('of a backlog longer than one look into the log is told all of it', async () => {
    const { watcher, room, make, person } = await scene();
    const { next } = await watch(watcher, { resourceId: room.id });
    const [id = ''] = await make(1);
    const [first] = await next(1);
    await app.database.write(byHand, async unit => {
      for (let i = 0; i < 1_500; i++) unit.publish('rightsChanged', { userId: person.id });
    });
    const manager = await world.user({ role: 'MANAGER' });
    await manager.client.ask(ReservationConfirm, { id });
    const again = await watch(watcher, { resourceId: room.id, after: first?.eventId ?? '' });
    expect((await again.next(1))[0]).toMatchObject({ change: 'CONFIRMED', reservation: { id } });
  });

  test('is closed when its log-in ends before it has caught up', async () => {
    const { watcher, room, make } = await scene();
    const { next } = await watch(watcher, { resourceId: room.id });
    await make(5);
    const [first] = await next(5);
    const again = await watch(await world.logIn(watcher), { resourceId: room.id });
    const ending = await world.logIn(watcher);
    const resumed = await watch(ending, { resourceId: room.id, after: first?.eventId ?? '' });
    await ending.client.ask(Logout);
    expect(await withinASecond(resumed.socket.closed)).toMatchObject({ code: 4403 });
    const [last] = await make(1);
    expect(idsOf(await again.next(1))).toEqual([last]);
  });
});

describe('who wants to go on from an event', () => {
  test('of more than a day ago is told that this cannot be, and the subscription ends', async () => {
    const { watcher, room, make } = await scene();
    const { next } = await watch(watcher, { resourceId: room.id });
    await make(1);
    const [event] = await next(1);
    passTime(RESUMABLE_MS + 1_000);
    const again = await world.logIn(watcher);
    const { refusal } = await watch(again, { resourceId: room.id, after: event?.eventId ?? '' });
    expect(await refusal()).toBe('CANNOT_RESUME');
  });

  test('since which there were too many is told the same', async () => {
    const crowded = await startApp();
    const { watcher, room, make } = await scene(new BookingWorld(crowded));
    const { next } = await watch(watcher, { resourceId: room.id });
    await make(1);
    const [event] = await next(1);
    const after = event?.eventId ?? '';
    const far = positionOf(after) + MOST_RESUMABLE;
    await runByHand(
      crowded,
      sql`insert into event_log (position, created_at, topic, keys, payload)
      select ${far}, created_at, topic, keys, payload from event_log where position = ${positionOf(after)}`,
    );
    expect(await (await watch(watcher, { resourceId: room.id, after })).refusal()).toBe('CANNOT_RESUME');
  });

  test('that never was is told the same, whatever it looks like', async () => {
    const { watcher, room, make } = await scene();
    const { next } = await watch(watcher, { resourceId: room.id });
    await make(1);
    const [event] = await next(1);
    const position = positionOf(event?.eventId ?? '');
    const never = ['1', 'no id', crypto.randomUUID(), eventIdOf(position + 1_000, Date.now()), eventIdOf(position, 0), eventIdOf(0, 0)];
    for (const after of never) expect(await (await watch(watcher, { resourceId: room.id, after })).refusal(), after).toBe('CANNOT_RESUME');
  });

  test('of another topic is told the same', async () => {
    const { watcher, room, person } = await scene();
    await app.database.write(byHand, async unit => unit.publish('rightsChanged', { userId: person.id }));
    const [newest] = await app.database.rows<{ position: number; created_at: number }>({
      texts: ['select position, created_at from event_log order by position desc limit 1'],
      values: [],
    });
    const after = eventIdOf(newest?.position ?? 0, newest?.created_at ?? 0);
    expect(await (await watch(watcher, { resourceId: room.id, after })).refusal()).toBe('CANNOT_RESUME');
  });

  test('leaves the other subscriptions of its socket alone', async () => {
    const { watcher, room, make } = await scene();
    const { next, socket } = await watch(watcher, { resourceId: room.id });
    const refused = await socket.query(`subscription { reservationChanged(after: "${crypto.randomUUID()}") { change } }`);
    expect(refused.errors?.[0]?.extensions.code).toBe('CANNOT_RESUME');
    const made = await make(1);
    expect(idsOf(await next(1))).toEqual(made);
  });
});

test('a hundred who resume at once over fifty events cost hardly more statements than one', async () => {
  const { watcher, room, make } = await scene();
  const { next } = await watch(watcher, { resourceId: room.id });
  await make(51);
  const [first] = await next(51);
  const people = await Promise.all([watcher, ...Array.from({ length: 3 }, () => world.user())]);
  const opened = await Promise.all(Array.from({ length: 100 }, (_, i) => BareSocket.open((people[i % 4] as Person).client)));
  sockets.push(...opened);
  const statements: string[] = [];
  app.database.observe(it => statements.push(it));
  for (const socket of opened) {
    const variables = { resourceId: room.id, after: first?.eventId };
    socket.send({ id: '1', type: 'subscribe', payload: { query: ReservationResume.toString(), variables } });
  }
  for (const socket of opened) expect(await socket.heard(51)).toHaveLength(51);
  app.database.observe(undefined);
  // Alone it would be fifty. Whoever came after the first had begun is told with the others in a second round.
  expect(statements.filter(it => /from "?reservations/.test(it)).length).toBeLessThanOrEqual(150);
});
