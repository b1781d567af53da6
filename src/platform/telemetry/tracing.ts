/** Where spans go, and how many: OpenTelemetry's own variables say the rest. */
export interface TracingOptions {
  /** The share of traces that is kept, from 0 to 1. */
  readonly share: number;
  /** Whether a trace that was begun elsewhere is kept if it is kept there, whatever the share. */
  readonly followsParent: boolean;
  /** How they are sent together: OTEL_BSP_… */
  readonly scheduledDelayMillis?: number | undefined;
  readonly maxQueueSize?: number | undefined;
  readonly maxExportBatchSize?: number | undefined;
}

/** Where something happened: in which request, and by which operation of it. */
export interface Origin {
  readonly requestId: string;
  /** By the name that its client gave it. */
  readonly operation?: string | undefined;
}

/** How a request over HTTP came in. */
export interface IncomingRequest {
  readonly id: string;
  readonly method: string;
  /** As it was declared: what a client made of it may hold anything. */
  readonly route: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** Spans around what takes time. They are found again by what runs inside them, so that nobody has to hand them on. */
export interface Tracing {
  request(request: IncomingRequest, statusOf: () => number, work: () => Promise<unknown>): Promise<unknown>;
  operation<R>(type: string, origin: Origin, work: () => R): R;
  /** Answers what to call when the statement is over; nothing when nobody traces what it belongs to. */
  statement(text: string): (() => void) | undefined;
  transaction(): (() => void) | undefined;
  /** Sends what is left. */
  close(): Promise<void>;
}
