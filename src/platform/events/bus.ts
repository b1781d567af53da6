import { setMaxListeners } from 'node:events';
import { createPubSub } from '@graphql-yoga/subscription';

/** What is told, by topic. A module adds its own: `declare module '…/events/bus.js' { interface Topics { … } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: modules fill it by declaration merging
export interface Topics {}

/** Carries word from a module to those that come after it, and to live subscribers. Events name ids, never rows: who hears them reads again. */
export interface Bus {
  publish<K extends keyof Topics>(topic: K, event: Topics[K]): void;
  subscribe<K extends keyof Topics>(topic: K): AsyncIterableIterator<Topics[K]>;
  /** Calls `listener` with every event of the topic, until the returned function is called. */
  on<K extends keyof Topics>(topic: K, listener: (event: Topics[K]) => void): () => void;
}

export function createBus(): Bus {
  const target = new EventTarget();
  // Node takes more than ten listeners for a leak; here each is a live subscriber.
  setMaxListeners(0, target);
  const pubSub = createPubSub<Record<string, [unknown]>>({ eventTarget: target as never });
  return {
    publish: (topic, event) => pubSub.publish(topic as string, event),
    subscribe: topic => pubSub.subscribe(topic as string) as never,
    on(topic, listener) {
      const events = pubSub.subscribe(topic as string);
      void (async () => {
        for await (const event of events) listener(event as never);
      })();
      return () => void events.return?.();
    },
  };
}
