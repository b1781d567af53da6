import { context, propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, ParentBasedSampler, TraceIdRatioBasedSampler, TracerProvider } from '@opentelemetry/sdk-trace';
import { within } from '../within.js';
import type { IncomingRequest, Origin, Tracing, TracingOptions } from './tracing.js';

/** A collector that does not answer must not keep a server from leaving. */
const LAST_EXPORT_MS = 2_000;

/** Sends spans over OTLP (HTTP, protobuf) to where OTEL_EXPORTER_OTLP_ENDPOINT says; the exporter reads that and its kin by itself. */
export function openTracing({ share, followsParent, ...batches }: TracingOptions): Tracing {
  const root = new TraceIdRatioBasedSampler(share);
  const provider = new TracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'amphi' }))
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: followsParent ? new ParentBasedSampler({ root }) : root,
    spanProcessors: [new BatchSpanProcessor({ ...batches, exporter: new OTLPTraceExporter() })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return new OpenTelemetry(provider, provider.getTracer('amphi'));
}

class OpenTelemetry implements Tracing {
  constructor(
    private readonly provider: TracerProvider,
    private readonly tracer: Tracer,
  ) {}

  request({ id, method, route, headers }: IncomingRequest, statusOf: () => number, work: () => Promise<unknown>): Promise<unknown> {
    const attributes = { 'http.request.method': method, 'http.route': route, 'amphi.request.id': id };
    const parent = propagation.extract(ROOT_CONTEXT, headers);
    const span = this.tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    const ended = (failed: boolean) => {
      const status = failed ? 500 : statusOf();
      span.setAttribute('http.response.status_code', status);
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    };
    return inside(span, work, ended, parent);
  }

  operation<R>(type: string, { operation: name, requestId }: Origin, work: () => R): R {
    const attributes = { 'graphql.operation.type': type, ...(name && { 'graphql.operation.name': name }), 'amphi.request.id': requestId };
    // The name is the client's choice, and the names of spans are to be few.
    const span = this.tracer.startSpan(type, { attributes });
    return inside(span, work, failed => {
      if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    });
  }

  statement(text: string): (() => void) | undefined {
    return this.#inner(nameOf(text));
  }

  transaction(): (() => void) | undefined {
    return this.#inner('transaction');
  }

  async close(): Promise<void> {
    await within(LAST_EXPORT_MS, this.provider.shutdown());
  }

  /** Whatever the server does by itself, four times a second, is not worth a trace. */
  #inner(name: string): (() => void) | undefined {
    if (!trace.getActiveSpan()) return undefined;
    const span = this.tracer.startSpan(name, { kind: SpanKind.CLIENT });
    return () => span.end();
  }
}

/** Runs `work` so that spans which begin in it are children of this one. */
function inside<R>(span: Span, work: () => R, ended: (failed: boolean) => void, parent = context.active()): R {
  try {
    const result = context.with(trace.setSpan(parent, span), work);
    if (!(result instanceof Promise)) {
      ended(false);
      return result;
    }
    return result.then(
      value => {
        ended(false);
        return value;
      },
      (error: unknown) => {
        ended(true);
        throw error;
      },
    ) as R;
  } catch (error) {
    ended(true);
    throw error;
  }
}

/** Its verb and its first table. The text itself stays here: an ORM may have written values into it. */
function nameOf(text: string): string {
  const [, verb = 'statement'] = text.match(/^\s*(\w+)/) ?? [];
  const [, table] = text.match(/\b(?:from|into|update|join)\s+"?(\w+)"?/i) ?? [];
  return [verb.toLowerCase(), table].filter(Boolean).join(' ');
}
