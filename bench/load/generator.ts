import { hashOf } from '../canonical.js';
import { Attacker } from './attacker.js';
import { type Answer, Connection, postOf } from './connection.js';
import type { Command, Learned, Measured, Reply, Request, RunResult, SentAttack } from './protocol.js';

/** A request as bytes, and the bytes of the answer that was found right. */
interface Prepared {
  readonly bytes: Buffer;
  expected: string | undefined;
  right: Buffer | undefined;
}

interface Plan {
  readonly url: URL;
  readonly prepared: readonly Prepared[];
}

const plans = new Map<string, Plan>();
let open: { readonly host: string; readonly connections: Connection[] } | undefined;

process.on('message', (command: Command) => {
  perform(command).then(
    reply => process.send?.(reply),
    error => process.send?.({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) } satisfies Reply),
  );
});
process.on('disconnect', () => process.exit());

async function perform(command: Command): Promise<Reply> {
  if (command.kind === 'learn') return { learned: await learn(command.plan, new URL(command.url), command.requests) };
  if (command.kind === 'once') return { run: await once(new URL(command.url), command.requests, command.connections) };
  if (command.kind === 'attack') return { refusedAfterMs: await attack(new URL(command.url), command.attacks) };
  const plan = plans.get(command.plan);
  if (!plan) throw new Error(`${command.plan} was not learned`);
  const rare = command.rare && { every: command.rare.every, prepared: command.rare.requests.map(it => prepare(plan.url, it)) };
  const run = () => repeat(plan, command.connections, command.forMs, rare);
  return { run: await (command.attacks ? besideAttacks(plan.url, command.attacks, run) : run()) };
}

function prepare(url: URL, { body, token, expected }: Request): Prepared {
  return { bytes: postOf(url, token, body), expected, right: undefined };
}

/** Connections are kept from run to run, as clients keep theirs. */
async function connectionsTo(url: URL, count: number): Promise<Connection[]> {
  if (open?.host !== url.host) {
    for (const connection of open?.connections ?? []) connection.close();
    open = { host: url.host, connections: [] };
  }
  while (open.connections.length < count) open.connections.push(await Connection.open(url));
  return open.connections.slice(0, count);
}

async function learn(name: string, url: URL, requests: readonly Request[]): Promise<Learned> {
  const prepared = requests.map(it => prepare(url, it));
  const [connection] = (await connectionsTo(url, 1)) as [Connection];
  const hashes: string[] = [];
  const samples: string[] = [];
  for (const it of prepared) {
    const answer = await connection.send(it.bytes);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body.toString().slice(0, 500)}`);
    it.expected = hashOf(JSON.parse(answer.body.toString()));
    it.right = Buffer.from(answer.body);
    hashes.push(it.expected);
    samples.push(answer.body.toString().slice(0, 2_000));
  }
  plans.set(name, { url, prepared });
  return { hashes, samples };
}

/** Every answer is looked at: its bytes are those of one that was right before, or its hash is the expected one. */
function check(request: Prepared, { status, body }: Answer, answers: Map<string, number>): void {
  if (request.right?.equals(body)) return;
  const text = body.toString();
  if (status !== 200) throw new Error(`${status}: ${text.slice(0, 500)}`);
  const answer = JSON.parse(text);
  if (request.expected === undefined) {
    const outcome = JSON.stringify(outcomeOf(answer));
    answers.set(outcome, (answers.get(outcome) ?? 0) + 1);
  } else if (hashOf(answer) !== request.expected) {
    throw new Error(`a wrong answer: ${text.slice(0, 1_000)}`);
  } else {
    request.right = Buffer.from(body);
  }
}

/** What an answer to a mutation comes to: done, or the codes of its errors. */
function outcomeOf(answer: { errors?: unknown; data?: Record<string, { errors?: { code: string }[] }> }): unknown {
  if (answer.errors) return answer.errors;
  const codes = Object.values(answer.data ?? {}).flatMap(it => it.errors?.map(error => error.code) ?? []);
  return codes.length > 0 ? codes.join(' ') : 'done';
}

class Latencies {
  readonly values: number[] = [];
  readonly answers = new Map<string, number>();

  measured(seconds: number): Measured {
    const sorted = Float64Array.from(this.values).sort();
    const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;
    return {
      requests: sorted.length,
      seconds,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
      answers: Object.fromEntries(this.answers),
    };
  }
}

async function repeat(
  { url, prepared }: Plan,
  count: number,
  forMs: number,
  rare?: { readonly every: number; readonly prepared: readonly Prepared[] },
): Promise<RunResult> {
  const connections = await connectionsTo(url, count);
  const often = new Latencies();
  const seldom = new Latencies();
  let sent = 0;
  let nextOften = 0;
  let nextRare = 0;
  const begun = performance.now();
  const end = begun + forMs;
  if (count === 1) stayAwake(end);
  await Promise.all(
    connections.map(async connection => {
      for (let now = performance.now(); now < end; ) {
        const isRare = rare !== undefined && ++sent % rare.every === 0;
        const request = isRare ? rare.prepared[nextRare++] : prepared[nextOften++ % prepared.length];
        if (!request) throw new Error('there are not enough rare requests for a run of this length');
        const latencies = isRare ? seldom : often;
        const answer = await connection.send(request.bytes);
        const then = performance.now();
        latencies.values.push(then - now);
        check(request, answer, latencies.answers);
        now = performance.now();
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  return { ...often.measured(seconds), ...(rare && { rare: seldom.measured(seconds) }) };
}

/**
 * A generator and a server that wait for each other in turns are put on one core by some kernels, sometimes, and for seconds; whether they are
 * makes half of the difference to what is measured. One that never sleeps leaves the server another core.
 */
function stayAwake(end: number): void {
  if (performance.now() < end) setImmediate(stayAwake, end);
}

async function attack(url: URL, attacks: readonly SentAttack[]): Promise<number[]> {
  const attacker = await Attacker.at(url);
  const times: number[] = [];
  for (const it of attacks) {
    const send = await attacker.ready(it);
    const begun = performance.now();
    await send();
    times.push(performance.now() - begun);
  }
  attacker.close();
  return times;
}

/**
 * Attacks while it works. They come from this process, because a third one would take a core from the server or from whoever measures, where
 * there are two.
 */
async function besideAttacks<R>(
  url: URL,
  { perSecond, sent }: { readonly perSecond: number; readonly sent: readonly SentAttack[] },
  work: () => Promise<R>,
): Promise<R> {
  const attacker = await Attacker.at(url);
  const ready = [];
  for (const it of sent) ready.push(await attacker.ready(it));
  let isOver = false;
  const attacking = (async () => {
    for (const send of ready) {
      await new Promise(resolve => setTimeout(resolve, 1_000 / perSecond));
      if (isOver) break;
      await send();
    }
  })();
  try {
    return await work();
  } finally {
    isOver = true;
    await attacking;
    attacker.close();
  }
}

async function once(url: URL, requests: readonly Request[], count: number): Promise<RunResult> {
  const prepared = requests.map(it => prepare(url, it));
  const connections = await connectionsTo(url, count);
  const latencies = new Latencies();
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    connections.map(async connection => {
      for (let request = prepared[next++]; request; request = prepared[next++]) {
        const now = performance.now();
        const answer = await connection.send(request.bytes);
        latencies.values.push(performance.now() - now);
        check(request, answer, latencies.answers);
      }
    }),
  );
  return latencies.measured((performance.now() - begun) / 1000);
}
