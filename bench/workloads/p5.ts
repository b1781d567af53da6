import Sqlite from 'better-sqlite3';
import type { Bench } from '../bench.js';
import { hashOf } from '../canonical.js';
import { measured, type Round, ratio, rowOf, short } from '../figures.js';
import type { Request } from '../load/protocol.js';
import { reserve, reserved } from '../operations.js';
import type { Workload } from './workload.js';

const CLIENTS = 32;
const RESERVATIONS = 10_000;
/** The stock stack makes a part of them in each round: enough to know its pace. */
const STOCK_TAKES = 4;

/** Reservations of `count` slots from the n-th on, each by another user in turn. */
export function reservationRequests(bench: Bench, from: number, count: number): Request[] {
  return Array.from({ length: count }, (_, i) => bench.request(reserve(from + i), i, hashOf(reserved(from + i))));
}

export function countReservations(file: string): number {
  const db = new Sqlite(file, { readonly: true });
  const count = db.prepare<[], number>('select count(*) from reservations').pluck().get() ?? 0;
  db.close();
  return count;
}

export const p5: Workload = {
  name: 'p5',
  title: `${RESERVATIONS.toLocaleString('en')} reservations of different slots by ${CLIENTS} clients`,
  charted: { figure: 'perSecond', unit: 'reservations/s' },
  async run(bench) {
    const each = bench.mode.quick ? 40 : RESERVATIONS / bench.rounds;
    const files = new Map<string, string>();
    const servers = await bench.startAll(['limit', 'amphi', 'stock'], async name => {
      const file = await bench.data(100_000, name);
      files.set(name, file);
      return file;
    });
    const rounds = servers.map((): Round[] => []);
    const counted = servers.map(server => countReservations(files.get(server.name) as string));
    // The first turn warms up and is thrown away.
    for (let turn = bench.mode.quick ? 1 : 0; turn <= bench.rounds; turn++) {
      for (const [i, server] of servers.entries()) {
        const count = server.name === 'stock' ? each / STOCK_TAKES : each;
        const requests = reservationRequests(bench, turn * each, turn === 0 ? count / 2 : count);
        const round = await measured(server, () => bench.generator.once({ url: server.url, requests, connections: CLIENTS }));
        counted[i] = (counted[i] as number) + requests.length;
        const found = countReservations(files.get(server.name) as string);
        if (found !== counted[i]) throw new Error(`p5: ${server.name} has ${found} reservations instead of ${counted[i]}`);
        if (turn > 0) rounds[i]?.push(round);
      }
    }
    await bench.stop(servers);
    const rows = servers.map((server, i) => rowOf(server.name, rounds[i] as Round[]));
    const perSecond = (name: string) => rows.find(it => it.server === name)?.perSecond;
    const toLimit = ratio(perSecond('amphi'), perSecond('limit'));
    const toStock = ratio(perSecond('amphi'), perSecond('stock'));
    return {
      rows,
      reaches: [
        { what: 'at least 0.2 of the limit', figure: short(toLimit), reached: toLimit >= 0.2 },
        { what: 'at least 3 times the stock stack', figure: short(toStock), reached: toStock >= 3 },
      ],
      notes: [
        `all three acknowledge what is synced to the disk, amphi several with one sync; the stock stack makes one in ${STOCK_TAKES} of them`,
      ],
    };
  },
};
