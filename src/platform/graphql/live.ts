import { setImmediate } from 'node:timers/promises';
import { type ExecutionResult, print } from 'graphql';
import type { Actor } from '../access/actor.js';
import type { Authenticator } from '../access/authenticator.js';
import type { Events } from '../events/bus.js';
import { Answer, answersFor } from './answer.js';
import type { Execution, Executor } from './execution.js';

/** Who gets the answers to a subscription's events. */
export interface Subscriber {
  readonly loginId: string;
  /** Sends what was written, or gives up a reader that is too slow: nobody waits. It does not throw. */
  deliver(written: Buffer): void;
}

interface LiveOptions {
  readonly executor: Executor;
  readonly authenticator: Pick<Authenticator, 'actorsOf'>;
  /** What of an answer every subscriber gets alike, its errors included. */
  readonly write: (result: ExecutionResult) => Buffer;
}

/** Subscriptions. Those to the same events by the same operation are answered together. */
export class LiveOperations {
  readonly #operations = new Map<string, LiveOperation>();

  constructor(private readonly options: LiveOptions) {}

  /** Answers go to the subscriber; the iterator yields nothing and ends when its log-in does. Errors say why it may not subscribe. */
  async subscribe(execution: Execution, subscriber: Subscriber): Promise<AsyncIterableIterator<never> | ExecutionResult> {
    const events = await this.options.executor.eventsOf(execution);
    if (!('listen' in events)) return events;
    const name = nameOf(execution, events);
    const operation = this.#operations.get(name) ?? this.#begin(name, execution, events);
    return operation.join(subscriber);
  }

  #begin(name: string, execution: Execution, events: Events<unknown>): LiveOperation {
    const operation = new LiveOperation(this.options, execution, events, () => void this.#operations.delete(name));
    this.#operations.set(name, operation);
    return operation;
  }
}

/** One operation and all who subscribed to it. */
class LiveOperation {
  readonly #members = new Set<Member>();
  readonly #unlisten: () => void;
  /** How many events there were since it began. */
  #heard = 0;
  #told: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: LiveOptions,
    private readonly execution: Execution,
    events: Events<unknown>,
    private readonly onAbandoned: () => void,
  ) {
    this.#unlisten = events.listen(event => {
      const number = ++this.#heard;
      // Sockets are read and written between two events, however many come at once.
      this.#told = this.#told.then(() => this.#tell(event, number)).then(() => setImmediate());
    });
  }

  /** The subscriber gets what is heard from now on. */
  join(subscriber: Subscriber): Member {
    const member = new Member(this, subscriber, this.#heard);
    this.#members.add(member);
    return member;
  }

  leave(member: Member): void {
    if (!this.#members.delete(member) || this.#members.size > 0) return;
    this.#unlisten();
    this.onAbandoned();
  }

  /** Tells an event to those who were there when it happened, each with the rights that their log-in has by now. */
  async #tell(event: unknown, number: number): Promise<void> {
    try {
      const loginIds = new Set(this.#membersBefore(number).map(it => it.subscriber.loginId));
      const actors = await this.options.authenticator.actorsOf(loginIds);
      const answers = await answersFor(actors.values(), actor => this.#answer(event, actor));
      for (const member of this.#membersBefore(number)) {
        const actor = actors.get(member.subscriber.loginId);
        const written = actor && answers.get(actor)?.written;
        if (written) member.subscriber.deliver(written);
        if (!actor) member.end();
      }
    } catch (error) {
      for (const member of this.#membersBefore(number)) member.end(error);
    }
  }

  #membersBefore(number: number): Member[] {
    return [...this.#members].filter(member => member.since < number);
  }

  async #answer(event: unknown, actor: Actor): Promise<Answer> {
    const context = this.execution.context.again(actor);
    return new Answer(await this.options.executor.answer({ ...this.execution, context }, event), context, this.options.write);
  }
}

/** One subscriber of an operation; to graphql-ws, an iterator that yields nothing and ends. */
class Member implements AsyncIterableIterator<never> {
  readonly #ending = Promise.withResolvers<IteratorReturnResult<undefined>>();

  constructor(
    private readonly operation: LiveOperation,
    readonly subscriber: Subscriber,
    /** The number of the last event before it came. */
    readonly since: number,
  ) {}

  /** It hears no more; an error is told to its subscriber. */
  end(error?: unknown): void {
    this.operation.leave(this);
    if (error === undefined) {
      this.#ending.resolve({ done: true, value: undefined });
    } else {
      // Nobody may be waiting for it.
      this.#ending.promise.catch(() => undefined);
      this.#ending.reject(error);
    }
  }

  next(): Promise<IteratorReturnResult<undefined>> {
    return this.#ending.promise;
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** The same for all who get the same answers wherever they may see the same. */
function nameOf({ document, operationName, variables }: Execution, events: Events<unknown>): string {
  return JSON.stringify([events.name, document.loc?.source.body ?? print(document), operationName, variables]);
}
