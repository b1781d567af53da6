import type { Bench } from './bench.js';
import { measured, type Round, type Row, rowOf } from './figures.js';
import type { Learned, Request } from './load/protocol.js';
import type { ServerName, ServerProcess } from './processes.js';

const WARM_UP_MS = 3_000;
const WARM_AGAIN_MS = 300;
const ROUND_MS = 2_000;
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

/** Measures servers that only read, in interleaved rounds, after each has warmed up. */
export async function compareReads(
  bench: Bench,
  {
    plan,
    names,
    file,
    requests,
    connections,
  }: { plan: string; names: readonly ServerName[]; file: string; requests: readonly Request[]; connections: number },
): Promise<Row[]> {
  const servers = await bench.startAll(names, async () => file);
  await learnAll(bench, plan, servers, requests);
  const { quick } = bench.mode;
  const repeat = (server: ServerProcess, forMs: number) => bench.generator.repeat({ plan: `${plan} ${server.name}`, connections, forMs });
  if (!quick) for (const server of servers) await repeat(server, WARM_UP_MS);
  const rounds = new Map<ServerProcess, Round[]>(servers.map(server => [server, []]));
  for (let i = 0; i < bench.rounds; i++) {
    for (const server of servers) {
      if (!quick) await repeat(server, WARM_AGAIN_MS);
      rounds.get(server)?.push(await measured(server, () => repeat(server, quick ? QUICK_MS : ROUND_MS)));
    }
  }
  await bench.stop(servers);
  return [...rounds].map(([server, them]) => rowOf(server.name, them));
}
