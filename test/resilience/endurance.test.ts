import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { AvailableNames, ReservationCancel, ReservationCreate, Reservations, ResourceFigures, Resources } from '../generated/documents.js';
import { startApp } from '../support/app.js';
import { BareSocket } from '../support/bare-socket.js';
import { BookingWorld } from '../support/booking.js';
import { Client } from '../support/client.js';
import { databaseKind } from '../support/database.js';
import { buildServer, ServerProcess } from '../support/server-process.js';
import { slot } from '../support/slots.js';
import { HOUR_MS } from '../support/time.js';

const CLIENTS = 24;
const WARM_UP_MS = 45_000;
const WATCHED_MS = 75_000;

const app = await startApp();
const world = new BookingWorld(app);

beforeAll(buildServer, 120_000);

/** What the process holds: its own memory, without the pages of the database that it maps. */
function held(pid: number): { memoryMb: number; handles: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return { memoryMb: Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1]) / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
}

test.runIf(process.platform === 'linux' && databaseKind === 'sqlite')(
  'under as much load as half an hour of work brings, its memory and its handles level off',
  async () => {
    const server = new ServerProcess({ DATABASE_URL: app.databaseUrl });
    const url = await server.address();
    const people = await Promise.all(Array.from({ length: CLIENTS }, () => world.user({ role: 'MANAGER' })));
    const resources = await Promise.all(Array.from({ length: CLIENTS }, () => world.resource({ kind: 'VEHICLE' })));
    const until = Date.now() + WARM_UP_MS + WATCHED_MS;
    const working = people.map(async (person, i) => {
      const client = new Client(url, person.client.token);
      const resourceId = resources[i]?.id ?? '';
      for (let n = 0; Date.now() < until; n++) {
        const startsAt = Date.parse('2031-01-01T00:00:00Z') + n * HOUR_MS;
        const times = { startsAt: new Date(startsAt).toISOString(), endsAt: new Date(startsAt + HOUR_MS).toISOString() };
        const { reservationCreate } = await client.ask(ReservationCreate, { input: { resourceId, ...times } });
        await client.ask(ReservationCancel, { id: reservationCreate.reservation?.id ?? '' });
        await client.ask(Resources, { first: 50 });
        await client.ask(Reservations, { first: 50 });
        await client.ask(AvailableNames, { ...slot('10:00', '11:00'), first: 50 });
        await client.ask(ResourceFigures, { id: resourceId });
        // An operation that nobody has sent before, and one that is wrong.
        await client.query(`{ resource(id: "${resourceId}") { _${n}: name } }`);
        await client.query(`{ nothing${n} }`);
        const socket = await BareSocket.open(client);
        await socket.subscribe('changes', 'subscription { reservationChanged { change reservation { id } } }');
        if (n % 2) socket.drop();
        else await socket.close();
      }
    });

    await sleep(WARM_UP_MS);
    const samples: ReturnType<typeof held>[] = [];
    while (Date.now() < until) {
      samples.push(held(server.pid));
      await sleep(500);
    }
    await Promise.all(working);
    const third = Math.floor(samples.length / 3);
    const of = (part: readonly ReturnType<typeof held>[], what: 'memoryMb' | 'handles') => median(part.map(it => it[what]));
    const [first, last] = [samples.slice(0, third), samples.slice(-third)];
    expect(of(last, 'memoryMb')).toBeLessThan(of(first, 'memoryMb') * 1.25);
    expect(of(last, 'handles')).toBeLessThan(of(first, 'handles') + CLIENTS);
    await sleep(500);
    const afterwards = held(server.pid);
    expect(afterwards.handles).toBeLessThan(of(last, 'handles') + CLIENTS);
    expect(await server.stop()).toEqual([0, null]);
    console.log(
      `memory ${of(first, 'memoryMb').toFixed()} → ${of(last, 'memoryMb').toFixed()} MB, handles ${of(first, 'handles')} → ${of(last, 'handles')}`,
    );
  },
  300_000,
);
