import { afterEach, describe, expect, test } from 'vitest';
import { Login } from '../../../src/modules/accounts/login.entity.js';
import { AccessTokens } from '../../../src/modules/accounts/tokens.js';
import { keysOf, ReservationChangeKind } from '../../../src/modules/reservations/reservation.live.js';
import { Resource } from '../../../src/modules/resources/resource.entity.js';
import { assign } from '../../../src/platform/database/changes.js';
import { text } from '../../../src/platform/database/sql.js';
import { SECRET, startApp } from '../../support/app.js';
import { BareSocket } from '../../support/bare-socket.js';
import { BookingWorld } from '../../support/booking.js';
import { byHand } from '../../support/by-hand.js';
import type { Client } from '../../support/client.js';
import { runByHand } from '../../support/raw-sql.js';
import { slot } from '../../support/slots.js';
import { statementsOf } from '../../support/statements.js';
import { HOUR_MS, passTime, SECOND_MS } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
const sockets: BareSocket[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

const OF_RESOURCE = 'subscription ($resourceId: ID) { reservationChanged(resourceId: $resourceId) { change reservation { id } } }';

async function open(client: Client): Promise<BareSocket> {
  const socket = await BareSocket.open(client);
  sockets.push(socket);
  return socket;
}

/** Someone's socket with the subscription `1`; what came before is left out of its messages. */
async function watch(client: Client, resourceId?: string, query = OF_RESOURCE): Promise<BareSocket> {
  const socket = await open(client);
  await socket.subscribe('1', query, { resourceId });
  socket.messages.length = 0;
  return socket;
}

interface Booked {
  readonly id: string;
  readonly resourceId: string;
}

/** Says that reservations were changed, in this order and in one transaction. */
function tellOf(...reservations: readonly Booked[]): Promise<void> {
  return app.database.write(byHand, async unit => {
    for (const { id, resourceId } of reservations) {
      const [resource] = await unit.hold(Resource, [resourceId]);
      const places = [{ resourceId, siteId: resource?.siteId ?? '' }];
      unit.publish('reservationChanged', { id, change: ReservationChangeKind.UPDATED, places }, places.flatMap(keysOf));
    }
  });
}

/** One after the other, all of one room. */
async function bookings(count: number): Promise<Booked[]> {
  const [room, person] = [await world.resource(), await world.user()];
  const begin = Date.parse(slot('08:00', '09:00').startsAt);
  const hour = (n: number) => new Date(begin + n * HOUR_MS).toISOString();
  return Promise.all(
    Array.from({ length: count }, (_, n) =>
      world.reservation({ resourceId: room.id, userId: person.id, startsAt: hour(n), endsAt: hour(n + 1) }),
    ),
  );
}

async function booking(): Promise<Booked> {
  return (await bookings(1))[0] as Booked;
}

const readsReservations = (statement: string) => /from "?reservations/.test(statement);

const next = ({ id }: Booked, operationId = '1') => ({
  id: operationId,
  type: 'next',
  payload: { data: { reservationChanged: { change: 'UPDATED', reservation: { id } } } },
});

describe('a change', () => {
  test('of another resource is not told and costs nothing', async () => {
    const [watcher, here, elsewhere] = [await world.user(), await booking(), await booking()];
    const socket = await watch(watcher.client, here.resourceId);
    const told = async (booked: Booked[]) => {
      const statements = await statementsOf(app, async () => {
        await tellOf(...booked);
        await socket.heard(1);
      });
      return statements.filter(readsReservations);
    };
    const alone = await told([here]);
    expect(socket.messages.splice(0)).toEqual([next(here)]);
    expect(await told([elsewhere, elsewhere, elsewhere, here])).toEqual(alone);
    expect(socket.messages).toEqual([next(here)]);
  });

  test('is told in the order of the commits, to everyone, however many come at once', async () => {
    const booked = await bookings(40);
    const people = await Promise.all(['EMPLOYEE', 'MANAGER', 'ADMIN', 'EMPLOYEE'].map(role => world.user({ role: role as 'ADMIN' })));
    const watching = await Promise.all(people.map(it => watch(it.client, booked[0]?.resourceId)));
    await tellOf(...booked);
    for (const socket of watching) expect(await socket.heard(booked.length)).toEqual(booked.map(it => next(it)));
  });

  test('is told once for each operation on a socket, under its id, whatever that is', async () => {
    const [watcher, booked] = [await world.user(), await booking()];
    const socket = await open(watcher.client);
    socket.messages.length = 0;
    const ids = ['1', crypto.randomUUID(), 'ünï "çödé" 会\n', 'long'.repeat(20_000)];
    for (const id of ids) await socket.subscribe(id, OF_RESOURCE, { resourceId: booked.resourceId });
    await tellOf(booked);
    expect(await socket.heard(ids.length)).toEqual(ids.map(id => next(booked, id)));
  });

  test('that cannot be read is told as an error that says nothing of the database, and the next is told again', async () => {
    const [watcher, booked] = [await world.user(), await booking()];
    const socket = await watch(watcher.client, booked.resourceId);
    await runByHand(app, text('alter table reservations rename to reservations_away'));
    await tellOf(booked);
    await socket.heard(1);
    await runByHand(app, text('alter table reservations_away rename to reservations'));
    await tellOf(booked);
    const [failed, told] = await socket.heard(2);
    const error = { message: 'Something went wrong here. It is logged.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
    expect(failed).toMatchObject({ id: '1', type: 'next', payload: { data: { reservationChanged: null }, errors: [error] } });
    expect(JSON.stringify(failed)).not.toMatch(/sql|relation|table/i);
    expect(told).toEqual(next(booked));
  });
});

describe('a subscriber', () => {
  test('that unsubscribed, or whose socket is gone, leaves nothing behind', async () => {
    const [watcher, left, watched] = [await world.user(), await booking(), await booking()];
    const socket = await watch(watcher.client, watched.resourceId);
    const told = () =>
      statementsOf(app, async () => {
        await tellOf(left, watched);
        await socket.heard(1);
        socket.messages.length = 0;
      });
    const before = await told();
    const leaving = await Promise.all([watch(watcher.client, left.resourceId), watch(watcher.client, left.resourceId)]);
    expect(await told()).not.toEqual(before);
    leaving[0]?.send({ id: '1', type: 'complete' });
    await leaving[0]?.subscribe('2', '{ __typename }');
    await leaving[1]?.close();
    expect(await told()).toEqual(before);
  });
});

test('a thousand log-ins that hear of a change are looked up by one statement', async () => {
  const [person, booked] = [await world.user(), await booking()];
  const logins = await app.database.write(byHand, async unit => {
    const made = Array.from({ length: 1_000 }, () => assign(new Login(), { userId: person.id, expiresAt: Date.now() + HOUR_MS }));
    unit.em.persist(made);
    await unit.em.flush();
    return made;
  });
  const tokens = new AccessTokens(SECRET);
  const clients = logins.map(({ id }) => app.visitor.as({ accessToken: tokens.issue(person.id, id).token }));
  const watching: BareSocket[] = [];
  for (const client of clients) watching.push(await watch(client, booked.resourceId));
  passTime(SECOND_MS);

  const statements: string[] = [];
  app.database.observe(statement => statements.push(statement));
  await tellOf(booked);
  for (const socket of watching) expect(await socket.heard(1)).toEqual([next(booked)]);
  app.database.observe(undefined);
  expect(statements.filter(it => it.includes('from logins'))).toHaveLength(1);
  expect(statements.filter(readsReservations)).toHaveLength(1);
});
