import { type BaseTransportOptions, createStackParser, createTransport, Scope, type Transport } from '@sentry/core';
import { nodeStackLineParser, ServerRuntimeClient } from '@sentry/core/server';
import type { ScrubbedError } from './scrubbed-error.js';
import type { Origin } from './tracing.js';

const SEND_MS = 5_000;
const LAST_SEND_MS = 2_000;

export interface SentryOptions {
  readonly dsn: string;
  readonly environment: string;
}

/** Tells Sentry of errors. Only the client: Sentry's whole SDK would look into requests, and patch what it finds in the process. */
export class Sentry {
  readonly #client: ServerRuntimeClient;

  constructor({ dsn, environment }: SentryOptions) {
    this.#client = new ServerRuntimeClient({
      dsn,
      environment,
      platform: 'node',
      runtime: { name: 'node', version: process.version },
      stackParser: createStackParser(nodeStackLineParser()),
      integrations: [],
      transport: overFetch,
    });
    this.#client.init();
  }

  tell(error: ScrubbedError, origin?: Origin): void {
    const scope = new Scope();
    scope.setTags({ ...origin });
    this.#client.captureException(errorOf(error), undefined, scope);
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    await this.#client.close(LAST_SEND_MS);
  }
}

function overFetch(options: BaseTransportOptions): Transport {
  const { url, headers } = options;
  return createTransport(options, async ({ body }) => {
    const answer = await fetch(url, { method: 'POST', headers, body: body as string, signal: AbortSignal.timeout(SEND_MS) });
    const [limits, retryAfter] = [answer.headers.get('x-sentry-rate-limits'), answer.headers.get('retry-after')];
    return { statusCode: answer.status, headers: { 'x-sentry-rate-limits': limits, 'retry-after': retryAfter } };
  });
}

function errorOf({ type, message, stack, cause }: ScrubbedError): Error {
  const error = new Error(message, cause && { cause: errorOf(cause) });
  error.name = type;
  error.stack = `${type}: ${message}\n${stack}`;
  return error;
}
