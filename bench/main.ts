import { parseArgs } from 'node:util';
import { Bench } from './bench.js';
import type { Outcome } from './figures.js';
import { printOutcome } from './report.js';
import { p1 } from './workloads/p1.js';
import { p2 } from './workloads/p2.js';
import { p3 } from './workloads/p3.js';
import { p4 } from './workloads/p4.js';
import { p5 } from './workloads/p5.js';
import { p6 } from './workloads/p6.js';
import { p7 } from './workloads/p7.js';
import { p8 } from './workloads/p8.js';
import { p9 } from './workloads/p9.js';

const workloads = [p1, p2, p3, p4, p5, p6, p7, p8, p9];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, profile: { type: 'string' } },
});
const chosen = positionals.length > 0 ? workloads.filter(it => positionals.includes(it.name)) : workloads;
const bench = new Bench({ quick: values.quick, alone: chosen.length === 1, profiles: values.profile });
try {
  const outcomes: Outcome[] = [];
  for (const { name, title, unit, run } of chosen) {
    const outcome = { workload: name, title, unit, ...(await run(bench)) };
    outcomes.push(outcome);
    printOutcome(outcome);
  }
} finally {
  await bench.close();
}
