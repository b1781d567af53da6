import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { bareClient, bareTime } from '../bare.js';
import type { Bench } from '../bench.js';
import { hashOf } from '../canonical.js';
import { addSessions, BareEnrolling, checkWritten, learnerIds, SEATS, sessionId } from '../enrolments.js';
import { measured, median, type Outcome, type Reach, type Round, ratio, rowOf, short } from '../figures.js';
import { addGrades } from '../grades.js';
import { classResults, enrolClass, enrolled, RANKED } from '../operations.js';
import { learnAll } from '../reading.js';
import { classGroupId, TEACHER } from '../school.js';
import type { Workload } from './workload.js';

const MOST_BLOCKED_MS = 50;
/** The audit is sealed in the background, half a second later at most; some turns of it are enough for a class. */
const SEALED_MS = 1_500;

const WARM_UPS = 4;
const MOST_OF_LIMIT = 5;

export const p10: Workload = {
  name: 'p10',
  title: `A class of ${SEATS} enrolled at once; averages and ranking of a class, 100,000 grades`,
  charted: { figure: 'p50', unit: 'ms, median' },
  async run(bench) {
    const parts = [await compareEnrolling(bench, `enrolment of ${SEATS}`), await compareResults(bench, 'averages and ranking')];
    return {
      rows: parts.flatMap(it => it.rows),
      reaches: parts.flatMap(it => it.reaches),
      notes: parts.flatMap(it => it.notes),
    };
  },
};

type Part = Pick<Outcome, 'rows' | 'reaches' | 'notes'>;

/** A class into sessions that have a seat for each, one session after the other, beside the same rows written by SQL alone. */
async function compareEnrolling(bench: Bench, variant: string): Promise<Part> {
  const { quick } = bench.mode;
  const each = quick ? 1 : 5;
  const turns = bench.rounds + (quick ? 0 : WARM_UPS);
  const files = { amphi: await bench.data(20_000, 'enrolments'), limit: await bench.data(20_000, 'bare-enrolments') };
  for (const file of Object.values(files)) addSessions(file, turns * each);
  const server = await bench.start('amphi', files.amphi, { watched: true });
  const bare = new BareEnrolling(files.limit);
  const rounds: Round[] = [];
  const times: number[] = [];
  const expected = hashOf(enrolled(learnerIds));
  for (let turn = 0; turn < turns; turn++) {
    const sessions = Array.from({ length: each }, (_, i) => turn * each + i);
    const limit = median(sessions.map(it => bare.enrol(it)));
    const requests = sessions.map(it => bench.request(enrolClass(sessionId(it), classGroupId), TEACHER, expected));
    const round = await measured(server, async () => {
      const run = await bench.generator.once({ url: server.url, requests, connections: 1 });
      if (!quick) await setTimeout(SEALED_MS);
      return run;
    });
    if (turn < turns - bench.rounds) continue;
    times.push(limit);
    rounds.push(round);
  }
  bare.close();
  await bench.stop([server]);
  for (const file of Object.values(files)) checkWritten(file, turns * each);
  const row = rowOf('amphi', rounds, variant);
  const limit = median(times);
  const blocked = Math.max(...rounds.map(it => it.after.longestDelayMs));
  const toLimit = ratio(row.p50, limit);
  return {
    rows: [
      { server: 'limit', variant, p50: limit },
      { ...row, blockedMs: blocked },
    ],
    reaches: [
      { what: `at most ${MOST_OF_LIMIT} times the limit’s time, ${variant}`, figure: short(toLimit), reached: toLimit <= MOST_OF_LIMIT },
      blockedAtMost(blocked, variant),
    ],
    notes: [
      `${variant}: one connection; the limit writes the same enrolments, events and audit in one transaction, synced as well, and leaves out ` +
        'everything else: HTTP, who may, who is in the class, whether there are seats, how the rows come about, and the answer',
    ],
  };
}

function blockedAtMost(blocked: number, variant: string): Reach {
  return {
    what: `the event loop is never blocked for more than ${MOST_BLOCKED_MS} ms, ${variant}`,
    figure: `${short(blocked)} ms`,
    reached: blocked <= MOST_BLOCKED_MS,
  };
}

/** Average, ranking and distribution of one class over one connection, beside the same SQL with nothing around it. */
async function compareResults(bench: Bench, variant: string): Promise<Part> {
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
      blockedAtMost(blocked, variant),
    ],
    notes: [`${variant}: one connection; the limit is the same SQL in ${bareClient()}`],
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
