import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import type { Actor } from '../../../src/platform/access/actor.js';
import { Role } from '../../../src/platform/access/permissions.js';
import { createBus } from '../../../src/platform/events/bus.js';
import { eventIdOf } from '../../../src/platform/events/event-id.js';
import type { Channel, Logged } from '../../../src/platform/events/event-log.js';
import { guardRootFields } from '../../../src/platform/graphql/access.js';
import { Context } from '../../../src/platform/graphql/context.js';
import { Executor } from '../../../src/platform/graphql/execution.js';
import { LiveOperations, type Subscriber } from '../../../src/platform/graphql/live.js';

declare module '../../../src/platform/events/bus.js' {
  interface Topics {
    whispered: { readonly word: string };
  }
}

/** A log of whispers. */
class MemoryLog {
  readonly log = this;
  readonly #events: Logged[] = [];
  /** From where to where it was read. */
  readonly read: [number, number][] = [];

  get position(): number {
    return this.#events.length;
  }

  write(word: string, keys: readonly string[]): Logged {
    const position = this.#events.length + 1;
    const event = { position, eventId: eventIdOf(position, Date.now()), topic: 'whispered', keys, payload: { word } };
    this.#events.push(event);
    return event;
  }

  async resumable(_topic: string, eventIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(this.#events.map(it => it.eventId).filter(it => eventIds.includes(it)));
  }

  async between({ key }: Channel, after: number, upTo: number): Promise<Logged[]> {
    this.read.push([after, upTo]);
    return this.#events.filter(it => it.position > after && it.position <= upTo && (key === undefined || it.keys.includes(key)));
  }
}

type Resolve = (word: string, context: Context) => unknown;

/** One subscription field for managers, which `resolve` answers, and people who may subscribe to it. */
export class Whispers {
  readonly bus = createBus();
  readonly people = new Map<string, Actor>();
  /** What was answered, once for each time it was worked out. */
  readonly workedOut: string[] = [];
  readonly lookedUp: string[][] = [];
  readonly log = new MemoryLog();
  readonly #live: LiveOperations;

  constructor(resolve: Resolve = word => word) {
    const schema = schemaOf((word, context) => {
      this.workedOut.push(word);
      return resolve(word, context);
    });
    const write = (result: unknown) => Buffer.from(JSON.stringify(result));
    this.#live = new LiveOperations({ executor: new Executor(schema), authenticator: this, backlog: this.log, write });
  }

  async actorsOf(loginIds: Iterable<string>): Promise<ReadonlyMap<string, Actor>> {
    const asked = new Set(loginIds);
    this.lookedUp.push([...asked]);
    return new Map([...this.people].filter(([loginId]) => asked.has(loginId)));
  }

  enter(loginId: string, role = Role.MANAGER): void {
    this.people.set(loginId, { id: loginId, loginId, role, authorizations: new Set() });
  }

  /** What came to the log-in, and the iterator that graphql-ws would have. */
  async subscribe(loginId: string, query = 'subscription { whispered }', variables = {}) {
    const heard: unknown[] = [];
    const subscriber: Subscriber = { loginId, deliver: written => heard.push(JSON.parse(String(written))) };
    const caller = { address: '', userAgent: null, requestId: '' };
    const cookies = { refreshToken: undefined, set: () => undefined, clear: () => undefined };
    const context = new Context(undefined as never, this.bus, this.people.get(loginId) ?? null, caller, cookies);
    const joined = await this.#live.subscribe({ document: parse(query), variables, context }, subscriber);
    if (!('next' in joined)) throw new Error(JSON.stringify(joined));
    return { heard, joined, words: () => heard.map(it => (it as { data: { whispered: string } }).data.whispered) };
  }

  whisper(word: string, keys: readonly string[] = []): string {
    const event = this.log.write(word, keys);
    this.bus.tell('whispered', { word, eventId: event.eventId }, keys);
    return event.eventId;
  }
}

function schemaOf(resolve: Resolve): GraphQLSchema {
  const schema = new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { nothing: { type: GraphQLString, extensions: { access: 'PUBLIC' } } } }),
    subscription: new GraphQLObjectType<{ word: string }, Context>({
      name: 'Subscription',
      fields: {
        whispered: {
          type: GraphQLString,
          args: { key: { type: GraphQLString }, after: { type: GraphQLString } },
          extensions: { access: { permission: 'site:update', own: false } },
          subscribe: (_root, { key, after }, { bus }) => bus.subscribe('whispered', key, after),
          resolve: ({ word }, _args, context) => resolve(word, context),
        },
      },
    }),
  });
  guardRootFields(schema);
  return schema;
}

/** Long enough for what is under way in this process alone. */
export const settled = () => new Promise(resolve => setTimeout(resolve, 20));
