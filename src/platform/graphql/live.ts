import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import type { Actor } from '../access/actor.js';
import type { Authenticator } from '../access/authenticator.js';
import { isAway, RequestError } from '../errors/request-error.js';
import type { Events, Told } from '../events/bus.js';
import { positionOf } from '../events/event-id.js';
import { Answer, answersFor } from './answer.js';
import { AWAY_MS, type Backlog, CatchingUp } from './catching-up.js';
import type { Execution, Executor } from './execution.js';
import { askedBy } from './resuming.js';

/** Who gets the answers to a subscription's events. */
export interface Subscriber {
  readonly loginId: string;
  /** Sends what was written, or gives up a reader that is too slow: nobody waits. It does not throw. */
  deliver(written: Buffer): void;
}

interface LiveOptions {
  readonly executor: Executor;
  readonly authenticator: Pick<Authenticator, 'actorsOf'>;
  /** Where those who resume find what they missed. */
  readonly backlog: Backlog;
  /** What of an answer every subscriber gets alike, its errors included. */
  readonly write: (result: ExecutionResult) => Buffer;
}

/** Subscriptions. Those to the same events by the same operation are answered together, wherever each goes on from. */
export class LiveOperations {
  readonly #operations = new Map<string, LiveOperation>();

  constructor(private readonly options: LiveOptions) {}

  /** Answers go to the subscriber; the iterator yields nothing and ends when its log-in does. Errors say why it may not subscribe. */
  async subscribe(execution: Execution, subscriber: Subscriber): Promise<AsyncIterableIterator<never> | ExecutionResult> {
    const { executor } = this.options;
    const events = await executor.eventsOf(execution);
    if (!('listen' in events)) return events;
    const name = nameOf(executor.schema, execution, events);
    const operation = this.#operations.get(name) ?? this.#begin(name, execution, events);
    return operation.join(subscriber, events.after);
  }

  /** How many there are who wait for events. */
  get subscribers(): number {
    return [...this.#operations.values()].reduce((sum, it) => sum + it.subscribers, 0);
  }

  #begin(name: string, execution: Execution, events: Events<object>): LiveOperation {
    const operation = new LiveOperation(this.options, execution, events, () => void this.#operations.delete(name));
    this.#operations.set(name, operation);
    return operation;
  }
}

/** One operation and all who subscribed to it. */
class LiveOperation {
  /** Those who have been told all that was before. */
  readonly #members = new Set<Member>();
  readonly #catchingUp: CatchingUp<Member>;
  readonly #unlisten: () => void;
  /** The position of the last event that was heard. */
  #heard = 0;
  #told: Promise<void> = Promise.resolve();

  constructor(
    private readonly options: LiveOptions,
    private readonly execution: Execution,
    events: Events<object>,
    private readonly onAbandoned: () => void,
  ) {
    this.#unlisten = events.listen(event => {
      this.#heard = positionOf(event.eventId);
      // Sockets are read and written between two events, however many come at once.
      this.#told = this.#told.then(() => this.#tell(event, this.#members)).then(() => setImmediate());
    });
    this.#catchingUp = new CatchingUp<Member>({
      backlog: options.backlog,
      channel: events.channel,
      tell: (event, members) => this.#tell(event, members),
      onCaughtUp: member => void this.#members.add(member),
      onUnknown: member => this.#refuse(member),
      onError: (member, error) => member.end(error),
    });
  }

  /** The subscriber gets what is heard from now on, or everything after an event. */
  join(subscriber: Subscriber, after: string | null): Member {
    const member = new Member(this, subscriber, after ?? '', after === null ? this.#heard : positionOf(after));
    if (after === null) this.#members.add(member);
    else this.#catchingUp.add(member);
    return member;
  }

  get subscribers(): number {
    return this.#members.size + this.#catchingUp.size;
  }

  leave(member: Member): void {
    const left = this.#members.delete(member) || this.#catchingUp.delete(member);
    if (!left || this.subscribers > 0) return;
    this.#unlisten();
    this.onAbandoned();
  }

  #refuse(member: Member): void {
    const error = new RequestError('CANNOT_RESUME', 'That event is unknown, or too long ago. Read anew, and subscribe without `after`.');
    member.subscriber.deliver(this.options.write({ errors: [error] }));
    member.end();
  }

  /**
   * Tells an event to those who are there and have not been told it, each with the rights that their log-in has by now. While the database
   * is away they wait.
   */
  async #tell(event: Told<object>, members: Iterable<Member>): Promise<void> {
    const position = positionOf(event.eventId);
    const waiting = () => [...members].filter(member => member.listens && member.position < position);
    for (let untold = waiting(); untold.length > 0; untold = waiting()) {
      try {
        const actors = await this.options.authenticator.actorsOf(new Set(untold.map(it => it.subscriber.loginId)));
        const answers = await answersFor(actors.values(), actor => this.#answer(event, actor));
        for (const member of waiting()) {
          const actor = actors.get(member.subscriber.loginId);
          const written = actor && answers.get(actor)?.written;
          if (written) member.subscriber.deliver(written);
          member.position = position;
          if (!actor) member.end();
        }
      } catch (error) {
        if (isAway(error)) await sleep(AWAY_MS);
        else for (const member of waiting()) member.end(error);
      }
    }
  }

  async #answer(event: Told<object>, actor: Actor): Promise<Answer> {
    const context = this.execution.context.again(actor);
    const result = await this.options.executor.answer({ ...this.execution, context }, event);
    const away = result.errors?.find(isAway);
    if (away) throw away;
    return new Answer(result, context, this.options.write);
  }
}

/** One subscriber of an operation; to graphql-ws, an iterator that yields nothing and ends. */
class Member implements AsyncIterableIterator<never> {
  /** Whether it still waits for events. */
  listens = true;
  readonly #ending = Promise.withResolvers<IteratorReturnResult<undefined>>();

  constructor(
    private readonly operation: LiveOperation,
    readonly subscriber: Subscriber,
    readonly after: string,
    /** Of the last event that it was told, or that need not be. */
    public position: number,
  ) {}

  /** It hears no more; an error is told to its subscriber. */
  end(error?: unknown): void {
    this.listens = false;
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
function nameOf(schema: GraphQLSchema, { document, operationName, variables }: Execution, events: Events<object>): string {
  const asked = askedBy(schema, document);
  const given = Object.entries(variables).filter(([name]) => asked.variables.has(name));
  return JSON.stringify([events.name, asked.text, operationName, given.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
