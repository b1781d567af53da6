import { RESOURCES } from '../data.js';
import { short } from '../figures.js';
import { oneResource } from '../operations.js';
import { compareReads } from '../reading.js';
import type { Workload } from './workload.js';

export const CONNECTIONS = 32;
const STARTS = 3;

export const p1: Workload = {
  name: 'p1',
  title: 'One resource by id',
  charted: { figure: 'perSecond', unit: 'requests/s' },
  async run(bench) {
    const requests = Array.from({ length: RESOURCES }, (_, n) => bench.request(oneResource(n), n));
    const { rows, rateTo } = await compareReads(bench, {
      plan: 'p1',
      names: ['limit', 'peer', 'amphi'],
      file: await bench.data(100_000),
      requests,
      connections: CONNECTIONS,
      starts: STARTS,
    });
    const toPeer = rateTo('amphi', 'peer');
    return {
      rows,
      reaches: [{ what: 'at least 0.9 of the peer', figure: short(toPeer), reached: toPeer >= 0.9 }],
      notes: [`${CONNECTIONS} connections, ${RESOURCES} different ids, each server started ${STARTS} times`],
    };
  },
};
