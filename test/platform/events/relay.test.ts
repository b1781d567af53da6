import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { entities } from '../../../src/app.js';
import { type Database, openDatabase } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
import { createBus } from '../../../src/platform/events/bus.js';
import { EventLog, RESUMABLE_MS } from '../../../src/platform/events/event-log.js';
import { Relay } from '../../../src/platform/events/relay.js';
import { noPeers } from '../../../src/platform/peers/peers.js';
import { byHand } from '../../support/by-hand.js';
import { createDatabase } from '../../support/database.js';
import { HOUR_MS, passTime, soon } from '../../support/time.js';

declare module '../../../src/platform/events/bus.js' {
  interface Topics {
    noted: { readonly word: string };
  }
}

const { url, drop } = await createDatabase();
afterAll(drop);

/** A server's part of it all: its database, and the words that its bus was told. */
async function server({ started = true } = {}) {
  const database = await openDatabase(url, entities);
  const bus = createBus();
  const words: string[] = [];
  const ids: string[] = [];
  bus.on('noted', ({ word, eventId }) => {
    words.push(word);
    ids.push(eventId);
  });
  const report = vi.fn();
  const relay = new Relay({ log: new EventLog(database), bus, peers: noPeers, report });
  const start = async () => {
    database.onCommitted(events => relay.committed(events));
    await relay.start();
  };
  if (started) await start();
  onTestFinished(async () => {
    await relay.stop();
    await database.close();
  });
  const note = (...said: string[]) =>
    database.write(byHand, async unit => {
      for (const word of said) unit.publish('noted', { word }, [word]);
    });
  return { database, bus, relay, words, ids, note, start, report };
}

async function count(database: Database): Promise<number> {
  const [row] = await database.rows<{ count: number }>(sql`select count(*) as count from event_log`);
  return row?.count ?? 0;
}

let words = 0;
const newWord = () => `word ${++words}`;

describe('an event', () => {
  test('has been told when the write that published it is done, and was not read again for that', async () => {
    const { database, note, words } = await server();
    const statements: string[] = [];
    await note(newWord());
    // It looks by itself from time to time.
    database.observe(it => !/from event_log|event_readers/.test(it) && statements.push(it));
    const word = newWord();
    await note(word);
    expect(words.at(-1)).toBe(word);
    expect(statements.filter(it => it.startsWith('insert into event_log'))).toHaveLength(1);
    expect(statements).toHaveLength(1);
  });

  test('that is committed and not told is counted, and for how long it has waited', async () => {
    const { relay } = await server();
    await relay.look();
    expect(await relay.untold()).toEqual({ count: 0, seconds: 0 });
    await relay.stop();
    const { note } = await server();
    await note(newWord(), newWord());
    passTime(HOUR_MS);
    const { count, seconds } = await relay.untold();
    expect(count).toBe(2);
    expect(seconds).toBeCloseTo(3_600, -1);
  });

  test('of a transaction that was undone is never told', async () => {
    const { database, note, words } = await server();
    const [undone, done] = [newWord(), newWord()];
    const work = database.write(byHand, async unit => {
      unit.publish('noted', { word: undone });
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await note(done);
    expect(words.at(-1)).toBe(done);
    expect(words).not.toContain(undone);
    const other = await server();
    expect(other.words).not.toContain(undone);
  });

  test('that was committed by a server which died before it told is told at the next start, within two seconds', async () => {
    const dying = await server({ started: false });
    const word = newWord();
    await dying.note(word);
    expect(dying.words).toEqual([]);
    const next = await server();
    expect(next.words.filter(it => it === word)).toHaveLength(1);
  });

  test('that another server wrote is told within a second, and those of both in one order', async () => {
    const [a, b] = [await server(), await server()];
    const [before] = [a.words.length, b.words.length];
    const said = Array.from({ length: 30 }, newWord);
    await Promise.all(said.map((word, i) => (i % 2 ? a : b).note(word)));
    await soon(async () => said.every(word => a.words.includes(word) && b.words.includes(word)));
    const told = a.words.slice(before).filter(word => said.includes(word));
    expect(told).toHaveLength(said.length);
    expect(b.words.filter(word => said.includes(word))).toEqual(told);
    expect(a.ids).toEqual([...a.ids].sort());
    expect(b.ids.slice(-30)).toEqual(a.ids.slice(-30));
  });

  test('of a unit that published several stands beside the others of it, in their order', async () => {
    const [a, b] = [await server(), await server()];
    const units = Array.from({ length: 20 }, () => [newWord(), newWord(), newWord()]);
    await Promise.all(units.map((unit, i) => (i % 2 ? a : b).note(...unit)));
    const last = units.flat();
    await soon(async () => last.every(word => a.words.includes(word)));
    for (const unit of units) {
      const at = a.words.indexOf(unit[0] ?? '');
      expect(a.words.slice(at, at + 3)).toEqual(unit);
    }
  });

  test('that was told is not told again by the next start, once a server stopped in peace', async () => {
    const first = await server();
    const word = newWord();
    await first.note(word);
    await first.relay.stop();
    const second = await server();
    expect(second.words).not.toContain(word);
    const later = newWord();
    await second.note(later);
    expect(second.words).toEqual([later]);
  });
});

describe('the log', () => {
  test('is relieved of what is too old, but not of the newest event', async () => {
    const { database, relay, note, words } = await server();
    await note(...Array.from({ length: 1_200 }, newWord));
    passTime(RESUMABLE_MS + HOUR_MS - 60_000);
    await relay.log.prune();
    expect(await count(database)).toBeGreaterThan(1_000);
    const recent = newWord();
    await note(recent);
    passTime(120_000);
    await relay.log.prune();
    expect(await count(database)).toBe(1);
    passTime(RESUMABLE_MS + 2 * HOUR_MS);
    await relay.log.prune();
    expect(await count(database)).toBe(1);
    const later = newWord();
    await note(later);
    expect(words.slice(-2)).toEqual([recent, later]);
  });

  test('keeps texts as they are', async () => {
    const [a, b] = [await server(), await server()];
    const word = `"quoted" \\ ünï 会 'single' ${'long '.repeat(1_000)}${newWord()}`;
    await a.note(word);
    await soon(async () => b.words.includes(word));
    const [found] = await b.relay.log.between({ topic: 'noted', key: word }, 0, b.relay.position);
    expect(found?.payload).toEqual({ word });
  });
});
