import { createClient, type Client as GraphqlWsClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from '../generated/documents.js';
import type { ClientError, VariablesOf } from './client.js';

export interface SocketOptions {
  readonly connectionParams?: Record<string, unknown> | undefined;
  readonly headers?: Record<string, string>;
}

export interface SocketAnswer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly ClientError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** What a subscription told, in order. */
export interface Subscription<Result> extends AsyncIterable<SocketAnswer<Result>> {
  next(): Promise<SocketAnswer<Result>>;
  stop(): void;
}

/** A graphql-ws client over a real WebSocket, which never tries again by itself. */
export class TestSocket {
  /** How the socket ended, whoever ended it. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  /** Settles when the server acknowledged the connection, or rejects when it closed it instead. */
  readonly opened: Promise<void>;
  readonly #client: GraphqlWsClient;

  constructor(url: string, { connectionParams, headers }: SocketOptions) {
    class WebSocketWithHeaders extends WebSocket {
      constructor(address: string, protocols: string | string[]) {
        super(address, protocols, { headers });
      }
    }
    const closed = Promise.withResolvers<{ code: number; reason: string }>();
    const opened = Promise.withResolvers<void>();
    this.closed = closed.promise;
    this.opened = opened.promise;
    opened.promise.catch(() => undefined);
    this.#client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocketWithHeaders,
      connectionParams,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => undefined,
      on: {
        connected: () => opened.resolve(),
        closed: event => {
          const { code, reason } = event as { code: number; reason: string };
          closed.resolve({ code, reason });
          opened.reject(new Error(`closed with ${code} ${reason}`));
        },
      },
    });
  }

  /** The first answer of an operation. */
  async run<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): Promise<SocketAnswer<Result>> {
    return this.query(document.toString(), variables);
  }

  async query<Result>(query: string, variables?: unknown, extensions?: Record<string, unknown>): Promise<SocketAnswer<Result>> {
    const subscription = this.#subscribe<Result>(query, variables, extensions);
    try {
      return await subscription.next();
    } finally {
      subscription.stop();
    }
  }

  subscribe<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): Subscription<Result> {
    return this.#subscribe(document.toString(), variables);
  }

  async close(): Promise<void> {
    await this.#client.dispose();
    await this.closed;
  }

  #subscribe<Result>(query: string, variables?: unknown, extensions?: Record<string, unknown>): Subscription<Result> {
    const answers = this.#client.iterate<Result>({ query, variables: variables as Record<string, unknown>, extensions });
    const next = async (): Promise<SocketAnswer<Result>> => {
      try {
        const { value, done } = await answers.next();
        if (done) throw new Error('the subscription ended');
        return value as SocketAnswer<Result>;
      } catch (errors) {
        // An operation that was refused as a whole is told by an array of errors.
        if (Array.isArray(errors)) return { errors };
        throw errors;
      }
    };
    return {
      next,
      stop: () => void answers.return?.(),
      async *[Symbol.asyncIterator]() {
        for (;;) yield await next();
      },
    };
  }
}
