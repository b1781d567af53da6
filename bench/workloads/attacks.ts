import { type Attack, attacks, bodyOf } from '../../test/security/attacks.js';
import type { Bench } from '../bench.js';
import { RESOURCES } from '../data.js';
import { measured, median, type Round, type Row, ratio, rowOf, short } from '../figures.js';
import { Connection, postOf } from '../load/connection.js';
import { LeanWebSocket } from '../load/web-socket.js';
import { oneResource } from '../operations.js';
import type { ServerProcess } from '../processes.js';
import { learnAll } from '../reading.js';
import type { Workload } from './workload.js';

const TIMES = 20;
/** How many attacks a second another client has to bear. */
const PER_SECOND = 20;
/** Another client has one; eight keep the server busy all the time, so that each waits for every attack. */
const READERS = [1, 8] as const;
/** A percentile of a short round swings; of many pairs of rounds the ratio in the middle does not. */
const PAIRS = 11;
const ROUND_MS = 1_200;
const WARM_UP_MS = 3_000;

/** Production tells nothing of its schema, and refuses these for that. */
const tried = attacks.filter(it => !it.query.includes('__schema'));

/** Readies an attack. What it answers sends it and waits for its refusal; it throws when that is for another reason, or does not come. */
type Attacker = (attack: Attack, mark: string) => () => Promise<void>;

export const attacksWorkload: Workload = {
  name: 'attacks',
  title: 'What refusing costs, and what others notice of it',
  charted: { figure: 'p99', unit: 'ms, 99th percentile' },
  async run(bench) {
    const server = await bench.start('amphi', await bench.data(100_000));
    const roads = { HTTP: await overHttp(server, bench.token(0)), 'a socket': await overSocket(server, bench.token(0)) };
    const slowest: { readonly name: string; readonly ms: number }[] = [];
    for (const [road, attacker] of Object.entries(roads)) slowest.push(...(await refusalsOf(bench, road, attacker)));
    const beside = bench.mode.quick ? [] : await readersOf(bench, server, Object.values(roads));
    await bench.stop([server]);
    const [client, busy] = beside;
    const times = client?.times ?? Number.NaN;
    slowest.sort((a, b) => b.ms - a.ms);
    const [worst] = slowest;
    return {
      rows: beside.flatMap(it => it.rows),
      reaches: [
        { what: 'each refusal within 50 ms', figure: `${short(worst?.ms ?? Number.NaN)} ms`, reached: (worst?.ms ?? Number.NaN) < 50 },
        { what: 'p99 of another client at most 1.1 times that without attacks', figure: short(times), reached: times <= 1.1 },
      ],
      notes: [
        `${tried.length} attacks on either road, no text twice; of each the slowest but one of ${TIMES} counts`,
        `the slowest: ${slowest
          .slice(0, 5)
          .map(({ name, ms }) => `${name} ${short(ms)} ms`)
          .join('; ')}`,
        `${PER_SECOND} attacks a second, over either road in turn, beside a client that reads one resource by id, and beside ${READERS[1]}; ratios are the middle ones of ${PAIRS} pairs of rounds`,
        `p99 of ${READERS[1]} connections that keep the server busy: ${short(busy?.times ?? Number.NaN)} times that without attacks`,
      ],
    };
  },
};

async function refusalsOf(bench: Bench, road: string, attacker: Attacker): Promise<{ name: string; ms: number }[]> {
  const slowest: { name: string; ms: number }[] = [];
  for (const attack of tried) {
    const times: number[] = [];
    for (let i = 0; i < (bench.mode.quick ? 1 : TIMES); i++) {
      const send = attacker(attack, `${i}`);
      const begun = performance.now();
      await send();
      times.push(performance.now() - begun);
    }
    times.sort((a, b) => a - b);
    slowest.push({ name: `${attack.name} over ${road}`, ms: times.at(-2) ?? times[0] ?? Number.NaN });
  }
  return slowest;
}

interface Reading {
  readonly rows: Row[];
  /** The 99th percentile beside attacks, as a multiple of that without. */
  readonly times: number;
}

/** What those who only read notice. */
async function readersOf(bench: Bench, server: ServerProcess, attackers: readonly Attacker[]): Promise<Reading[]> {
  const requests = Array.from({ length: RESOURCES }, (_, n) => bench.request(oneResource(n), n));
  await learnAll(bench, 'attacks', [server], requests);
  const readings: Reading[] = [];
  for (const connections of READERS) readings.push(await readingOf(bench, server, attackers, connections));
  return readings;
}

/** The same reads without attacks and beside them, in turns. */
async function readingOf(bench: Bench, server: ServerProcess, attackers: readonly Attacker[], connections: number): Promise<Reading> {
  const read = (forMs: number) => bench.generator.repeat({ plan: 'attacks amphi', connections, forMs });
  await read(WARM_UP_MS);
  const [alone, attacked]: [Round[], Round[]] = [[], []];
  const times: number[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const without = await measured(server, () => read(ROUND_MS));
    const beside = await measured(server, () => besideAttacks(() => read(ROUND_MS), attackers, `${i}`));
    alone.push(without);
    attacked.push(beside);
    times.push(ratio(beside.run.p99, without.run.p99));
  }
  const who = connections === 1 ? 'one reads' : `${connections} read`;
  return { rows: [rowOf('amphi', alone, who), rowOf('amphi', attacked, `${who} beside attacks`)], times: median(times) };
}

/** Every attack comes over every road in the course of some rounds. */
async function besideAttacks<R>(work: () => Promise<R>, attackers: readonly Attacker[], mark: string): Promise<R> {
  let isOver = false;
  // Readied beforehand: whoever writes such texts takes time from whoever measures.
  const ready = Array.from({ length: (ROUND_MS / 1_000) * PER_SECOND }, () => {
    const attacker = attackers[sent % attackers.length] as Attacker;
    return attacker(tried[Math.floor(sent++ / attackers.length) % tried.length] as Attack, `${mark} ${sent}`);
  });
  const attacking = (async () => {
    for (const send of ready) {
      if (isOver) break;
      await send();
      await new Promise(resolve => setTimeout(resolve, 1_000 / PER_SECOND));
    }
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await attacking;
  }
}

/** How many attacks were sent beside reads. */
let sent = 0;

async function overHttp({ url }: ServerProcess, token: string): Promise<Attacker> {
  const connection = await Connection.open(new URL(url));
  return (attack, mark) => {
    const request = postOf(new URL(url), token, bodyOf(attack, mark));
    return async () => {
      const { status, body } = await connection.send(request);
      if (status !== 400) throw new Error(`${attack.name} was answered ${status}`);
      check(attack, body.toString());
    };
  };
}

async function overSocket({ url }: ServerProcess, token: string): Promise<Attacker> {
  let heard: (message: string) => unknown = () => undefined;
  let lost: (error: Error) => void = () => undefined;
  const socket = await LeanWebSocket.open(new URL(url), token, message => heard(message.toString()));
  const next = (isIt: (message: string) => boolean) =>
    new Promise<string>((resolve, reject) => {
      heard = message => isIt(message) && resolve(message);
      lost = reject;
    });
  socket.socket.once('close', () => lost(new Error('the server closed the socket')));
  const acknowledged = next(message => message.includes('"connection_ack"'));
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  await acknowledged;
  let ids = 0;
  return (attack, mark) => {
    const id = ids++;
    const text = `{"id":"${id}","type":"subscribe","payload":${bodyOf(attack, mark)}}`;
    return async () => {
      const answered = next(message => message.includes(`"id":"${id}"`) && !message.includes('"complete"'));
      socket.sendText(text);
      check(attack, await answered);
    };
  };
}

function check({ name, code }: Attack, answer: string): void {
  if (!answer.includes(`"code":"${code}"`)) throw new Error(`${name} was refused otherwise: ${answer.slice(0, 500)}`);
}
