import { describe, expect, test, vi } from 'vitest';
import { Role } from '../../../src/platform/access/permissions.js';
import { settled, Whispers } from './whispers.js';

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
