import { type Outcome, type Row, short } from './figures.js';
import type { Results } from './results.js';

const WIDTH = 860;
const MARGIN = 24;
const BARS_AT = 150;
const BAR_WIDTH = 400;
const BAR_HEIGHT = 14;
const LINE = 20;
/** Workloads that set variants of one server side by side. */
const BY_VARIANT = new Set(['p6', 'attacks']);

const colours: Record<Row['server'], string> = { limit: '#c3c9d1', peer: '#8fb3d9', amphi: '#1f6feb', stock: '#e3b587' };
const names: Record<Row['server'], string> = { limit: 'limit', peer: 'Mercurius + JIT', amphi: 'Amphi', stock: 'stock stack' };

/** The figures as bars, on a ground of its own so that it reads the same on light and dark pages. */
export function draw({ node, cpu, cores, outcomes }: Results): string {
  const parts: string[] = [];
  let y = 36;
  parts.push(text(MARGIN, y, 'Amphi beside the limit of the machine', 'title'));
  y += 20;
  parts.push(text(MARGIN, y, `${cpu}, ${cores} cores, Node ${node}. Medians of interleaved rounds on the same data.`, 'small'));
  for (const outcome of outcomes) {
    y += 34;
    const variant = BY_VARIANT.has(outcome.workload) ? undefined : outcome.rows.at(-1)?.variant;
    parts.push(text(MARGIN, y, `${outcome.workload}  ${outcome.title}${variant ? `: ${variant}` : ''}`, 'head'));
    parts.push(text(WIDTH - MARGIN, y, unitOf(outcome), 'small end'));
    y += 8;
    for (const row of shown(outcome)) {
      parts.push(bar(y, row, outcome));
      y += LINE;
    }
    for (const { what, figure, reached } of outcome.reaches) {
      y += 16;
      parts.push(text(BARS_AT, y, `${reached ? '✓' : '✗'} ${what}: ${figure}`, reached ? 'small' : 'small missed'));
    }
  }
  const height = y + MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img">
<title>Amphi beside the limit of the machine</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328; }
.title { font-size: 18px; font-weight: 600; }
.head { font-weight: 600; }
.small { font-size: 12px; fill: #59636e; }
.missed { fill: #b35900; }
.end { text-anchor: end; }
</style>
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8" fill="#ffffff" stroke="#d1d9e0"/>
${parts.join('\n')}
</svg>
`;
}

/** Where a workload has several sizes, the last of them. */
function shown({ rows, workload }: Outcome): readonly Row[] {
  const last = rows.at(-1)?.variant;
  return BY_VARIANT.has(workload) ? rows : rows.filter(it => it.variant === last);
}

function unitOf({ charted }: Outcome): string {
  return `${charted.unit}: ${charted.figure === 'perSecond' ? 'longer is better' : 'shorter is better'}`;
}

function bar(y: number, row: Row, { rows, charted, workload }: Outcome): string {
  const values = shown({ rows, workload } as Outcome).map(it => it[charted.figure] ?? 0);
  const value = row[charted.figure] ?? 0;
  const width = Math.max(2, (value / Math.max(...values)) * BAR_WIDTH);
  const name = BY_VARIANT.has(workload) ? (row.variant ?? '') : names[row.server];
  return [
    text(BARS_AT - 10, y + 12, name, 'small end'),
    `<rect x="${BARS_AT}" y="${y + 1}" width="${width.toFixed(1)}" height="${BAR_HEIGHT}" rx="2" fill="${colours[row.server]}"/>`,
    text(BARS_AT + width + 8, y + 12, short(value), 'small'),
  ].join('');
}

function text(x: number, y: number, content: string, style: string): string {
  const escaped = content.replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y}" class="${style}">${escaped}</text>`;
}
