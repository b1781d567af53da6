import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { AvailableNames, ReservationCancel, ReservationCreate, Reservations, ResourceFigures, Resources } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { BookingWorld } from '../support/booking.js';
import { Client } from '../support/client.js';
import { Inspector } from '../support/inspector.js';
import { ServerProcess } from '../support/server-process.js';
import { slot } from '../support/slots.js';
import { HOUR_MS } from '../support/time.js';

const CLIENTS = 24;
/** Until caches are full and the hot functions compiled. */
const WARM_UP_MS = 45_000;
const WATCHED_MS = 75_000;
/** By how much what is measured goes up and down when nothing is wrong. What leaks by the request grows by ten times that. */
const NOISE = { reachableMb: 2, handles: 8, residentMb: 20 };

const app = await startApp();
const world = new BookingWorld(app);

/** What a process holds. */
interface Held {
  /** Its own memory, without the pages of the database that it maps. */
  readonly residentMb: number;
  readonly handles: number;
  /** What is left after a collection of garbage: objects that something still refers to. */
  readonly reachableMb: number;
}

async function held(server: ServerProcess, inspector: Inspector): Promise<Held> {
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  return {
    residentMb: Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1]) / 1024,
    handles: readdirSync(`/proc/${server.pid}/fd`).length,
    reachableMb: (await inspector.reachableBytes()) / 1024 ** 2,
  };
}

function median(samples: readonly Held[], what: keyof Held): number {
  return samples.map(it => it[what]).sort((a, b) => a - b)[Math.floor(samples.length / 2)] as number;
}

/** All that a client may do, time and again. */
async function work(client: Client, resourceId: string, until: number): Promise<void> {
  for (let n = 0; Date.now() < until; n++) {
    const startsAt = Date.parse('2031-01-01T00:00:00Z') + n * HOUR_MS;
    const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + HOUR_MS).toISOString() };
    const { reservationCreate } = await client.ask(ReservationCreate, { input: { resourceId, ...times } });
    await client.once(ReservationCancel, crypto.randomUUID(), { id: reservationCreate.reservation?.id ?? '' });
    await client.ask(Resources, { first: 50 });
    await client.ask(Reservations, { first: 50 });
    await client.ask(AvailableNames, { ...slot('10:00', '11:00'), first: 50 });
    await client.ask(ResourceFigures, { id: resourceId });
    // Operations that nobody has sent before, and one that is wrong. A key on one that only reads is not looked at, but takes it another way.
    await client.query(`{ resource(id: "${resourceId}") { _${n}: name } }`);
    await client.post({ query: `{ resource(id: "${resourceId}") { key${n}: name } }` }, { 'idempotency-key': `${n}` });
    await client.query(`{ nothing${n} }`);
    const socket = await BareSocket.open(client);
    await socket.subscribe('changes', 'subscription { reservationChanged { change reservation { id } } }');
    if (n % 2) socket.drop();
    else await socket.close();
  }
}

test.runIf(process.platform === 'linux')(
  'under as much load as half an hour of work brings, its memory and its handles level off',
  async () => {
    const server = new ServerProcess({ DATABASE_URL: app.databaseUrl }, { node: ['--inspect=127.0.0.1:0'] });
    const url = await server.address();
    const inspector = await Inspector.of(server);
    const people = await Promise.all(Array.from({ length: CLIENTS }, () => world.user({ role: 'MANAGER' })));
    const resources = await Promise.all(Array.from({ length: CLIENTS }, () => world.resource({ kind: 'VEHICLE' })));
    const until = Date.now() + WARM_UP_MS + WATCHED_MS;
    const working = people.map((person, i) => work(new Client(url, person.client.token), resources[i]?.id ?? '', until));

    await sleep(WARM_UP_MS);
    const samples: Held[] = [];
    while (Date.now() < until) {
      samples.push(await held(server, inspector));
      await sleep(1_000);
    }
    await Promise.all(working);
    const third = Math.floor(samples.length / 3);
    const [first, last] = [samples.slice(0, third), samples.slice(-third)];
    const course = (['reachableMb', 'handles', 'residentMb'] as const).map(what => {
      const [before, after] = [median(first, what), median(last, what)];
      return { what, before, after, levelsOff: after < before + NOISE[what] };
    });
    console.log(course.map(({ what, before, after }) => `${what} ${before.toFixed(1)} → ${after.toFixed(1)}`).join(', '));
    expect(course.filter(it => !it.levelsOff)).toEqual([]);

    inspector.close();
    expect(await server.stop()).toEqual([0, null]);
  },
  300_000,
);
