import { ratio, short } from '../figures.js';
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
    const rows = await compareReads(bench, {
      plan: 'p2',
      names: ['limit', 'peer', 'amphi', 'stock'],
      file,
      requests,
      connections: CONNECTIONS,
    });
    const perSecond = (name: string) => rows.find(it => it.server === name)?.perSecond;
    const toPeer = ratio(perSecond('amphi'), perSecond('peer'));
    const toStock = ratio(perSecond('amphi'), perSecond('stock'));
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
