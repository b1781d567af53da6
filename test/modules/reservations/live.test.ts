import { afterEach, describe, expect, test } from 'vitest';
import {
  ReservationCancel,
  ReservationChanged,
  ReservationComplete,
  ReservationConfirm,
  ReservationMarkNoShow,
  ReservationMove,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import { refusals } from '../../support/client.js';
import type { Person } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import type { TestSocket } from '../../support/socket.js';

const app = await startApp();
const world = new BookingWorld(app);
const sockets: TestSocket[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

/** Someone's subscription, ready to hear: what comes is given by `next`. */
async function watch({ client }: Person, variables: { siteId?: string; resourceId?: string } = {}) {
  const socket = client.socket();
  sockets.push(socket);
  await socket.opened;
  const subscription = socket.subscribe(ReservationChanged, variables);
  // An answer to another operation on the same socket says that the subscription before it was taken up.
  await socket.query('{ me { id } }');
  const next = async () => (await subscription.next()).data?.reservationChanged;
  return { next, socket };
}

const time = slot('10:00', '11:00');

describe('who watches reservations hears of', () => {
  test('each change once it is done, in order, with the reservation as it is then', async () => {
    const [watcher, person, manager, room] = await Promise.all([
      world.user(),
      world.user(),
      world.user({ role: 'MANAGER' }),
      world.resource(),
    ]);
    const { next } = await watch(watcher, { resourceId: room.id });
    const make = async (at = time) => (await book(person.client, { resourceId: room.id, ...at })).reservation?.id ?? '';

    const id = await make();
    expect(await next()).toEqual({
      change: 'CREATED',
      reservation: { id, status: 'PENDING', ...time, resource: { id: room.id, name: room.name }, user: null },
    });
    await person.client.ask(ReservationMove, { id, input: slot('11:00', '12:00') });
    expect(await next()).toMatchObject({ change: 'UPDATED', reservation: { id, ...slot('11:00', '12:00') } });
    await manager.client.ask(ReservationConfirm, { id });
    expect(await next()).toMatchObject({ change: 'CONFIRMED', reservation: { id, status: 'CONFIRMED' } });
    await manager.client.ask(ReservationComplete, { id });
    expect(await next()).toMatchObject({ change: 'COMPLETED', reservation: { id, status: 'COMPLETED' } });

    const cancelled = await make();
    await next();
    await person.client.ask(ReservationCancel, { id: cancelled });
    expect(await next()).toMatchObject({ change: 'CANCELLED', reservation: { id: cancelled, status: 'CANCELLED' } });

    const missed = await make();
    await next();
    await manager.client.ask(ReservationConfirm, { id: missed });
    await next();
    await manager.client.ask(ReservationMarkNoShow, { id: missed });
    expect(await next()).toMatchObject({ change: 'NO_SHOW', reservation: { id: missed, status: 'NO_SHOW' } });
  });

  test('all resources, or those of one site, or one alone', async () => {
    const [watcher, person] = await Promise.all([world.user(), world.user()]);
    const one = await world.resource();
    const neighbour = await world.resource({ siteId: one.siteId });
    const elsewhere = await world.resource();
    const everything = await watch(watcher);
    const site = await watch(watcher, { siteId: one.siteId });
    const alone = await watch(watcher, { resourceId: one.id });
    const both = await watch(watcher, { resourceId: one.id, siteId: elsewhere.siteId });
    const heard: unknown[] = [];
    both.next().then(
      event => heard.push(event),
      () => undefined,
    );
    const booked: string[] = [];
    for (const { id: resourceId } of [elsewhere, neighbour, one]) {
      booked.push((await book(person.client, { resourceId, ...time })).reservation?.id ?? '');
    }
    for (const id of booked) expect(await everything.next()).toMatchObject({ reservation: { id } });
    for (const id of booked.slice(1)) expect(await site.next()).toMatchObject({ reservation: { id } });
    expect(await alone.next()).toMatchObject({ reservation: { id: booked[2] } });
    const last = await watch(watcher, { resourceId: elsewhere.id, siteId: elsewhere.siteId });
    const { reservation } = await book(person.client, { resourceId: elsewhere.id, ...slot('12:00', '13:00') });
    expect(await last.next()).toMatchObject({ reservation: { id: reservation?.id } });
    // Nothing is at one resource and at another one's site: what was sent over its socket is there before the next answer.
    await both.socket.query('{ me { id } }');
    expect(heard).toEqual([]);
  });

  test('a reservation that leaves for another resource, as well as where it arrives', async () => {
    const [watcher, person, from, to] = await Promise.all([world.user(), world.user(), world.resource(), world.resource()]);
    const { id } = await world.reservation({ resourceId: from.id, userId: person.id, ...time });
    const left = await watch(watcher, { resourceId: from.id });
    const leftSite = await watch(watcher, { siteId: from.siteId });
    const arrived = await watch(watcher, { siteId: to.siteId });
    await person.client.ask(ReservationMove, { id, input: { resourceId: to.id } });
    for (const { next } of [left, leftSite, arrived]) {
      expect(await next()).toMatchObject({ change: 'UPDATED', reservation: { id, resource: { id: to.id } } });
    }
  });

  test('nothing that was refused', async () => {
    const [watcher, person, room] = await Promise.all([world.user(), world.user(), world.resource()]);
    const taken = await world.reservation({ resourceId: room.id, ...time });
    const { next } = await watch(watcher, { resourceId: room.id });
    expect(refusals(await book(person.client, { resourceId: room.id, ...time }))).toEqual(['BOOKING_CONFLICT input.startsAt']);
    expect(refusals(await book(person.client, { resourceId: room.id, ...slot('22:00', '23:00') }))).toHaveLength(1);
    await person.client.run(ReservationCancel, { id: taken.id });
    await person.client.run(ReservationConfirm, { id: taken.id });
    const { reservation } = await book(person.client, { resourceId: room.id, ...slot('12:00', '13:00') });
    expect(await next()).toMatchObject({ change: 'CREATED', reservation: { id: reservation?.id } });
  });

  test('a change only when it is committed: what it hears, it can read', async () => {
    const [watcher, person, room] = await Promise.all([world.user(), world.user(), world.resource()]);
    const { next } = await watch(watcher, { resourceId: room.id });
    const hours = Array.from({ length: 10 }, (_, i) => slot(`${10 + i}:00`.padStart(5, '0'), `${10 + i}:30`.padStart(5, '0')));
    const answers = await Promise.all(hours.map(it => book(person.client, { resourceId: room.id, ...it })));
    const heard = [];
    for (const _ of hours) heard.push((await next())?.reservation.id);
    expect(heard.sort()).toEqual(answers.map(it => it.reservation?.id).sort());
  });
});
