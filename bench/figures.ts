import type { RunResult } from './load/protocol.js';
import type { ServerName, ServerProcess } from './processes.js';
import type { Usage } from './servers/serve.js';

/** What is known of one server under one workload; medians over the rounds. A figure that was not measured is not there. */
export interface Row {
  readonly server: ServerName;
  /** What the line is about, where a workload has more than one. */
  readonly variant?: string;
  readonly perSecond?: number;
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
  readonly cpuPerThousand?: number;
  readonly memoryMb?: number;
  /** Until the last of many was served. */
  readonly lastMs?: number;
  readonly kilobytesEach?: number;
  readonly readyMs?: number;
  /** The longest that the event loop was late. */
  readonly blockedMs?: number;
}

export type Figure = Exclude<keyof Row, 'server' | 'variant'>;

/** What a workload is to reach, and whether it did. */
export interface Reach {
  readonly what: string;
  readonly figure: string;
  readonly reached: boolean;
}

/** What one workload came to. */
export interface Outcome {
  readonly workload: string;
  readonly title: string;
  /** The one figure that a drawing shows. */
  readonly charted: { readonly figure: Figure; readonly unit: string };
  readonly rows: readonly Row[];
  readonly reaches: readonly Reach[];
  readonly notes: readonly string[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** One round of one server. */
export interface Round {
  readonly run: RunResult;
  readonly before: Usage;
  readonly after: Usage;
}

/** Runs something under load and notes what the server's process used for it. */
export async function measured(server: ServerProcess, load: () => Promise<RunResult>): Promise<Round> {
  const before = await server.usage();
  const run = await load();
  return { run, before, after: await server.usage() };
}

export function rowOf(server: ServerName, rounds: readonly Round[], variant?: string): Row {
  const of = (figure: (round: Round) => number) => median(rounds.map(figure));
  const requests = ({ run }: Round) => run.requests + (run.rare?.requests ?? 0);
  return {
    server,
    ...(variant && { variant }),
    perSecond: of(it => requests(it) / it.run.seconds),
    p50: of(it => it.run.p50),
    p95: of(it => it.run.p95),
    p99: of(it => it.run.p99),
    cpuPerThousand: of(it => ((it.after.cpuSeconds - it.before.cpuSeconds) / requests(it)) * 1000),
    memoryMb: of(it => it.after.rssBytes / 2 ** 20),
  };
}

export function ratio(a: number | undefined, b: number | undefined): number {
  return a === undefined || b === undefined || b === 0 ? Number.NaN : a / b;
}

/** Three digits, whatever the size. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 1_000) return Math.round(value).toLocaleString('en');
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
