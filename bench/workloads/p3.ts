import { ratio, short } from '../figures.js';
import { availableResources } from '../operations.js';
import { compareReads } from '../reading.js';
import type { Workload } from './workload.js';

export const p3: Workload = {
  name: 'p3',
  title: 'Who is free for one hour: 1,000 resources, 1,000,000 reservations',
  charted: { figure: 'p50', unit: 'ms, median' },
  async run(bench) {
    const requests = Array.from({ length: 20 }, (_, user) => bench.request(availableResources(), user));
    const { rows } = await compareReads(bench, {
      plan: 'p3',
      names: ['limit', 'peer', 'amphi'],
      file: await bench.data(1_000_000),
      requests,
      connections: 1,
    });
    const row = (name: string) => rows.find(it => it.server === name);
    const times = ratio(row('amphi')?.p50, row('limit')?.p50);
    const p99 = row('amphi')?.p99 ?? Number.NaN;
    return {
      rows,
      reaches: [
        { what: 'at most 1.5 times the limit’s time', figure: short(times), reached: times <= 1.5 },
        { what: 'p99 below 20 ms', figure: `${short(p99)} ms`, reached: p99 < 20 },
      ],
      notes: ['one connection; the peer searches by the composite index alone'],
    };
  },
};
