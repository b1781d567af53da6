import type { Registry } from 'prom-client';
import { type Backlog, MOST_COUNTED } from './backlog.js';
import type { Metrics } from './metrics.js';
import { BUCKETS } from './operation-series.js';

/** What a server is like at this moment. */
export interface ServerState {
  readonly sockets: number;
  readonly subscriptions: number;
  readonly pool: { readonly open: number; readonly busy: number; readonly waiting: number };
  /** What is committed and waits for something to be done with it; undefined when the database did not say in good time. */
  readonly backlogs: Readonly<Record<'untold' | 'unsealed' | 'mails', Backlog>> | undefined;
  /** Since the start. */
  readonly mailsGivenUp: number;
}

type Labels = Readonly<Record<string, string>>;
type Value = readonly [value: number, labels?: Labels, suffix?: string];

export const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** All that is measured, in Prometheus' text format. What it takes to measure the process is loaded when somebody first asks. */
export class Exposition {
  #process: Promise<Registry> | undefined;

  constructor(
    private readonly metrics: Metrics,
    private readonly stateOf: () => Promise<ServerState>,
  ) {}

  async write(): Promise<string> {
    this.#process ??= openProcessRegistry();
    const ofProcess = await (await this.#process).metrics();
    return `${[...countersOf(this.metrics), ...stateMetricsOf(await this.stateOf())].join('\n')}\n${ofProcess}`;
  }
}

/** Memory, CPU, descriptors, garbage collection, and the delay of the event loop. */
async function openProcessRegistry(): Promise<Registry> {
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

function countersOf({ httpRequests, slowOperations, operations, errors, throttled }: Metrics): string[] {
  return [
    metric('counter', 'amphi_http_requests_total', 'HTTP requests that arrived.', [[httpRequests]]),
    metric('counter', 'amphi_slow_operations_total', 'Operations that took a second or longer.', [[slowOperations]]),
    metric('counter', 'amphi_errors_total', 'Errors that clients were told, by extensions.code.', labelled('code', errors)),
    metric('counter', 'amphi_throttled_total', 'Attempts that were refused because there were too many.', labelled('throttle', throttled)),
    metric(
      'histogram',
      'amphi_operation_duration_seconds',
      'How long operations took that were carried out, over HTTP and sockets.',
      [...operations].flatMap(({ type, name, histogram }) => {
        const labels = { type, operation: name };
        let count = 0;
        const buckets = [...histogram.counts].map((inBucket, n): Value => {
          count += inBucket;
          return [count, { ...labels, le: String(BUCKETS[n] ?? '+Inf') }, '_bucket'];
        });
        return [...buckets, [histogram.sumMs / 1_000, labels, '_sum'], [count, labels, '_count']];
      }),
    ),
  ];
}

function stateMetricsOf({ sockets, subscriptions, pool, backlogs, mailsGivenUp }: ServerState): string[] {
  return [
    metric('gauge', 'amphi_sockets', 'Open WebSockets.', [[sockets]]),
    metric('gauge', 'amphi_subscriptions', 'Subscriptions that wait for events.', [[subscriptions]]),
    metric('gauge', 'amphi_database_connections', 'Connections to the database, by state.', [
      [pool.busy, { state: 'busy' }],
      [pool.open - pool.busy, { state: 'idle' }],
    ]),
    metric('gauge', 'amphi_database_waiting', 'Who waits for a connection, or on SQLite for its turn to write.', [[pool.waiting]]),
    metric('gauge', 'amphi_database_up', 'Whether the database answered this time.', [[backlogs ? 1 : 0]]),
    metric('counter', 'amphi_mails_given_up_total', 'Mails that this server gave up: they will never be sent.', [[mailsGivenUp]]),
    ...(backlogs ? metricsOfBacklogs(backlogs) : []),
  ];
}

function metricsOfBacklogs({ untold, unsealed, mails }: NonNullable<ServerState['backlogs']>): string[] {
  const since = 'For how long the oldest of them has waited.';
  return [
    metric('gauge', 'amphi_untold_events', 'Events that are committed and not told by this server.', [[untold.count]]),
    metric('gauge', 'amphi_untold_seconds', since, [[untold.seconds]]),
    metric('gauge', 'amphi_unsealed_records', `Records of changes that have no place in the audit yet, ${COUNTED}.`, [[unsealed.count]]),
    metric('gauge', 'amphi_unsealed_seconds', since, [[unsealed.seconds]]),
    metric('gauge', 'amphi_mails_waiting', `Mails that are to be sent, ${COUNTED}.`, [[mails.count]]),
    metric('gauge', 'amphi_mails_waiting_seconds', since, [[mails.seconds]]),
  ];
}

const COUNTED = `of all servers, counted up to ${MOST_COUNTED}`;

function metric(type: 'counter' | 'gauge' | 'histogram', name: string, help: string, values: readonly Value[]): string {
  const lines = values.map(([value, labels, suffix = '']) => `${name}${suffix}${written(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n');
}

function labelled(label: string, counts: Iterable<[string, number]>): Value[] {
  return [...counts].map(([name, count]) => [count, { [label]: name }]);
}

/** No value has a character that would have to be escaped: they are names of GraphQL, of codes and of ours. */
function written(labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value}"`);
  return pairs.length > 0 ? `{${pairs.join(',')}}` : '';
}
