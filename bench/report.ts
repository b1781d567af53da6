import { type Figure, type Outcome, type Row, ratio, short } from './figures.js';

const columns: readonly { readonly head: string; readonly figure: Figure }[] = [
  { head: '/s', figure: 'perSecond' },
  { head: 'p50 ms', figure: 'p50' },
  { head: 'p95 ms', figure: 'p95' },
  { head: 'p99 ms', figure: 'p99' },
  { head: 'last ms', figure: 'lastMs' },
  { head: 'ready ms', figure: 'readyMs' },
  { head: 'blocked ms', figure: 'blockedMs' },
  { head: 'CPU s/1000', figure: 'cpuPerThousand' },
  { head: 'memory MB', figure: 'memoryMb' },
  { head: 'KB each', figure: 'kilobytesEach' },
];

/** A table for people: each figure, and in brackets what it is of the limit's and, where there is one, of the peer's. */
export function printOutcome({ workload, title, rows, reaches, notes }: Outcome): void {
  const shown = columns.filter(({ figure }) => rows.some(row => row[figure] !== undefined));
  const cell = (row: Row, figure: Figure) => {
    const value = row[figure];
    if (value === undefined) return '';
    const ratios = ['limit', 'peer'].flatMap(server => {
      const other = rows.find(it => it.server === server && it.variant === row.variant);
      return other && other !== row ? [ratio(value, other[figure])] : [];
    });
    return `${short(value)}${ratios.some(Number.isFinite) ? ` (${ratios.map(short).join(' ')})` : ''}`;
  };
  const lines = rows.map(row => [`${row.server}${row.variant ? `, ${row.variant}` : ''}`, ...shown.map(({ figure }) => cell(row, figure))]);
  const table = [['', ...shown.map(it => it.head)], ...lines];
  const widths = table[0]?.map((_, i) => Math.max(...table.map(line => line[i]?.length ?? 0))) ?? [];
  console.log(`\n${workload}  ${title}`);
  for (const line of table)
    console.log(`  ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0))).join('  ')}`);
  for (const { what, figure, reached } of reaches) console.log(`  ${reached ? 'reached    ' : 'NOT REACHED'}  ${what}: ${figure}`);
  for (const note of notes) console.log(`  ${note}`);
}
