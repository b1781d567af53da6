import type { Bench } from '../bench.js';
import { bookable, MANAGERS, USERS } from '../data.js';
import { median, type Row, ratio, short } from '../figures.js';
import type { Change } from '../load/sockets.js';
import { changesOf, reserve } from '../operations.js';
import { type ServerProcess, Subscribers } from '../processes.js';
import type { Workload } from './workload.js';

const COUNTS = [1_000, 5_000];
const FIRST = 50;
const RESOURCE = bookable[0] as number;
/** Neighbouring slots are of different resources; these are all of the one that is subscribed to. */
const slotOf = (turn: number) => turn * bookable.length;

export const p7: Workload = {
  name: 'p7',
  title: 'One change to every socket that subscribed to it',
  charted: { figure: 'perSecond', unit: 'deliveries/s' },
  async run(bench) {
    const rows: Row[] = [];
    for (const count of bench.mode.quick ? [100] : COUNTS) rows.push(...(await deliver(bench, count)));
    const most = rows.filter(it => it.variant === rows.at(-1)?.variant);
    const row = (name: string) => most.find(it => it.server === name);
    const toLimit = ratio(row('amphi')?.perSecond, row('limit')?.perSecond);
    const last = row('amphi')?.lastMs ?? Number.NaN;
    const kilobytes = row('amphi')?.kilobytesEach ?? Number.NaN;
    return {
      rows,
      reaches: [
        { what: 'all delivered', figure: 'yes', reached: true },
        { what: 'at least 0.5 of the limit', figure: short(toLimit), reached: toLimit >= 0.5 },
        { what: 'the last within 500 ms', figure: `${short(last)} ms`, reached: last < 500 },
        { what: 'at most 30 KB a socket', figure: `${short(kilobytes)} KB`, reached: kilobytes <= 30 },
      ],
      notes: ['counted from the moment at which the change is asked for; sockets of 200 users, some of whom may see more than others'],
    };
  },
};

async function deliver(bench: Bench, count: number): Promise<Row[]> {
  const servers = [
    await bench.start('limit', await bench.data(100_000, `limit-${count}`), { flags: ['--expose-gc'] }),
    await bench.start('amphi', await bench.data(100_000, `amphi-${count}`), { flags: ['--expose-gc'] }),
  ];
  const tokens = Array.from({ length: count }, (_, user) => bench.token(user));
  const subscribed: { server: ServerProcess; subscribers: Subscribers; kilobytesEach: number; changes: Change[] }[] = [];
  for (const server of servers) {
    const subscribers = new Subscribers();
    const open = (most: number) =>
      subscribers.open({
        url: server.url,
        tokens: tokens.slice(0, most),
        subscription: server.name === 'limit' ? null : changesOf(RESOURCE),
      });
    // What the first sockets cost once, for all that follow, is no socket's own.
    await open(FIRST);
    const before = await server.usage();
    await open(count);
    const after = await server.usage();
    subscribed.push({ server, subscribers, kilobytesEach: (after.rssBytes - before.rssBytes) / 1024 / (count - FIRST), changes: [] });
  }
  // The first turn warms up and is thrown away.
  for (let turn = bench.mode.quick ? 1 : -1; turn <= bench.rounds; turn++) {
    for (const { server, subscribers, changes } of subscribed) {
      const change = await subscribers.change({ url: server.url, request: bench.request(reserve(slotOf(turn + 1)), 0) });
      checkDelivered(server, count, change);
      if (turn > 0) changes.push(change);
    }
  }
  for (const { subscribers } of subscribed) await subscribers.stop();
  await bench.stop(servers);
  return subscribed.map(({ server, kilobytesEach, changes }) => {
    const of = (figure: (arrivals: readonly number[]) => number) => median(changes.map(({ arrivals }) => figure(arrivals)));
    const at = (part: number) => of(arrivals => arrivals[Math.ceil(part * arrivals.length) - 1] as number);
    return {
      server: server.name,
      variant: `${count.toLocaleString('en')} sockets`,
      perSecond: of(arrivals => arrivals.length / ((arrivals.at(-1) as number) / 1000)),
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      lastMs: at(1),
      kilobytesEach,
    };
  });
}

/** Everyone heard; those who manage, and only they, read what the reservation is for. The limit tells everyone the same. */
function checkDelivered(server: ServerProcess, count: number, { arrivals, messages }: Change): void {
  if (arrivals.length !== count) throw new Error(`p7: ${server.name} delivered ${arrivals.length} of ${count}`);
  const seeing = Object.entries(messages).flatMap(([text, times]) => (text.includes('"Bench"') ? [times] : []));
  const managers = Array.from({ length: count }, (_, user) => user % USERS).filter(user => user < MANAGERS).length;
  const expected = server.name === 'limit' ? count : managers;
  if (seeing.length !== 1 || seeing[0] !== expected) {
    throw new Error(`p7: ${server.name} told ${seeing} instead of ${expected} what it is for: ${Object.keys(messages)}`);
  }
}
