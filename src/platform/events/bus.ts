import { Repeater } from '@graphql-yoga/subscription';

/** What is told, by topic. A module adds its own: `declare module '…/events/bus.js' { interface Topics { … } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: modules fill it by declaration merging
export interface Topics {}

type Topic = keyof Topics;

/** The events of a topic from now on. To iterate over them costs some promises for each; to listen costs a call. */
export interface Events<E> extends AsyncIterable<E> {
  /** Two of the same name are the same events. */
  readonly name: string;
  /** Calls `listener` with each, in order, until the returned function is called. */
  listen(listener: Listener<E>): () => void;
}

export type Listener<E> = (event: E) => void;

/**
 * Carries word from a module to those that come after it, and to live subscribers. Events name ids, never rows: who hears them reads
 * again. What is published could be written down as JSON and told on another server.
 */
export interface Bus {
  /** `keys` say what the event is about, for those who want to hear of that alone. */
  publish<K extends Topic>(topic: K, event: Topics[K], keys?: readonly string[]): void;
  /** All events of a topic, or those published under a key. The others cost whoever named a key nothing. */
  subscribe<K extends Topic>(topic: K, key?: string): Events<Topics[K]>;
  /** Calls `listener` with every event of the topic, until the returned function is called. */
  on<K extends Topic>(topic: K, listener: Listener<Topics[K]>): () => void;
}

export function createBus(): Bus {
  return new LocalBus();
}

/** Listeners by channel: a topic, or a topic and a key. */
type Channels = Map<string, Set<Listener<never>>>;

class LocalBus implements Bus {
  readonly #channels: Channels = new Map();

  publish<K extends Topic>(topic: K, event: Topics[K], keys: readonly string[] = []): void {
    const names = new Set([channelOf(topic), ...keys.map(key => channelOf(topic, key))]);
    for (const name of names) {
      for (const listener of [...(this.#channels.get(name) ?? [])]) call(listener, event as never);
    }
  }

  subscribe<K extends Topic>(topic: K, key?: string): Events<Topics[K]> {
    return new Channel(channelOf(topic, key), this.#channels);
  }

  on<K extends Topic>(topic: K, listener: Listener<Topics[K]>): () => void {
    return this.subscribe(topic).listen(listener);
  }
}

class Channel<E> implements Events<E> {
  constructor(
    readonly name: string,
    private readonly channels: Channels,
  ) {}

  listen(listener: Listener<E>): () => void {
    const listeners = this.channels.get(this.name) ?? new Set();
    this.channels.set(this.name, listeners.add(listener));
    return () => {
      if (listeners.delete(listener) && listeners.size === 0) this.channels.delete(this.name);
    };
  }

  [Symbol.asyncIterator](): AsyncIterator<E> {
    return new Repeater<E>(async (push, stop) => {
      const unlisten = this.listen(event => void push(event));
      await stop;
      unlisten();
    });
  }
}

function channelOf(topic: string, key?: string): string {
  return key === undefined ? topic : `${topic} ${key}`;
}

/** What a listener throws is nobody's to catch: it neither undoes what was published nor keeps the word from the others. */
function call<E>(listener: Listener<E>, event: E): void {
  try {
    listener(event);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
