import type { ErrorCode, TypedDocumentString } from '../generated/documents.js';
import { type SocketOptions, TestSocket } from './socket.js';

export interface ClientError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string; readonly retryAfter?: number };
}

export interface Answer<Result> {
  readonly status: number;
  readonly headers: Headers;
  /** As it came, for what must not be in it. */
  readonly text: string;
  readonly data: Result | null | undefined;
  readonly errors: readonly ClientError[] | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** Variables may be left out where none is required. */
export type VariablesOf<Variables> = Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** A client app: typed documents over real HTTP. */
export class Client {
  constructor(
    readonly url: string,
    readonly token?: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  as({ accessToken }: { readonly accessToken: string }): Client {
    return new Client(this.url, accessToken, this.headers);
  }

  with(headers: Readonly<Record<string, string>>): Client {
    return new Client(this.url, this.token, { ...this.headers, ...headers });
  }

  /** The whole answer, whatever it is. */
  run<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ): Promise<Answer<Result>> {
    return this.post({ query: document.toString(), variables });
  }

  /** The same under an idempotency key. */
  once<Result, Variables>(document: TypedDocumentString<Result, Variables>, key: string, variables: Variables): Promise<Answer<Result>> {
    return this.post({ query: document.toString(), variables }, { 'idempotency-key': key });
  }

  /** The same as a dry run. */
  tryOut<Result, Variables>(document: TypedDocumentString<Result, Variables>, variables: Variables): Promise<Answer<Result>> {
    return this.post({ query: document.toString(), variables, extensions: { dryRun: true } });
  }

  /** The data; fails on an error. */
  async ask<Result, Variables>(document: TypedDocumentString<Result, Variables>, ...variables: VariablesOf<Variables>): Promise<Result> {
    const { data, errors, status } = await this.run(document, ...variables);
    if (errors || !data) throw new Error(`answered ${status}: ${JSON.stringify(errors)}`);
    return data;
  }

  /** An operation that no document holds, most often a wrong one. */
  query<Result = unknown>(query: string, variables?: unknown): Promise<Answer<Result>> {
    return this.post({ query, variables });
  }

  post<Result = unknown>(body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer<Result>> {
    return this.send({
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async send<Result = unknown>({ headers, ...init }: RequestInit & { headers?: Record<string, string> }): Promise<Answer<Result>> {
    const authorization: Record<string, string> = this.token ? { authorization: `Bearer ${this.token}` } : {};
    const response = await fetch(this.url, { ...init, headers: { ...authorization, ...this.headers, ...headers } });
    const text = await response.text();
    const { data, errors, extensions } = JSON.parse(text) as Pick<Answer<Result>, 'data' | 'errors' | 'extensions'>;
    return { status: response.status, headers: response.headers, text, data, errors, extensions };
  }

  /** Opens a WebSocket with this client's token. */
  socket(options: SocketOptions = {}): TestSocket {
    const authorization = this.token ? { authorization: `Bearer ${this.token}` } : undefined;
    return new TestSocket(this.url, { connectionParams: authorization, ...options });
  }
}

interface Refusable {
  readonly errors: readonly { readonly code: ErrorCode; readonly path: readonly string[] }[];
}

/** Why a mutation was refused, as `CODE path.to.the.field`. */
export function refusals({ errors }: Refusable): string[] {
  return errors.map(({ code, path }) => [code, path.join('.')].filter(Boolean).join(' '));
}

/** The codes of the errors beside the data. */
export function codes({ errors }: Pick<Answer<unknown>, 'errors'>): string[] {
  return errors?.map(error => error.extensions.code) ?? [];
}
