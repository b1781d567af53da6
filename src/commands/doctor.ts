import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { examine } from '../doctor/doctor.js';
import type { Finding } from '../doctor/finding.js';
import { runCommand } from './command.js';

const USAGE = `npm run doctor -- [--json]
  looks at what a server needs, by the same environment, and says what to mend; changes nothing
  --json  as JSON, for programs
  exits with 1 when something does not work`;

await runCommand(USAGE, async () => {
  const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values;
  const findings = await examine(process.cwd());
  console.log(json ? JSON.stringify(findings, null, 2) : findings.map(lineOf).join('\n'));
  if (findings.some(it => it.status === 'fail')) process.exitCode = 1;
});

function lineOf({ check, status, found, mend }: Finding): string {
  return [`${status.padEnd(5)} ${check.padEnd(14)} ${found}`, ...(mend ? [`${' '.repeat(21)}→ ${mend}`] : [])].join('\n');
}
