import { describe, expect, test, vi } from 'vitest';
import { createBus } from '../../../src/platform/events/bus.js';
import { told } from '../../support/events.js';

declare module '../../../src/platform/events/bus.js' {
  interface Topics {
    said: { readonly word: string };
  }
}

describe('what is published', () => {
  test('is heard at once, by who listens to the topic or to one of the keys', () => {
    const bus = createBus();
    const heard: string[] = [];
    for (const key of [undefined, 'a', 'b', 'c'])
      bus.subscribe('said', key).listen(({ word }) => heard.push(`${key ?? 'everything'}: ${word}`));
    bus.on('loginEnded', () => heard.push('another topic'));
    bus.tell('said', told({ word: 'one' }), ['a', 'b']);
    bus.tell('said', told({ word: 'two' }));
    expect(heard).toEqual(['everything: one', 'a: one', 'b: one', 'everything: two']);
  });

  test('under the same key twice is heard once', () => {
    const bus = createBus();
    const listener = vi.fn();
    bus.subscribe('said', 'a').listen(listener);
    bus.tell('said', told({ word: 'one' }), ['a', 'a']);
    expect(listener).toHaveBeenCalledOnce();
  });

  test('is not heard by who stopped, nor by who began while it was told', () => {
    const bus = createBus();
    const late = vi.fn();
    const stopped = vi.fn();
    const begin = bus.on('said', () => void bus.on('said', late));
    const stop = bus.on('said', stopped);
    stop();
    stop();
    bus.tell('said', told({ word: 'one' }));
    expect([late.mock.calls.length, stopped.mock.calls.length]).toEqual([0, 0]);
    begin();
    bus.tell('said', told({ word: 'two' }));
    expect(late).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ word: 'two' }));
  });

  test('can be iterated over', async () => {
    const bus = createBus();
    const events = bus.subscribe('said', 'a')[Symbol.asyncIterator]();
    const [one, two] = [events.next(), events.next()];
    for (const word of ['one', 'two', 'three']) bus.tell('said', told({ word }), word === 'three' ? [] : ['a']);
    expect([await one, await two].map(it => it.value)).toMatchObject([{ word: 'one' }, { word: 'two' }]);
    await events.return?.();
    expect(await events.next()).toMatchObject({ done: true });
  });
});

test('subscriptions to the same have the same name', () => {
  const bus = createBus();
  const names = [bus.subscribe('said'), bus.subscribe('said', 'a'), bus.subscribe('said', 'b'), bus.subscribe('said', 'a')].map(
    it => it.name,
  );
  expect(new Set(names).size).toBe(3);
  expect(names[1]).toBe(names[3]);
});
