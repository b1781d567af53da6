import { parseArgs } from 'node:util';
import { Bench } from './bench.js';
import type { Outcome } from './figures.js';
import { printOutcome } from './report.js';
import { writeResults } from './results.js';
import { attacksWorkload } from './workloads/attacks.js';
import { p1 } from './workloads/p1.js';
import { p2 } from './workloads/p2.js';
import { p3 } from './workloads/p3.js';
import { p4 } from './workloads/p4.js';
import { p5 } from './workloads/p5.js';
import { p6 } from './workloads/p6.js';
import { p7 } from './workloads/p7.js';
import { p8 } from './workloads/p8.js';
import { p9 } from './workloads/p9.js';
import { p10 } from './workloads/p10.js';
import type { Workload } from './workloads/workload.js';

const workloads: readonly Workload[] = [p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, attacksWorkload];

const USAGE = `npm run bench -- [p1 … p10 attacks] [--quick] [--profile <folder>]
  without names    all of them, in less than ten minutes
  --quick          everything once and small: whether the answers are right, whatever the time; nothing is written
  --profile        the servers leave CPU profiles in the folder; figures are worth less then, and are not written`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, profile: { type: 'string' }, help: { type: 'boolean', default: false } },
});
const chosen = positionals.length > 0 ? workloads.filter(it => positionals.includes(it.name)) : workloads;
if (values.help || chosen.length < positionals.length) {
  console.log(USAGE);
  process.exit(values.help ? 0 : 2);
}

const bench = new Bench({ quick: values.quick, profiles: values.profile });
try {
  const outcomes: Outcome[] = [];
  for (const { name, title, charted, run } of chosen) {
    const outcome = { workload: name, title, charted, ...(await run(bench)) };
    outcomes.push(outcome);
    if (values.quick) console.log(`${name}  ${title}: every answer is right`);
    else printOutcome(outcome);
  }
  if (!values.quick && !values.profile) writeResults(outcomes);
} finally {
  await bench.close();
}
