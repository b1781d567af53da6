import { measured, type Round, rowOf, short } from '../figures.js';
import { reserve } from '../operations.js';
import type { Workload } from './workload.js';

const CLIENTS = 200;

export const p4: Workload = {
  name: 'p4',
  title: `${CLIENTS} clients, one slot`,
  charted: { figure: 'p99', unit: 'ms, 99th percentile' },
  async run(bench) {
    const servers = await bench.startAll(['limit', 'amphi'], name => bench.data(100_000, name));
    const rounds = servers.map((): Round[] => []);
    // The first turn warms up and is thrown away.
    for (let turn = bench.mode.quick ? 1 : 0; turn <= bench.rounds; turn++) {
      for (const [i, server] of servers.entries()) {
        const requests = Array.from({ length: CLIENTS }, (_, user) => bench.request(reserve(100_000 + turn, 'ReserveOrElse'), user));
        const round = await measured(server, () => bench.generator.once({ url: server.url, requests, connections: CLIENTS }));
        const { '"done"': won, '"BOOKING_CONFLICT"': lost } = round.run.answers;
        if (won !== 1 || lost !== CLIENTS - 1) throw new Error(`p4: ${server.name} answered ${JSON.stringify(round.run.answers)}`);
        if (turn > 0) rounds[i]?.push(round);
      }
    }
    await bench.stop(servers);
    const rows = servers.map((server, i) => rowOf(server.name, rounds[i] as Round[]));
    const p99 = rows.find(it => it.server === 'amphi')?.p99 ?? Number.NaN;
    return {
      rows,
      reaches: [
        { what: 'exactly one wins', figure: '1', reached: true },
        { what: 'p99 below 250 ms', figure: `${short(p99)} ms`, reached: p99 < 250 },
      ],
      notes: ['all at the same moment; whoever loses is told what is taken and what is free instead, which the limit leaves out'],
    };
  },
};
