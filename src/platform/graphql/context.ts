import { createParameterDecorator } from 'type-graphql';
import type { Actor } from '../access/actor.js';
import type { Instant } from '../database/instant.js';
import { Loaders } from '../database/loaders.js';
import type { RowSource } from '../database/row-source.js';
import { unauthenticated } from '../errors/request-error.js';
import type { Bus } from '../events/bus.js';
import type { Sees } from './visibility.js';

/** What a request tells of itself, over HTTP or WebSocket. */
export interface Caller {
  readonly address: string;
  readonly userAgent: string | null;
  /** By which it is found in the log and in the audit. */
  readonly requestId: string;
}

/** Where a browser keeps its tokens. Sockets cannot set cookies. */
export interface TokenCookies {
  readonly refreshToken: string | undefined;
  /** Says that this browser was let in before; it outlives log-ins. */
  readonly deviceToken: string | undefined;
  set(tokens: { accessToken: string; refreshToken: string; expiresAt: number }): void;
  clear(): void;
  keepDevice(token: string, expiresAt: number): void;
}

/** None are there, and none can be set. */
export const NO_COOKIES: TokenCookies = {
  refreshToken: undefined,
  deviceToken: undefined,
  set: () => undefined,
  clear: () => undefined,
  keepDevice: () => undefined,
};

/** A question of visibility that an answer depends on, and how it was decided. */
export interface Decision {
  readonly sees: Sees<unknown>;
  readonly row: unknown;
  readonly outcome: boolean;
}

/** What every resolver gets: who is asking, and rows batched for this one answer. */
export class Context {
  loaders: Loaders;
  /** One now for the whole answer. */
  readonly now: Instant = Date.now();
  /** Whether anything but a decision depended on who is asking. */
  dependsOnActor = false;
  #actor: Actor | null;
  readonly #decisions: Decision[] | undefined;

  constructor(
    readonly source: RowSource,
    readonly bus: Bus,
    actor: Actor | null,
    readonly caller: Caller,
    readonly cookies: TokenCookies,
    decisions?: Decision[],
    /** Whether nothing of it will last. */
    readonly dryRun = false,
  ) {
    this.#actor = actor;
    this.#decisions = decisions;
    this.loaders = new Loaders(source);
  }

  /** Who is asking; a log-in inside the operation changes it. */
  get actor(): Actor | null {
    this.dependsOnActor = true;
    return this.#actor;
  }

  set actor(actor: Actor | null) {
    this.#actor = actor;
  }

  /** Whether who is asking may see something of a row. */
  sees(sees: Sees<unknown>, row: unknown): boolean {
    const outcome = this.#actor !== null && sees(this.#actor, row);
    this.#decisions?.push({ sees, row, outcome });
    return outcome;
  }

  /** What was read so far is forgotten: it may be about to change. */
  forgetRows(): void {
    this.loaders = new Loaders(this.source);
  }

  get decisions(): readonly Decision[] {
    return this.#decisions ?? [];
  }

  /** For the same by the same, of which nothing will last: the cookies stay as they are. */
  onTrial(): Context {
    const { refreshToken, deviceToken } = this.cookies;
    const cookies = { ...NO_COOKIES, refreshToken, deviceToken };
    return new Context(this.source, this.bus, this.#actor, this.caller, cookies, undefined, true);
  }

  /** For an event of a subscription: nothing remembered, and the rights that the actor has by then. The caller is whoever subscribed first. */
  again(actor: Actor): Context {
    return new Context(this.source, this.bus, actor, this.caller, this.cookies, []);
  }
}

/** The parameter that holds who is asking; the field is refused when nobody is. */
export function Viewer(): ParameterDecorator {
  return createParameterDecorator<Context>(({ context: { actor, caller }, info }) => {
    if (!actor) throw unauthenticated();
    return info.operation.operation === 'mutation' ? { ...actor, requestId: caller.requestId } : actor;
  }) as ParameterDecorator;
}
