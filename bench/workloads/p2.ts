import { short } from '../figures.js';
import { pageRequests } from '../pages.js';
import { compareReads } from '../reading.js';
import { CONNECTIONS } from './p1.js';
import type { Workload } from './workload.js';

export const p2: Workload = {
  name: 'p2',
  title: '50 resources with their site',
  charted: { figure: 'perSecond', unit: 'requests/s' },
  async run(bench) {
    const file = await bench.data(100_000);
    const requests = pageRequests(bench, file);
    const { rows, rateTo } = await compareReads(bench, {
      plan: 'p2',
      names: ['limit', 'peer', 'amphi', 'stock'],
      file,
      requests,
      connections: CONNECTIONS,
    });
    const toPeer = rateTo('amphi', 'peer');
    const toStock = rateTo('amphi', 'stock');
    return {
      rows,
      reaches: [
        { what: 'at least 0.9 of the peer', figure: short(toPeer), reached: toPeer >= 0.9 },
        { what: 'at least 10 times the stock stack', figure: short(toStock), reached: toStock >= 10 },
      ],
      notes: [`${CONNECTIONS} connections, ${requests.length} different pages`],
    };
  },
};
