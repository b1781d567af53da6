import { afterEach, describe, expect, test } from 'vitest';
import { Logout, ReservationWatch, UserUpdate } from '../../generated/documents.js';
import { KNOWN_ORIGIN, startApp } from '../../support/app.js';
import { BookingWorld, book } from '../../support/booking.js';
import type { Client } from '../../support/client.js';
import type { Person } from '../../support/seed.js';
import { slot } from '../../support/slots.js';
import type { SocketOptions, TestSocket } from '../../support/socket.js';
import { withinASecond } from '../../support/time.js';

const app = await startApp();
const world = new BookingWorld(app);
const sockets: TestSocket[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

async function watch(client: Client, resourceId: string, options?: SocketOptions) {
  const socket = client.socket(options);
  sockets.push(socket);
  await socket.opened;
  const subscription = socket.subscribe(ReservationWatch, { resourceId });
  await socket.query('{ me { id } }');
  return { socket, next: async () => (await subscription.next()).data?.reservationChanged?.reservation };
}

const DETAILS = { description: 'Interview', note: 'Confidential', participants: 2 };
const HIDDEN = { description: null, note: null, participants: null, user: null, creator: null, viewerCanCancel: false };

/** Makes a reservation; each call takes the next hour. */
function booker(person: Person, resourceId: string) {
  let hour = 8;
  return async (more: { userId?: string } = {}) => {
    const time = slot(`${String(hour).padStart(2, '0')}:00`, `${String(++hour).padStart(2, '0')}:00`);
    const { reservation } = await book(person.client, { resourceId, ...DETAILS, ...more, ...time });
    return reservation?.id;
  };
}

describe('who, why and notes of a change', () => {
  test('are told to those concerned and to managers, and to nobody else who hears of it at the same moment', async () => {
    const [owner, stranger, another, manager, room] = await Promise.all([
      world.user(),
      world.user(),
      world.user(),
      world.user({ role: 'MANAGER' }),
      world.resource(),
    ]);
    const people = [stranger, owner, manager, another, owner];
    const watchers = await Promise.all(people.map(it => watch(it.client, room.id)));
    const makeFor = booker(manager, room.id);
    const seen = { ...DETAILS, user: { id: owner.id }, creator: { id: manager.id }, viewerCanCancel: true };
    for (let i = 0; i < 3; i++) {
      const id = await makeFor({ userId: owner.id });
      const heard = await Promise.all(watchers.map(it => it.next()));
      expect(heard).toEqual([HIDDEN, seen, seen, HIDDEN, seen].map(it => ({ id, status: 'PENDING', ...it })));
    }
  });

  test('are told by the rights of the moment: a role that changes between two events changes what is seen', async () => {
    const [watcher, person, admin, room] = await Promise.all([world.user(), world.user(), world.user({ role: 'ADMIN' }), world.resource()]);
    const { next } = await watch(watcher.client, room.id);
    const make = booker(person, room.id);
    const become = (role: 'MANAGER' | 'EMPLOYEE') => admin.client.ask(UserUpdate, { id: watcher.id, input: { role } });
    await make();
    expect(await next()).toMatchObject(HIDDEN);
    await become('MANAGER');
    await make();
    expect(await next()).toMatchObject({ ...DETAILS, user: { id: person.id }, viewerCanCancel: true });
    await become('EMPLOYEE');
    await make();
    expect(await next()).toMatchObject(HIDDEN);
  });

  test('are told to who was granted to read them, from then on', async () => {
    const [watcher, person, admin, room] = await Promise.all([world.user(), world.user(), world.user({ role: 'ADMIN' }), world.resource()]);
    const { next } = await watch(watcher.client, room.id);
    const make = booker(person, room.id);
    await make();
    expect(await next()).toMatchObject(HIDDEN);
    await admin.client.ask(UserUpdate, { id: watcher.id, input: { authorizations: ['reservation:read-details'] } });
    await make();
    expect(await next()).toMatchObject({ ...DETAILS, viewerCanCancel: false });
  });
});

describe('a subscription', () => {
  test('ends when its log-in ends, and another log-in of the same person goes on', async () => {
    const [watcher, person, room] = await Promise.all([world.user(), world.user(), world.resource()]);
    const other = await watch((await world.logIn(watcher)).client, room.id);
    const { socket } = await watch(watcher.client, room.id);
    await watcher.client.ask(Logout);
    expect(await withinASecond(socket.closed)).toMatchObject({ code: 4403 });
    const id = await booker(person, room.id)();
    expect(await other.next()).toMatchObject({ id });
  });

  test('ends when its person is deactivated', async () => {
    const [watcher, admin, room] = await Promise.all([world.user(), world.user({ role: 'ADMIN' }), world.resource()]);
    const { socket } = await watch(watcher.client, room.id);
    await admin.client.ask(UserUpdate, { id: watcher.id, input: { active: false } });
    expect(await withinASecond(socket.closed)).toMatchObject({ code: 4403 });
  });

  test('works by cookie for a page of a known origin, and for no other page', async () => {
    const [watcher, person, room] = await Promise.all([world.user(), world.user(), world.resource()]);
    const { headers } = await app.visitor.query('mutation ($input: LoginInput!) { login(input: $input) { user { id } } }', {
      input: { email: watcher.email, password: 'correct horse battery staple' },
    });
    const cookie = headers
      .getSetCookie()
      .map(it => it.split(';')[0])
      .join('; ');
    const { next } = await watch(app.visitor, room.id, { headers: { cookie, origin: KNOWN_ORIGIN } });
    const id = await booker(person, room.id)();
    expect(await next()).toMatchObject({ id, ...HIDDEN });
    for (const origin of ['https://evil.example', 'null']) {
      const stranger = app.visitor.socket({ headers: { cookie, origin } });
      expect(await stranger.closed).toMatchObject({ code: 4401 });
    }
  });

  test('is for those who are logged in', async () => {
    const socket = app.visitor.socket();
    expect(await socket.closed).toMatchObject({ code: 4401 });
  });

  test('with a wrong argument is refused as a whole', async () => {
    const { client } = await world.user();
    const socket = client.socket();
    sockets.push(socket);
    await socket.opened;
    const refused = await socket.query('subscription { reservationChanged(nothing: 1) { change } }');
    expect(refused.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});
