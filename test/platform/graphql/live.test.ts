import { GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { describe, expect, test, vi } from 'vitest';
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
class Whispers {
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
    this.#live = new LiveOperations({ executor: new Executor(schema), authenticator: this, relay: this.log, write });
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
  async subscribe(loginId: string, query = 'subscription { whispered }') {
    const heard: unknown[] = [];
    const subscriber: Subscriber = { loginId, deliver: written => heard.push(JSON.parse(String(written))) };
    const caller = { address: '', userAgent: null };
    const cookies = { refreshToken: undefined, set: () => undefined, clear: () => undefined };
    const context = new Context(undefined as never, this.bus, this.people.get(loginId) ?? null, caller, cookies);
    const joined = await this.#live.subscribe({ document: parse(query), variables: {}, context }, subscriber);
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
          args: { key: { type: GraphQLString } },
          extensions: { access: { permission: 'site:update', own: false } },
          subscribe: (_root, { key }, { bus }) => bus.subscribe('whispered', key),
          resolve: ({ word }, _args, context) => resolve(word, context),
        },
      },
    }),
  });
  guardRootFields(schema);
  return schema;
}

/** Long enough for what is under way in this process alone. */
const settled = () => new Promise(resolve => setTimeout(resolve, 20));

describe('an event', () => {
  test('is answered once for all who may see the same, and their log-ins are looked up together', async () => {
    const whispers = new Whispers((word, context) => (context.sees(actor => actor.id === 'c', null) ? `${word}, c` : word));
    for (const id of ['a', 'b', 'c', 'd']) whispers.enter(id);
    const subscribed = await Promise.all(['a', 'b', 'c', 'd', 'a'].map(id => whispers.subscribe(id)));
    whispers.whisper('one');
    await settled();
    expect(subscribed.map(it => it.words())).toEqual([['one'], ['one'], ['one, c'], ['one'], ['one']]);
    expect(whispers.workedOut).toEqual(['one', 'one']);
    expect(whispers.lookedUp).toEqual([['a', 'b', 'c', 'd']]);
  });

  test('is answered for each where the answer depends on who asks', async () => {
    const whispers = new Whispers((word, { actor }) => `${word}, ${actor?.id}`);
    for (const id of ['a', 'b', 'c']) whispers.enter(id);
    const subscribed = await Promise.all(['a', 'b', 'c', 'a'].map(id => whispers.subscribe(id)));
    whispers.whisper('one');
    await settled();
    expect(subscribed.map(it => it.words())).toEqual([['one, a'], ['one, b'], ['one, c'], ['one, a']]);
    expect(whispers.workedOut).toHaveLength(3);
  });

  test('waits for the answer to the one before it', async () => {
    const first = Promise.withResolvers<string>();
    const whispers = new Whispers(word => (word === 'one' ? first.promise : word));
    whispers.enter('a');
    const { words } = await whispers.subscribe('a');
    for (const word of ['one', 'two', 'three']) whispers.whisper(word);
    await settled();
    expect(words()).toEqual([]);
    first.resolve('one');
    await settled();
    expect(words()).toEqual(['one', 'two', 'three']);
  });

  test('is not told to who comes or leaves while it is answered', async () => {
    const first = Promise.withResolvers<string>();
    const whispers = new Whispers(word => (word === 'one' ? first.promise : word));
    for (const id of ['a', 'b', 'c']) whispers.enter(id);
    const [staying, leaving] = [await whispers.subscribe('a'), await whispers.subscribe('b')];
    whispers.whisper('one');
    await settled();
    const coming = await whispers.subscribe('c');
    whispers.whisper('two');
    await leaving.joined.return?.();
    first.resolve('one');
    await settled();
    expect([staying.words(), leaving.words(), coming.words()]).toEqual([['one', 'two'], [], ['two']]);
  });

  test('costs nothing when everyone has left', async () => {
    const whispers = new Whispers();
    whispers.enter('a');
    const subscribed = [await whispers.subscribe('a'), await whispers.subscribe('a')];
    for (const { joined } of subscribed) {
      await joined.return?.();
      expect(await joined.next()).toEqual({ done: true, value: undefined });
    }
    whispers.whisper('one');
    await settled();
    expect([whispers.workedOut, whispers.lookedUp]).toEqual([[], []]);
    const again = await whispers.subscribe('a');
    whispers.whisper('two');
    await settled();
    expect(again.words()).toEqual(['two']);
  });

  test('of another key than that of the arguments is not told', async () => {
    const whispers = new Whispers();
    whispers.enter('a');
    const subscribed = await Promise.all(['x', 'y'].map(key => whispers.subscribe('a', `subscription { whispered(key: "${key}") }`)));
    whispers.whisper('one', ['x']);
    await settled();
    expect(subscribed.map(it => it.words())).toEqual([['one'], []]);
  });

  test('that cannot be answered is told as an error, and the next is answered', async () => {
    const whispers = new Whispers(word => (word === 'one' ? Promise.reject(new Error('lost')) : word));
    whispers.enter('a');
    const { heard } = await whispers.subscribe('a');
    whispers.whisper('one');
    whispers.whisper('two');
    await settled();
    expect(heard).toMatchObject([{ data: { whispered: null }, errors: [{ message: 'lost' }] }, { data: { whispered: 'two' } }]);
  });
});

describe('a subscription', () => {
  test('ends when its log-in does, without another word, and the others go on', async () => {
    const whispers = new Whispers();
    for (const id of ['a', 'b']) whispers.enter(id);
    const [ending, staying] = [await whispers.subscribe('a'), await whispers.subscribe('b')];
    const end = ending.joined.next();
    whispers.people.delete('a');
    whispers.whisper('one');
    expect(await end).toEqual({ done: true, value: undefined });
    whispers.whisper('two');
    await settled();
    expect([ending.words(), staying.words()]).toEqual([[], ['one', 'two']]);
    expect(whispers.lookedUp).toEqual([['a', 'b'], ['b']]);
  });

  test('ends with the error when nobody can say whose it is; it may be begun again', async () => {
    const whispers = new Whispers();
    whispers.enter('a');
    const { joined, words } = await whispers.subscribe('a');
    const lost = new Error('the database is away');
    vi.spyOn(whispers, 'actorsOf').mockRejectedValueOnce(lost);
    whispers.whisper('one');
    await expect(joined.next()).rejects.toBe(lost);
    const again = await whispers.subscribe('a');
    whispers.whisper('two');
    await settled();
    expect([words(), again.words()]).toEqual([[], ['two']]);
  });

  test('says nothing more to who lost the permission for its field', async () => {
    const whispers = new Whispers();
    for (const id of ['a', 'b']) whispers.enter(id);
    const [losing, staying] = [await whispers.subscribe('a'), await whispers.subscribe('b')];
    whispers.whisper('one');
    await settled();
    whispers.enter('a', Role.EMPLOYEE);
    whispers.whisper('two');
    await settled();
    expect([losing.words(), staying.words()]).toEqual([['one'], ['one', 'two']]);
    whispers.enter('a', Role.MANAGER);
    whispers.whisper('three');
    await settled();
    expect(losing.words()).toEqual(['one', 'three']);
  });
});
