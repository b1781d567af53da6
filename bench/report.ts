import { type Outcome, type Row, ratio, short } from './figures.js';

const columns: readonly { readonly head: string; readonly of: (row: Row) => number | undefined }[] = [
  { head: '/s', of: row => row.perSecond },
  { head: 'p50 ms', of: row => row.p50 },
  { head: 'p95 ms', of: row => row.p95 },
  { head: 'p99 ms', of: row => row.p99 },
  { head: 'CPU s/1000', of: row => row.cpuPerThousand },
  { head: 'memory MB', of: row => row.memoryMb },
  { head: 'last ms', of: row => row.lastMs },
  { head: 'KB each', of: row => row.kilobytesEach },
  { head: 'ready ms', of: row => row.readyMs },
  { head: 'blocked ms', of: row => row.blockedMs },
];

/** A table for people: each figure, and in brackets what it is of the limit's and of the peer's. */
export function printOutcome({ workload, title, rows, reaches, notes }: Outcome): void {
  const shown = columns.filter(({ of }) => rows.some(row => of(row) !== undefined));
  const cell = (row: Row, of: (row: Row) => number | undefined) => {
    const value = of(row);
    if (value === undefined) return '';
    const ratios = ['limit', 'peer'].flatMap(server => {
      const other = rows.find(it => it.server === server && it.variant === row.variant);
      return other && other !== row ? [ratio(value, of(other))] : [];
    });
    return `${short(value)}${ratios.some(Number.isFinite) ? ` (${ratios.map(short).join(' ')})` : ''}`;
  };
  const lines = rows.map(row => [`${row.server}${row.variant ? `, ${row.variant}` : ''}`, ...shown.map(({ of }) => cell(row, of))]);
  const table = [['', ...shown.map(it => it.head)], ...lines];
  const widths = table[0]?.map((_, i) => Math.max(...table.map(line => line[i]?.length ?? 0))) ?? [];
  console.log(`\n${workload}  ${title}`);
  for (const line of table) console.log(`  ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  ')}`);
  for (const { what, figure, reached } of reaches) console.log(`  ${reached ? 'reached    ' : 'NOT REACHED'}  ${what}: ${figure}`);
  for (const note of notes) console.log(`  ${note}`);
}
