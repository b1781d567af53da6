import Sqlite from 'better-sqlite3';
import { bareClient, bareTime } from '../bare.js';
import type { Bench } from '../bench.js';
import { measured, median, type Outcome, type Round, ratio, rowOf, short } from '../figures.js';
import { addGrades, classGroupId, TEACHER } from '../grades.js';
import { classResults, RANKED } from '../operations.js';
import { learnAll } from '../reading.js';
import type { Workload } from './workload.js';

const MOST_BLOCKED_MS = 50;

export const p10: Workload = {
  name: 'p10',
  title: 'Averages and ranking of a class, 100,000 grades',
  charted: { figure: 'p50', unit: 'ms, median' },
  run: compareResults,
};

/** Average, ranking and distribution of one class over one connection, beside the same SQL with nothing around it. */
export async function compareResults(bench: Bench): Promise<Pick<Outcome, 'rows' | 'reaches' | 'notes'>> {
  const { quick } = bench.mode;
  const file = await bench.data(20_000, 'grades');
  addGrades(file, quick ? { learners: 300, exams: 100 } : { learners: 1_000, exams: 100 });
  const server = await bench.start('amphi', file, { watched: true });
  const plan = 'p10 results';
  const [answer] = await learnAll(bench, plan, [server], [bench.request(classResults(classGroupId), TEACHER)]);
  checkAnswer(file, answer ?? '');
  const repeat = (forMs: number) => bench.generator.repeat({ plan: `${plan} amphi`, connections: 1, forMs });
  await repeat(quick ? 50 : 1_500);
  const rounds: Round[] = [];
  const bare: number[] = [];
  for (let i = 0; i < bench.rounds; i++) {
    bare.push(bareTime(file, `${RESULTS}${RANKING}`, quick ? 3 : 20));
    rounds.push(await measured(server, () => repeat(quick ? 50 : 2_000)));
  }
  await bench.stop([server]);
  const blocked = Math.max(...rounds.map(it => it.after.longestDelayMs));
  const row = rowOf('amphi', rounds);
  const limit = median(bare);
  const toLimit = ratio(row.p50, limit);
  return {
    rows: [
      { server: 'limit', p50: limit },
      { ...row, blockedMs: blocked },
    ],
    reaches: [
      { what: 'at most 1.5 times the limit’s time', figure: short(toLimit), reached: toLimit <= 1.5 },
      {
        what: `the event loop is never blocked for more than ${MOST_BLOCKED_MS} ms`,
        figure: `${short(blocked)} ms`,
        reached: blocked <= MOST_BLOCKED_MS,
      },
    ],
    notes: [`one connection; the limit is the same SQL in ${bareClient()}`],
  };
}

/** What each learner came to, as the app adds it up, its values written in. */
const SUMS = `select e.class_group_id as classGroupId, g.learner_id as learnerId, sum(g.quarters * e.coefficient_hundredths) as points,
    sum(e.coefficient_hundredths) as weight,
    cast(sum(g.quarters * e.coefficient_hundredths) as double precision) / sum(e.coefficient_hundredths) as average
  from exams e join grades g on g.exam_id = e.id where e.class_group_id = '${classGroupId}' and g.quarters is not null
  group by e.class_group_id, g.learner_id`;

const RESULTS = `select classGroupId, weight, band, cast(sum(points) as bigint) as points, count(*) as learners
  from (select classGroupId, points, weight,
    case when points < 20 * weight then 0 when points < 40 * weight then 1 when points < 60 * weight then 2 else 3 end as band
    from (${SUMS}) sums) banded
  group by classGroupId, weight, band;`;

const RANKING = `select * from (select classGroupId, learnerId, points, weight, rank() over (partition by classGroupId order by average desc) as rank,
    row_number() over (partition by classGroupId order by average desc, u.last_name, u.first_name, u.id) as place
    from (${SUMS}) sums join users u on u.id = learnerId) ranked
  where place <= ${RANKED} order by classGroupId, place;`;

interface Group {
  readonly band: number;
  readonly learners: number;
}

interface Ranked {
  readonly learnerId: string;
  readonly rank: number;
}

/** The app has counted and ranked what the statements count and rank. */
function checkAnswer(file: string, answer: string): void {
  const db = new Sqlite(file, { readonly: true });
  const groups = db.prepare<[], Group>(RESULTS).all();
  const ranked = db.prepare<[], Ranked>(RANKING).all();
  db.close();
  const { ranking, gradeDistribution } = JSON.parse(answer).data.classGroup as {
    readonly ranking: readonly { readonly rank: number; readonly learner: { readonly id: string } }[];
    readonly gradeDistribution: readonly { readonly count: number }[];
  };
  const countIn = (band: number) => groups.reduce((count, it) => count + (it.band === band ? it.learners : 0), 0);
  const fits =
    ranking.length === RANKED &&
    ranking.every((it, i) => it.rank === ranked[i]?.rank && it.learner.id === ranked[i]?.learnerId) &&
    gradeDistribution.every((it, band) => it.count === countIn(band));
  if (!fits) throw new Error(`p10: ${answer} is not ${JSON.stringify({ groups, ranked })}`);
}
