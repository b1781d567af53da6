import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReservationCreate } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { BookingWorld } from '../support/booking.js';
import { Client, refusals } from '../support/client.js';
import { databaseKind } from '../support/database.js';
import { ServerProcess } from '../support/server-process.js';
import { slot } from '../support/slots.js';

const ROUNDS = 100;
const CLIENTS = 200;

const app = await startApp();
const world = new BookingWorld(app);
// Two servers share a PostgreSQL; SQLite serves one.
let other: ServerProcess | undefined;
const urls = [app.url];

beforeAll(async () => {
  if (databaseKind === 'sqlite') return;
  other = new ServerProcess({ DATABASE_URL: app.databaseUrl });
  urls.push(await other.address());
});
afterAll(async () => void (await other?.stop()));

test(`${CLIENTS} clients want one slot, ${ROUNDS} times: each time exactly one gets it, and all others are told so`, async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => world.user()));
  const clients = Array.from(
    { length: CLIENTS },
    (_, i) => new Client(urls[i % urls.length] as string, people[i % people.length]?.client.token),
  );
  for (let round = 0; round < ROUNDS; round++) {
    const { id: resourceId } = await world.resource();
    const input = { resourceId, ...slot('10:00', '11:00') };
    const answers = await Promise.all(clients.map(client => client.ask(ReservationCreate, { input })));
    const won = answers.filter(it => it.reservationCreate.reservation);
    expect(won).toHaveLength(1);
    const told = new Set(answers.flatMap(it => refusals(it.reservationCreate)));
    expect(told).toEqual(new Set(['BOOKING_CONFLICT input.startsAt']));
  }
}, 300_000);
