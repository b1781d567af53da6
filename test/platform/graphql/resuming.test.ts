import { describe, expect, test, vi } from 'vitest';
import { RequestError } from '../../../src/platform/errors/request-error.js';
import { settled, Whispers } from './whispers.js';

/** How many operations listen from now on. */
function countListening({ bus }: Whispers): { readonly count: number } {
  const listening = { count: 0 };
  const { subscribe } = bus;
  vi.spyOn(bus, 'subscribe').mockImplementation((...channel) => {
    const events = subscribe.apply(bus, channel);
    return Object.assign(Object.create(events), {
      listen: (listener: never) => {
        const unlisten = events.listen(listener);
        listening.count++;
        return () => {
          listening.count--;
          unlisten();
        };
      },
    });
  });
  return listening;
}

describe('who resumes', () => {
  const RESUME = 'subscription ($after: String) { whispered(after: $after) }';
  const goOnAfter = (eventId: string) => ({ after: eventId });
  const caughtUp = () => new Promise(resolve => setTimeout(resolve, 80));

  test('is answered together with the others, wherever each goes on from and however it says so', async () => {
    const whispers = new Whispers();
    for (const id of ['a', 'b', 'c']) whispers.enter(id);
    const [one, two] = ['one', 'two', 'three'].map(it => whispers.whisper(it));
    const resumed = await Promise.all([
      whispers.subscribe('a', RESUME, goOnAfter(one ?? '')),
      whispers.subscribe('b', RESUME, goOnAfter(two ?? '')),
      whispers.subscribe('c', `subscription { whispered(after: "${one}") }`),
      whispers.subscribe('c', 'subscription{whispered}'),
    ]);
    await caughtUp();
    whispers.whisper('four');
    await settled();
    expect(resumed.map(it => it.words())).toEqual([['two', 'three', 'four'], ['three', 'four'], ['two', 'three', 'four'], ['four']]);
    expect(whispers.workedOut).toEqual(['two', 'three', 'four']);
    expect(whispers.log.read).toEqual([[1, 3]]);
  });

  test('is answered apart from those whose answers depend on a variable that happens to say where to go on from', async () => {
    const whispers = new Whispers();
    whispers.enter('a');
    const query = 'subscription ($after: String) { whispered(after: $after, key: $after) }';
    const id = whispers.whisper('one', ['x']);
    const resumed = [await whispers.subscribe('a', query, goOnAfter(id)), await whispers.subscribe('a', query, goOnAfter(''))];
    await caughtUp();
    whispers.whisper('two', [id]);
    await settled();
    expect(resumed.map(it => it.heard)).toEqual([[{ data: { whispered: 'two' } }], [{ errors: [expect.anything()] }]]);
  });

  test('keeps nobody waiting who is up to date, and hears what comes meanwhile after what was before', async () => {
    const missed = Promise.withResolvers<string>();
    const whispers = new Whispers(word => (word === 'two' ? missed.promise : word));
    for (const id of ['a', 'b']) whispers.enter(id);
    const one = whispers.whisper('one');
    whispers.whisper('two');
    const listening = await whispers.subscribe('a', RESUME);
    const resuming = await whispers.subscribe('b', RESUME, goOnAfter(one));
    await caughtUp();
    whispers.whisper('three');
    await settled();
    expect([listening.words(), resuming.words()]).toEqual([['three'], []]);
    missed.resolve('two');
    await settled();
    whispers.whisper('four');
    await settled();
    expect([listening.words(), resuming.words()]).toEqual([
      ['three', 'four'],
      ['two', 'three', 'four'],
    ]);
  });

  test('from an event that another server told first hears nothing twice', async () => {
    const whispers = new Whispers();
    whispers.enter('a');
    const one = whispers.log.write('one', []);
    const { words } = await whispers.subscribe('a', RESUME, goOnAfter(one.eventId));
    await caughtUp();
    whispers.bus.tell('whispered', { word: 'one', eventId: one.eventId });
    whispers.whisper('two');
    await settled();
    expect(words()).toEqual(['two']);
  });

  test('and is refused, or leaves before it has caught up, leaves nothing behind', async () => {
    const whispers = new Whispers();
    whispers.enter('a');
    const listening = countListening(whispers);
    const one = whispers.whisper('one');
    whispers.whisper('two');
    const refused = await whispers.subscribe('a', RESUME, goOnAfter('nothing'));
    expect(await refused.joined.next()).toEqual({ done: true, value: undefined });
    expect(refused.heard).toMatchObject([{ errors: [{ extensions: { code: 'CANNOT_RESUME' } }] }]);
    const leaving = await whispers.subscribe('a', RESUME, goOnAfter(one));
    await leaving.joined.return?.();
    await caughtUp();
    whispers.whisper('three');
    await settled();
    expect([leaving.heard, whispers.workedOut, whispers.lookedUp, listening.count]).toEqual([[], [], [], 0]);
  });
});

describe('while the database is away', () => {
  const away = () => new RequestError('SERVICE_UNAVAILABLE', 'away');

  test('an event waits, and is told once it is back, before those that came after it', async () => {
    let answers = false;
    const whispers = new Whispers(word => (answers ? word : Promise.reject(away())));
    for (const id of ['a', 'b']) whispers.enter(id);
    const one = whispers.whisper('zero');
    const listening = await whispers.subscribe('a');
    whispers.whisper('one');
    vi.spyOn(whispers.log, 'resumable').mockRejectedValueOnce(away());
    const resuming = await whispers.subscribe('b', `subscription { whispered(after: "${one}") }`);
    whispers.whisper('two');
    await settled();
    vi.spyOn(whispers, 'actorsOf').mockRejectedValueOnce(away());
    answers = true;
    await vi.waitFor(() => expect([listening.words(), resuming.words()]).toEqual(Array(2).fill(['one', 'two'])), { timeout: 3_000 });
  });
});
