import { type Logger, pino } from 'pino';
import type { ReportError } from '../graphql/error-format.js';
import { Metrics } from './metrics.js';
import { requestIdOf } from './request-id.js';
import { scrubbed } from './scrubbed-error.js';
import type { Sentry, SentryOptions } from './sentry.js';
import type { Origin, Tracing, TracingOptions } from './tracing.js';

export interface TelemetryOptions {
  readonly logLevel: string;
  readonly tracing: TracingOptions | undefined;
  readonly sentry: SentryOptions | undefined;
}

/** What a server shows of itself to whoever runs it: log, metrics, and where they are wanted, traces and errors sent elsewhere. */
export class Telemetry {
  readonly metrics = new Metrics();
  readonly #origins = new WeakMap<object, Origin>();

  constructor(
    readonly log: Logger,
    readonly tracing?: Tracing,
    private readonly sentry?: Sentry,
  ) {}

  /** Remembers in which request an error was met, for whoever tells it: by then nothing else says so. */
  noteOrigin(error: unknown, origin: Origin): void {
    if (isObject(error)) this.#origins.set(error, origin);
  }

  /** Counts an error that a client is told, and reports it if nobody expected it. */
  readonly told: ReportError = (code, error, thrown) => {
    this.metrics.errors.add(code);
    return code === 'INTERNAL_SERVER_ERROR' ? this.report(thrown, this.#originOf(error) ?? this.#originOf(thrown)) : undefined;
  };

  /** Logs what nobody expected; answers the id by which its line is found. */
  report(error: unknown, origin: Origin = { requestId: requestIdOf(undefined) }): string {
    this.log.error({ ...origin, err: scrubbed(error) }, 'unexpected error');
    this.tellSentry(error, origin);
    return origin.requestId;
  }

  tellSentry(error: unknown, origin?: Origin): void {
    this.sentry?.tell(scrubbed(error), origin);
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    await Promise.all([this.tracing?.close(), this.sentry?.close()]);
  }

  #originOf(error: unknown): Origin | undefined {
    return isObject(error) ? this.#origins.get(error) : undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Loads only what is wanted. */
export async function openTelemetry({ logLevel, tracing, sentry }: TelemetryOptions): Promise<Telemetry> {
  // A line says what is named in it: nothing is logged whole.
  const log = pino({ level: logLevel, serializers: { err: it => it } });
  const opened = tracing && (await import('./open-telemetry.js')).openTracing(tracing);
  return new Telemetry(log, opened, sentry && new (await import('./sentry.js')).Sentry(sentry));
}
