import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Something that was sent to a collector. */
export interface Collected {
  readonly path: string;
  readonly body: Buffer;
}

/** Takes what a server sends of itself: traces over OTLP, and errors as Sentry does. */
export class Collector {
  readonly collected: Collected[] = [];
  readonly #server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.collected.push({ path: request.url ?? '', body: Buffer.concat(chunks) });
    response.setHeader('content-type', 'application/json').end('{}');
  });

  async listen(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  /** The events in the envelopes that Sentry would have got. */
  get sentryEvents(): Record<string, unknown>[] {
    return this.collected
      .filter(({ path }) => path.includes('/envelope/'))
      .map(({ body }) => body.toString().split('\n'))
      .filter(lines => lines[1]?.includes('"type":"event"'))
      .map(lines => JSON.parse(lines[2] ?? '{}'));
  }

  get spans(): Span[] {
    return this.collected.filter(({ path }) => path === '/v1/traces').flatMap(({ body }) => spansIn(body));
  }
}

export interface Span {
  readonly traceId: string;
  readonly id: string;
  readonly parentId: string;
  readonly name: string;
  /** Of the process that it was made in. */
  readonly service: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The spans of an ExportTraceServiceRequest, by the field numbers of opentelemetry-proto 1. */
function spansIn(request: Buffer): Span[] {
  return messagesIn(request, 1).flatMap(resourceSpans => {
    const [resource = Buffer.alloc(0)] = messagesIn(resourceSpans, 1);
    const service = attributesIn(resource, 1)['service.name'] ?? '';
    const spans = messagesIn(resourceSpans, 2).flatMap(scopeSpans => messagesIn(scopeSpans, 2));
    return spans.map(span => ({
      traceId: first(span, 1).toString('hex'),
      id: first(span, 2).toString('hex'),
      parentId: first(span, 4).toString('hex'),
      name: first(span, 5).toString(),
      service,
      attributes: attributesIn(span, 9),
    }));
  });
}

/** Those attributes whose values are texts. */
function attributesIn(message: Buffer, field: number): Record<string, string> {
  return Object.fromEntries(messagesIn(message, field).map(pair => [first(pair, 1).toString(), first(first(pair, 2), 1).toString()]));
}

function first(message: Buffer, field: number): Buffer {
  return messagesIn(message, field)[0] ?? Buffer.alloc(0);
}

/** The length-delimited values of a field in a protobuf message. */
function messagesIn(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  };
  while (at < message.length) {
    const tag = varint();
    const [field, kind] = [tag >> 3, tag & 7];
    if (kind === 0) varint();
    else if (kind === 1) at += 8;
    else if (kind === 5) at += 4;
    else {
      const length = varint();
      if (field === wanted) found.push(message.subarray(at, at + length));
      at += length;
    }
  }
  return found;
}
