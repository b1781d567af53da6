import Sqlite from 'better-sqlite3';
import { entities } from '../../src/app.js';
import { loadStatistics } from '../../src/modules/reservations/resource-statistics.js';
import { Resource } from '../../src/modules/resources/resource.entity.js';
import { openDatabase } from '../../src/platform/database/database.js';
import { Loaders } from '../../src/platform/database/loaders.js';
import type { RowSource } from '../../src/platform/database/row-source.js';
import type { Sql } from '../../src/platform/database/sql.js';
import { bareClient, bareTime } from '../bare.js';
import type { Bench } from '../bench.js';
import { DAY_MS, type Layout, resourceId } from '../data.js';
import { measured, median, type Reach, type Round, type Row, ratio, rowOf, short } from '../figures.js';
import { statistics } from '../operations.js';
import { learnAll } from '../reading.js';
import type { Workload } from './workload.js';

const MOST_BLOCKED_MS = 50;
const RESOURCE = 0;

export const p9: Workload = {
  name: 'p9',
  title: 'Statistics of a resource, 1,000,000 reservations in the table',
  charted: { figure: 'p50', unit: 'ms, median' },
  async run(bench) {
    const spread = await compare(bench, 'spread', '1,000 of them its own');
    const heaped = await compare(bench, 'heaped', 'all of them its own');
    return {
      rows: [...spread.rows, ...heaped.rows],
      reaches: [...spread.reaches, ...heaped.reaches],
      notes: [`one connection; the limit is the same SQL in ${bareClient()}: every statement that the app runs for it, values written in`],
    };
  },
};

async function compare(bench: Bench, layout: Layout, variant: string): Promise<{ rows: Row[]; reaches: Reach[] }> {
  const { quick } = bench.mode;
  const file = await bench.data(1_000_000, 'shared', layout);
  const server = await bench.start('amphi', file, { watched: true });
  const plan = `p9 ${layout}`;
  const [answer] = await learnAll(bench, plan, [server], [bench.request(statistics(RESOURCE), 0)]);
  checkAnswer(file, answer ?? '');
  const repeat = (forMs: number) => bench.generator.repeat({ plan: `${plan} amphi`, connections: 1, forMs });
  await repeat(quick ? 50 : 1_500);
  const statements = await statementsOf(file);
  const times = quick ? 3 : layout === 'spread' ? 500 : 5;
  const rounds: Round[] = [];
  const bare: number[] = [];
  for (let i = 0; i < bench.rounds; i++) {
    bare.push(bareTime(file, statements, times));
    rounds.push(await measured(server, () => repeat(quick ? 50 : 2_000)));
  }
  await bench.stop([server]);
  const blocked = Math.max(...rounds.map(it => it.after.longestDelayMs));
  const row = rowOf('amphi', rounds, variant);
  const limit = median(bare);
  const toLimit = ratio(row.p50, limit);
  return {
    rows: [
      { server: 'limit', variant, p50: limit },
      { ...row, blockedMs: blocked },
    ],
    reaches: [
      { what: `at most 1.5 times the limit’s time, ${variant}`, figure: short(toLimit), reached: toLimit <= 1.5 },
      {
        what: `the event loop is never blocked for more than ${MOST_BLOCKED_MS} ms, ${variant}`,
        figure: `${short(blocked)} ms`,
        reached: blocked <= MOST_BLOCKED_MS,
      },
    ],
  };
}

/** Every statement that the app runs for the statistics of a resource. */
async function statementsOf(file: string): Promise<string> {
  const database = await openDatabase(`sqlite:${file}`, entities);
  const noted: string[] = [];
  const note = (statement: Sql) => {
    const { text, values } = database.dialect.render(statement);
    let next = 0;
    noted.push(`${text.replace(/\?/g, () => literal(values[next++]))};\n`);
  };
  const source: RowSource = {
    dialect: database.dialect,
    table: entity => database.table(entity),
    rows(statement) {
      note(statement);
      return database.rows(statement);
    },
    rowsOf(table, statement) {
      note(statement);
      return database.rowsOf(table, statement);
    },
    rowsOfMany(statement, many) {
      note(many);
      note(statement);
      return database.rowsOfMany(statement, many);
    },
  };
  const loaders = new Loaders(source);
  const resource = await loaders.load(Resource, resourceId(RESOURCE));
  if (!resource) throw new Error('p9: there is no such resource');
  await loadStatistics(loaders, resource, Date.now());
  await database.close();
  return noted.join('');
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** The counts by themselves, to see that the app counts right. */
function countsOf(now: number): string {
  const monthAgo = now - 30 * DAY_MS;
  return `select count(*) as total,
    sum(case when v.status = 'CONFIRMED' and v.starts_at <= ${now} and v.ends_at > ${now} then 1 else 0 end) as active,
    sum(case when v.status in ('PENDING', 'CONFIRMED') and v.starts_at > ${now} then 1 else 0 end) as upcoming,
    sum(case when v.status in ('CONFIRMED', 'COMPLETED') and v.starts_at < ${now} and v.ends_at > ${monthAgo}
      then min(v.ends_at, ${now}) - max(v.starts_at, ${monthAgo}) else 0 end) as reservedMs,
    avg(v.ends_at - v.starts_at) as meanMs
    from reservations v where v.resource_id = '${resourceId(RESOURCE)}' group by v.resource_id;`;
}

interface Counts {
  readonly total: number;
  readonly active: number;
  readonly upcoming: number;
  readonly reservedMs: number;
  readonly meanMs: number;
}

/** The app has counted what the statement counts. */
function checkAnswer(file: string, answer: string): void {
  const db = new Sqlite(file, { readonly: true });
  const counts = db.prepare<[], Counts>(countsOf(Date.now())).get() as Counts;
  db.close();
  const { statistics: told } = JSON.parse(answer).data.resource;
  const fits =
    told.totalReservations === counts.total &&
    told.activeReservations === counts.active &&
    told.upcomingReservations === counts.upcoming &&
    told.hoursReservedLast30Days === counts.reservedMs / 3_600_000 &&
    told.meanDurationMinutes === counts.meanMs / 60_000;
  if (!fits) throw new Error(`p9: ${answer} is not ${JSON.stringify(counts)}`);
}
