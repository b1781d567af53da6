import { measured, type Round, ratio, rowOf, short } from '../figures.js';
import { pageRequests } from '../pages.js';
import { learnAll } from '../reading.js';
import { CONNECTIONS } from './p1.js';
import { reservationRequests } from './p5.js';
import type { Workload } from './workload.js';

const EVERY = 10;
const WARM_UP_MS = 3_000;

export const p6: Workload = {
  name: 'p6',
  title: '90% reads of p2, 10% writes of p5',
  charted: { figure: 'p99', unit: 'ms, 99th percentile' },
  async run(bench) {
    const { quick } = bench.mode;
    const mixedMs = quick ? 300 : 60_000 / bench.rounds;
    const file = await bench.data(100_000, 'mixed');
    const server = await bench.start('amphi', file);
    await learnAll(bench, 'p6', [server], pageRequests(bench, file));
    const reads = (forMs: number) => bench.generator.repeat({ plan: 'p6 amphi', connections: CONNECTIONS, forMs });
    const warm = await reads(quick ? 100 : WARM_UP_MS);
    // Enough for a run in which writes cost nothing.
    const writes = Math.ceil(((warm.requests / warm.seconds) * (mixedMs / 1000)) / (EVERY - 1)) + 500;
    const onlyReads: Round[] = [];
    const mixed: Round[] = [];
    for (let i = 0; i < bench.rounds; i++) {
      onlyReads.push(await measured(server, () => reads(mixedMs / 2)));
      const rare = { every: EVERY, requests: reservationRequests(bench, i * writes, writes) };
      mixed.push(
        await measured(server, () => bench.generator.repeat({ plan: 'p6 amphi', connections: CONNECTIONS, forMs: mixedMs, rare })),
      );
    }
    await bench.stop([server]);
    const rows = [rowOf('amphi', onlyReads, 'reads alone'), rowOf('amphi', mixed, 'reads among writes')];
    const times = ratio(rows[1]?.p99, rows[0]?.p99);
    return {
      rows,
      reaches: [{ what: 'p99 of reads at most twice that of reads alone', figure: short(times), reached: times <= 2 }],
      notes: [`${CONNECTIONS} connections; latencies are those of reads, requests/s and CPU count the writes too`],
    };
  },
};
