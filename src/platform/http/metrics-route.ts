import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { CONTENT_TYPE, type Exposition } from '../telemetry/exposition.js';

interface MetricsOptions {
  /** Whoever has it may read. Without one, production is closed, and development open to its own machine. */
  readonly metricsToken: string | undefined;
  readonly production: boolean;
}

/** What Prometheus reads. Nobody else learns that it is there. */
export function serveMetrics(fastify: FastifyInstance, { metricsToken, production }: MetricsOptions, exposition: Exposition): void {
  if (!metricsToken && production) return;
  const mayRead = metricsToken ? hasToken(metricsToken) : ({ ip }: FastifyRequest) => LOOPBACK.test(ip);
  fastify.get('/metrics', async (request, reply) => {
    if (!mayRead(request)) return reply.callNotFound();
    return reply
      .header('content-type', CONTENT_TYPE)
      .header('cache-control', 'no-store')
      .send(await exposition.write());
  });
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** Compared by their digests, in the same time however much of it was right. */
function hasToken(token: string): (request: FastifyRequest) => boolean {
  const expected = digestOf(`Bearer ${token}`);
  return ({ headers }) => timingSafeEqual(digestOf(headers.authorization ?? ''), expected);
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
