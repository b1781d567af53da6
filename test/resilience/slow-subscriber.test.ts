import { expect, onTestFinished, test } from 'vitest';
import { ReservationUpdate } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { BookingWorld } from '../support/booking.js';
import { Client, refusals } from '../support/client.js';
import { Inspector } from '../support/inspector.js';
import { ServerProcess } from '../support/server-process.js';
import { slot } from '../support/slots.js';

const SLOW = 10;
const EVENTS = 150;
/** All that is told comes to some 27 MB for each subscriber: more than the network between takes by itself. */
const COPIES = 30;
const MOST_UNREAD_MB = 1;
const MB = 1024 ** 2;

const app = await startApp();
const world = new BookingWorld(app);

test('a subscriber that stops reading is closed with 4408, is owed a megabyte at most, and keeps nobody else waiting', async () => {
  const server = new ServerProcess({ DATABASE_URL: app.databaseUrl }, { node: ['--inspect=127.0.0.1:0'] });
  onTestFinished(() => void server.kill());
  const manager = await world.user({ role: 'MANAGER' });
  const client = new Client(await server.address(), manager.client.token);
  const inspector = await Inspector.of(server);
  const { id: resourceId } = await world.resource();
  const { id } = await world.reservation({ resourceId, userId: manager.id, ...slot('10:00', '11:00') });
  const fields = Array.from({ length: COPIES }, (_, i) => `d${i}: description`).join(' ');
  const query = `subscription ($id: ID!) { reservationChanged(resourceId: $id) { reservation { participants ${fields} } } }`;
  const watch = async () => {
    const socket = await BareSocket.open(client);
    await socket.subscribe('changes', query, { id: resourceId });
    socket.messages.length = 0;
    return socket;
  };
  const change = async (n: number) => {
    const input = { participants: (n % 9) + 1, description: '会'.repeat(2_000) };
    expect(refusals((await client.ask(ReservationUpdate, { id, input })).reservationUpdate)).toEqual([]);
  };

  const [reading, slow] = [await watch(), await Promise.all(Array.from({ length: SLOW }, watch))];
  const before = await inspector.reachableBytes();
  for (const socket of slow) socket.stopReading();
  for (let n = 0; n < EVENTS; n++) await change(n);
  const told = await reading.heard(EVENTS);
  expect(told.map(participantsIn)).toEqual(Array.from({ length: EVENTS }, (_, n) => (n % 9) + 1));

  // What one subscriber is owed beyond the limit is the message that went over it, and some go while they are closed.
  const owed = (await inspector.reachableBytes()) - before;
  expect(owed).toBeLessThan(SLOW * (MOST_UNREAD_MB + 1) * MB);
  for (const socket of slow) {
    socket.readOn();
    expect(await socket.closed).toEqual({ code: 4408, reason: 'Too slow' });
    expect(socket.messages.length).toBeLessThan(EVENTS);
  }
  await change(EVENTS);
  expect(await reading.heard(EVENTS + 1)).toHaveLength(EVENTS + 1);
  inspector.close();
  await reading.close();
  expect(await server.stop()).toEqual([0, null]);
}, 60_000);

function participantsIn({ payload }: { readonly payload?: unknown }): number {
  const { data } = payload as { data: { reservationChanged: { reservation: { participants: number } } } };
  return data.reservationChanged.reservation.participants;
}
