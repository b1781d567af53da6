import { Repeater } from '@graphql-yoga/subscription';
import type { Channel } from './event-log.js';

/** What is told, by topic. A module adds its own: `declare module '…/events/bus.js' { interface Topics { … } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: modules fill it by declaration merging
export interface Topics {}

type Topic = keyof Topics;

/** An event as it is told. By its id one that was told before is known. */
export type Told<E> = E & { readonly eventId: string };

/** The events of a topic from now on. To iterate over them costs some promises for each; to listen costs a call. */
export interface Events<E> extends AsyncIterable<Told<E>> {
  readonly channel: Channel;
  /** Two of the same name are the same events. */
  readonly name: string;
  /** The id of the event after which they are wanted, in place of those from now on. Who listens has to ask the log for what was before. */
  readonly after: string | null;
  /** Calls `listener` with each, in order, until the returned function is called. */
  listen(listener: Listener<E>): () => void;
}

export type Listener<E> = (event: Told<E>) => void;

/**
 * Carries word of commits to the modules that come after, and to live subscribers. It is read from the event log, on every server, in
 * the order of the commits; after a restart some may come again. Events name ids, never rows: who hears them reads again.
 */
export interface Bus {
  /** For the relay alone: a unit of work has its own `publish`. `keys` say what the event is about, for those who want to hear of that alone. */
  tell<K extends Topic>(topic: K, event: Told<Topics[K]>, keys?: readonly string[]): void;
  /** All events of a topic, or those published under a key. The others cost whoever named a key nothing. */
  subscribe<K extends Topic>(topic: K, key?: string, after?: string | null): Events<Topics[K]>;
  /** Calls `listener` with every event of the topic, until the returned function is called. */
  on<K extends Topic>(topic: K, listener: Listener<Topics[K]>): () => void;
}

export function createBus(): Bus {
  return new LocalBus();
}

/** Listeners by channel: a topic, or a topic and a key. */
type Listeners = Map<string, Set<Listener<never>>>;

class LocalBus implements Bus {
  readonly #listeners: Listeners = new Map();

  tell<K extends Topic>(topic: K, event: Told<Topics[K]>, keys: readonly string[] = []): void {
    const names = new Set([nameOf({ topic }), ...keys.map(key => nameOf({ topic, key }))]);
    for (const name of names) {
      for (const listener of [...(this.#listeners.get(name) ?? [])]) call(listener, event as never);
    }
  }

  subscribe<K extends Topic>(topic: K, key?: string, after: string | null = null): Events<Topics[K]> {
    return new LocalEvents({ topic, key }, after, this.#listeners);
  }

  on<K extends Topic>(topic: K, listener: Listener<Topics[K]>): () => void {
    return this.subscribe(topic).listen(listener);
  }
}

class LocalEvents<E> implements Events<E> {
  readonly name: string;

  constructor(
    readonly channel: Channel,
    readonly after: string | null,
    private readonly listeners: Listeners,
  ) {
    this.name = nameOf(channel);
  }

  listen(listener: Listener<E>): () => void {
    const listeners = this.listeners.get(this.name) ?? new Set();
    this.listeners.set(this.name, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.listeners.delete(this.name);
    };
  }

  [Symbol.asyncIterator](): AsyncIterator<Told<E>> {
    return new Repeater<Told<E>>(async (push, stop) => {
      const unlisten = this.listen(event => void push(event));
      await stop;
      unlisten();
    });
  }
}

function nameOf({ topic, key }: Channel): string {
  return key === undefined ? topic : `${topic} ${key}`;
}

/** What a listener throws is nobody's to catch: it neither undoes what was published nor keeps the word from the others. */
function call<E>(listener: Listener<E>, event: Told<E>): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
