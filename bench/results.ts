import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { draw } from './drawing.js';
import type { Outcome } from './figures.js';

/** What the last runs came to, each workload's latest. */
export interface Results {
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly outcomes: readonly (Outcome & { readonly measuredAt: string })[];
}

const FOLDER = join(import.meta.dirname, '../../results');
const JSON_FILE = join(FOLDER, 'latest.json');
const SVG_FILE = join(FOLDER, 'latest.svg');

/** Writes what was measured now, beside what other workloads came to before on the same machine, as JSON and as a drawing. */
export function writeResults(measured: readonly Outcome[]): void {
  const [cpu] = cpus();
  const machine = { node: process.version, cpu: cpu?.model ?? 'unknown', cores: cpus().length };
  const before: Results | undefined = existsSync(JSON_FILE) ? JSON.parse(readFileSync(JSON_FILE, 'utf8')) : undefined;
  const same = before && (['node', 'cpu', 'cores'] as const).every(it => before[it] === machine[it]);
  const measuredAt = new Date().toISOString();
  const outcomes = new Map((same ? before.outcomes : []).map(it => [it.workload, it]));
  for (const outcome of measured) outcomes.set(outcome.workload, { ...outcome, measuredAt });
  const results: Results = { ...machine, outcomes: [...outcomes.values()].sort((a, b) => (a.workload < b.workload ? -1 : 1)) };
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(JSON_FILE, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(SVG_FILE, draw(results));
}
