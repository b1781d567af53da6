import type { Bench } from './bench.js';
import { measured, median, type Round, type Row, ratio, rowOf } from './figures.js';
import type { Learned, Request } from './load/protocol.js';
import type { ServerName, ServerProcess } from './processes.js';

/** The larger a server's code, the longer it takes until all of it is compiled that is to be. */
const WARM_UP_MS = 4_000;
const WARM_AGAIN_MS = 300;
const ROUND_MS = 1_000;
const QUICK_MS = 150;

/** Asks every server the same and refuses to go on when two answers differ. The first server's answers are the right ones: it answers them. */
export async function learnAll(
  bench: Bench,
  plan: string,
  servers: readonly ServerProcess[],
  requests: readonly Request[],
): Promise<readonly string[]> {
  let right: Learned | undefined;
  for (const server of servers) {
    const learned = await bench.generator.learn({ plan: `${plan} ${server.name}`, url: server.url, requests });
    right ??= learned;
    const differing = learned.hashes.findIndex((hash, i) => hash !== right?.hashes[i]);
    if (differing < 0) continue;
    throw new Error(
      [
        `${plan}: ${server.name} answers otherwise than ${servers[0]?.name} to ${requests[differing]?.body}`,
        right.samples[differing],
        learned.samples[differing],
      ].join('\n'),
    );
  }
  return right?.samples ?? [];
}

interface Comparison {
  readonly plan: string;
  readonly names: readonly ServerName[];
  readonly file: string;
  readonly requests: readonly Request[];
  readonly connections: number;
  /** How often each server is started anew: how fast one is depends on where its code and data happen to lie, for as long as it lives. */
  readonly starts?: number;
}

interface Compared {
  readonly rows: Row[];
  /** How many times another server's requests a second this one answers: the ratio in the middle of all rounds, each of which has its own phase of the machine. */
  rateTo(name: ServerName, other: ServerName): number;
}

/** Measures servers that only read, in interleaved rounds, after each has warmed up. */
export async function compareReads(bench: Bench, { plan, names, file, requests, connections, starts = 1 }: Comparison): Promise<Compared> {
  const { quick } = bench.mode;
  const rounds = new Map<ServerName, Round[]>(names.map(name => [name, []]));
  for (let started = 0; started < (quick ? 1 : starts); started++) {
    const servers = await bench.startAll(names, async () => file);
    await learnAll(bench, plan, servers, requests);
    const repeat = (server: ServerProcess, forMs: number) => bench.generator.repeat({ plan: `${plan} ${server.name}`, connections, forMs });
    if (!quick) for (const server of servers) await repeat(server, WARM_UP_MS);
    for (let i = 0; i < bench.rounds; i++) {
      for (const server of inTurn(servers, i)) {
        if (!quick) await repeat(server, WARM_AGAIN_MS);
        rounds.get(server.name)?.push(await measured(server, () => repeat(server, quick ? QUICK_MS : ROUND_MS)));
      }
    }
    await bench.stop(servers);
  }
  const rates = (name: ServerName) => (rounds.get(name) ?? []).map(({ run }) => run.requests / run.seconds);
  return {
    rows: [...rounds].map(([name, them]) => rowOf(name, them)),
    rateTo: (name, other) => median(rates(name).map((rate, i) => ratio(rate, rates(other)[i]))),
  };
}

/** Another comes first in each round: what one leaves behind in the load generator is not always the same one's to bear. */
function inTurn<T>(all: readonly T[], round: number): T[] {
  const first = round % all.length;
  return [...all.slice(first), ...all.slice(0, first)];
}
