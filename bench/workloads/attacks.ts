import { type Attack, attacks, bodyOf } from '../../test/security/attacks.js';
import type { Bench } from '../bench.js';
import { USERS } from '../data.js';
import { measured, median, type Round, type Row, ratio, rowOf, short } from '../figures.js';
import type { SentAttack } from '../load/protocol.js';
import { pageRequests } from '../pages.js';
import type { ServerProcess } from '../processes.js';
import { learnAll } from '../reading.js';
import { CONNECTIONS } from './p1.js';
import type { Workload } from './workload.js';

const TIMES = 20;
/** How many attacks a second another client has to bear. */
const PER_SECOND = 20;
/**
 * One client, and as many as keep the server busy all the time, so that each waits for every attack. A percentile of a short round swings,
 * most for the one; of many rounds in turns the ratio in the middle does not.
 */
const READERS = [
  { readers: 1, rounds: 50 },
  { readers: CONNECTIONS, rounds: 14 },
] as const;
const ROUND_MS = 400;
const WARM_UP_MS = 3_000;
const ROADS: readonly SentAttack['road'][] = ['HTTP', 'a socket'];

/** Production tells nothing of its schema, and refuses these for that. */
const tried = attacks.filter(it => !it.query.includes('__schema'));

/** Who attacks: one user, to whom the server stops listening, or so many that it listens to each. */
const ATTACKERS = ['one attacker', 'many attackers'] as const;
type Attackers = (typeof ATTACKERS)[number];
type UserOf = (characters: number) => number;

export const attacksWorkload: Workload = {
  name: 'attacks',
  title: 'What refusing costs, and what others notice of it',
  charted: { figure: 'p99', unit: 'ms, 99th percentile' },
  async run(bench) {
    const slowest = await slowestRefusals(bench);
    const readings = bench.mode.quick ? [] : await readingsOf(bench);
    const timesOf = (readers: number, attackers: Attackers) => readings.find(it => it.readers === readers)?.times[attackers] ?? Number.NaN;
    const times = timesOf(1, 'one attacker');
    const worst = slowest[0]?.ms ?? Number.NaN;
    return {
      rows: readings.flatMap(it => it.rows),
      reaches: [
        { what: 'each refusal within 50 ms', figure: `${short(worst)} ms`, reached: worst < 50 },
        { what: 'p99 of another client at most 1.1 times that without attacks', figure: short(times), reached: times <= 1.1 },
      ],
      notes: [
        `${tried.length} attacks on either road, no text twice, each from another user; of each the slowest but one of ${TIMES} counts`,
        `the slowest: ${slowest
          .slice(0, 5)
          .map(({ name, ms }) => `${name} ${short(ms)} ms`)
          .join('; ')}`,
        `${PER_SECOND} attacks a second, over either road in turn, beside a client that reads pages as in p2, and beside ${CONNECTIONS}; ratios are the middle ones of ${READERS.map(it => it.rounds).join(' and ')} rounds`,
        `where each attack comes from another user, p99 of the client: ${short(timesOf(1, 'many attackers'))} times that without`,
        `p99 of ${CONNECTIONS}: ${short(timesOf(CONNECTIONS, 'one attacker'))} times that without attacks, ${short(timesOf(CONNECTIONS, 'many attackers'))} where each comes from another user`,
      ],
    };
  },
};

/** The attack as a user sends it, with a text of its own. */
function sentAttack(bench: Bench, attack: Attack, user: number, road: SentAttack['road'], mark: string): SentAttack {
  return { name: attack.name, road, body: bodyOf(attack, mark), token: bench.token(user), codes: [attack.code] };
}

/** Users in turn, so that none sends so much that the server stops listening. */
class ManyUsers {
  readonly #sent = new Float64Array(USERS);

  /** Whoever sent the least sends so much more. */
  next(characters: number): number {
    const user = this.#sent.indexOf(Math.min(...this.#sent));
    this.#sent[user] = (this.#sent[user] ?? 0) + characters;
    return user;
  }
}

/** The slowest of them first. */
async function slowestRefusals(bench: Bench): Promise<{ readonly name: string; readonly ms: number }[]> {
  const slowest: { readonly name: string; readonly ms: number }[] = [];
  for (const road of ROADS) {
    const server = await bench.start('amphi', await bench.data(100_000));
    const users = new ManyUsers();
    for (const attack of tried) {
      const characters = bodyOf(attack).length;
      const sent = Array.from({ length: bench.mode.quick ? 1 : TIMES }, (_, i) =>
        sentAttack(bench, attack, users.next(characters), road, `${i}`),
      );
      const times = [...(await bench.generator.attack({ url: server.url, attacks: sent }))].sort((a, b) => a - b);
      slowest.push({ name: `${attack.name} over ${road}`, ms: times.at(-2) ?? times[0] ?? Number.NaN });
    }
    await bench.stop([server]);
  }
  return slowest.sort((a, b) => b.ms - a.ms);
}

interface Reading {
  readonly readers: number;
  readonly rows: Row[];
  /** The 99th percentile beside attacks, as a multiple of that without. */
  readonly times: Readonly<Record<Attackers, number>>;
}

/** What those who only read notice. */
async function readingsOf(bench: Bench): Promise<Reading[]> {
  const file = await bench.data(100_000);
  const server = await bench.start('amphi', file);
  await learnAll(bench, 'attacks', [server], pageRequests(bench, file));
  const readings: Reading[] = [];
  for (const { readers, rounds } of READERS) readings.push(await readingOf(bench, server, readers, rounds));
  await bench.stop([server]);
  return readings;
}

/** The same reads without attacks, beside those of one and beside those of many, in turns. */
async function readingOf(bench: Bench, server: ServerProcess, readers: number, rounds: number): Promise<Reading> {
  const read = { plan: 'attacks amphi', connections: readers, forMs: ROUND_MS };
  const many = new ManyUsers();
  const users: Record<Attackers, UserOf> = { 'one attacker': () => 0, 'many attackers': characters => many.next(characters) };
  const alone: Round[] = [];
  const beside: Record<Attackers, Round[]> = { 'one attacker': [], 'many attackers': [] };
  await bench.generator.repeat({ ...read, forMs: WARM_UP_MS });
  for (let i = 0; i < rounds; i++) {
    alone.push(await measured(server, () => bench.generator.repeat(read)));
    for (const kind of ATTACKERS) {
      const attacks = { perSecond: PER_SECOND, sent: nextAttacks(bench, users[kind]) };
      beside[kind].push(await measured(server, () => bench.generator.repeat({ ...read, attacks })));
    }
  }
  const who = readers === 1 ? 'one reads' : `${readers} read`;
  const timesOf = (kind: Attackers) => median(beside[kind].map((round, i) => ratio(round.run.p99, alone[i]?.run.p99)));
  return {
    readers,
    rows: [rowOf('amphi', alone, who), ...ATTACKERS.map(kind => rowOf('amphi', beside[kind], `${who} beside ${kind}`))],
    times: { 'one attacker': timesOf('one attacker'), 'many attackers': timesOf('many attackers') },
  };
}

/** Those of a round. Every attack comes over every road in the course of some. */
function nextAttacks(bench: Bench, userOf: UserOf): SentAttack[] {
  return Array.from({ length: (ROUND_MS / 1_000) * PER_SECOND }, () => {
    const n = ++sent;
    const attack = tried[Math.floor(n / ROADS.length) % tried.length] as Attack;
    const one = sentAttack(bench, attack, userOf(bodyOf(attack).length), ROADS[n % ROADS.length] ?? 'HTTP', `${n}`);
    return { ...one, codes: [attack.code, 'RATE_LIMITED'] };
  });
}

/** How many attacks were sent beside reads. */
let sent = 0;
