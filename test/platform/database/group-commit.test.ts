import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { entities } from '../../../src/app.js';
import { Department } from '../../../src/modules/sites/department.entity.js';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { beginRecording } from '../../../src/platform/audit/recording.js';
import { assign } from '../../../src/platform/database/changes.js';
import { openDatabase, type Unit } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
import { ErrorCode } from '../../../src/platform/errors/error-code.js';
import { refuse } from '../../../src/platform/errors/user-error.js';
import { byHand } from '../../support/by-hand.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { holdWriters } from '../../support/interruptions.js';
import { unique } from '../../support/seed.js';

declare module '../../../src/platform/events/bus.js' {
  interface Topics {
    siteMade: { readonly name: string };
  }
}

const told: string[] = [];
const { url, drop } = await createDatabase();
const database = await openDatabase(url, entities);
database.onCommitted(async events => {
  for (const { payload } of events) told.push((payload as { name: string }).name);
});
afterAll(async () => {
  await database.close();
  await drop();
});

/** Writes a site inside of a unit of work and has it told. */
async function write(unit: Unit, name: string): Promise<void> {
  unit.em.persist(assign(new Site(), { name, address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' }));
  await unit.em.flush();
  unit.publish('siteMade', { name });
}

const writeSite = (name: string) => database.write(byHand, unit => write(unit, name));

/** Which of the names are stored, as another connection sees it. */
async function stored(...names: string[]): Promise<string[]> {
  const rows = await database.rows<{ name: string }>(sql`select name from sites order by name`);
  return names.filter(name => rows.some(row => row.name === name));
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, () => unique('Site'));
}

/** How each ended: `fulfilled`, or what it was refused with. */
async function endings(work: readonly Promise<unknown>[]): Promise<string[]> {
  return (await Promise.allSettled(work)).map(it => (it.status === 'fulfilled' ? it.status : String(it.reason.message)));
}

describe('units of work that come at once', () => {
  test('stand by themselves: one that is refused and one that throws leave nothing, all others stay', async () => {
    const [first, refused, thrown, nested, last] = namesOf(5) as [string, string, string, string, string];
    const ended = await endings([
      writeSite(first),
      database.write(byHand, async unit => {
        await write(unit, refused);
        refuse(ErrorCode.TAKEN, 'Not this one.');
      }),
      database.write(byHand, async unit => {
        await write(unit, thrown);
        throw new Error('a fault');
      }),
      database.write(byHand, async unit => {
        await write(unit, nested);
        await unit.em.transactional(async () => Promise.reject(new Error('inside'))).catch(() => undefined);
      }),
      writeSite(last),
    ]);
    expect(ended).toEqual(['fulfilled', ErrorCode.TAKEN, 'a fault', 'fulfilled', 'fulfilled']);
    expect(await stored(first, refused, thrown, nested, last)).toEqual([first, nested, last]);
    expect(told.filter(name => [first, refused, thrown, nested, last].includes(name)).sort()).toEqual([first, nested, last].sort());
  });

  test('undo only what was written in a transaction inside of them when that fails', async () => {
    const [outer, inner] = namesOf(2) as [string, string];
    await database.write(byHand, async unit => {
      await write(unit, outer);
      const failing = unit.em.transactional(async em => {
        beginRecording(em, byHand);
        await write({ ...unit, em: em as Unit['em'] }, inner);
        throw new Error('inside');
      });
      await expect(failing).rejects.toThrow('inside');
    });
    expect(await stored(outer, inner)).toEqual([outer]);
  });

  test('run one after the other, each with what those before it wrote', async () => {
    const seen: number[] = [];
    const before = (await database.rows(sql`select id from sites`)).length;
    await Promise.all(
      namesOf(100).map(name =>
        database.write(byHand, async unit => {
          seen.push((await unit.rows(sql`select id from sites`)).length - before);
          await write(unit, name);
        }),
      ),
    );
    if (databaseKind === 'sqlite') expect(seen).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect((await database.rows(sql`select id from sites`)).length - before).toBe(100);
  });

  test('are stored before any of them is acknowledged or told of', async () => {
    await Promise.all(
      namesOf(40).map(async name => {
        await writeSite(name);
        expect(await stored(name)).toEqual([name]);
        expect(told.filter(it => it === name)).toEqual([name]);
      }),
    );
  });
});

describe.runIf(databaseKind === 'sqlite')('units of work that share a commit', () => {
  // On a busy machine the first of them may be too old to be joined by the rest: here it stays young.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => void vi.useRealTimers());

  /** Lets a test look around after the work of some units is done and before they are committed. */
  const lookBetween = (look: () => Promise<unknown>) => database.write(byHand, () => look());

  test('are seen by no reader, told to nobody and not acknowledged before it', async () => {
    const [one, refused] = namesOf(2) as [string, string];
    let ended = 0;
    const work = [writeSite(one), database.write(byHand, () => refuse(ErrorCode.TAKEN, 'Another wrote it.'))].map(it =>
      it.then(
        () => ended++,
        () => ended++,
      ),
    );
    await lookBetween(async () => {
      expect(await stored(one, refused)).toEqual([]);
      await sleep(30);
      expect([ended, await stored(one), told.includes(one)]).toEqual([0, [], false]);
    });
    await Promise.all(work);
    expect([ended, await stored(one), told.includes(one)]).toEqual([2, [one], true]);
  });

  test('all fail with its error when it fails, also those that were refused; nothing is stored or told, and the next go on', async () => {
    const [one, broken, three, after] = namesOf(4) as [string, string, string, string];
    const ended = await endings([
      writeSite(one),
      database.write(byHand, async unit => {
        await write(unit, broken);
        // Looked at when the transaction is committed, and no sooner.
        await unit.em.execute('pragma defer_foreign_keys = on');
        const department = assign(new Department(), {
          name: unique('Department'),
          siteId: crypto.randomUUID(),
          managerId: crypto.randomUUID(),
        });
        await unit.em.insert(Department, { ...department, version: 1 });
      }),
      writeSite(three),
      database.write(byHand, () => refuse(ErrorCode.TAKEN, 'The one before wrote it.')),
    ]);
    expect(ended).toEqual(Array(4).fill('FOREIGN KEY constraint failed'));
    expect(await stored(one, broken, three)).toEqual([]);
    await writeSite(after);
    expect(await stored(after)).toEqual([after]);
    expect(told.filter(name => [one, broken, three, after].includes(name))).toEqual([after]);
  });

  test('all fail when SQLite rolls back by itself, and what a unit goes on to write is not stored either', async () => {
    const [one, broken, stubborn, after] = namesOf(4) as [string, string, string, string];
    const ended = await endings([
      writeSite(one),
      database.write(byHand, async unit => {
        await write(unit, broken);
        await unit.em.execute('insert or rollback into sites select * from sites').catch(() => undefined);
        await write(unit, stubborn);
      }),
      writeSite(after),
    ]);
    expect(ended).toEqual([expect.stringMatching(/UNIQUE/), ErrorCode.TAKEN, 'fulfilled']);
    expect(await stored(one, broken, stubborn, after)).toEqual([after]);
  });

  test('are committed before a statement outside of them runs, which is not undone with them', async () => {
    const [one, alone] = namesOf(2) as [string, string];
    const connection = database.orm.em.getConnection();
    let statement: Promise<unknown> | undefined;
    let failing: Promise<unknown> | undefined;
    const writing = database.write(byHand, async unit => {
      await write(unit, one);
      statement = connection.execute('update sites set name = ? where name = ?', [alone, one]);
      await sleep(1);
      failing = database.write(byHand, it => it.em.execute('insert or rollback into sites select * from sites'));
      await sleep(1);
    });
    await writing;
    await expect(failing).rejects.toThrow(ErrorCode.TAKEN);
    await statement;
    expect(await stored(one, alone)).toEqual([alone]);
  });

  test('are over when their work is done: what they forgot to wait for fails and touches no other', async () => {
    const [one, late, other] = namesOf(3) as [string, string, string];
    let forgotten: Promise<unknown>[] = [];
    const first = database.write(byHand, async unit => {
      await write(unit, one);
      forgotten = [
        sleep(0).then(() => unit.rows(sql`select id from sites`)),
        sleep(0).then(() => unit.em.execute('update sites set name = ? where name = ?', [late, one])),
      ];
      for (const it of forgotten) it.catch(() => undefined);
    });
    const second = database.write(byHand, async unit => {
      await write(unit, other);
      await sleep(20);
      throw new Error('a fault');
    });
    expect(await endings([first, second])).toEqual(['fulfilled', 'a fault']);
    expect((await Promise.allSettled(forgotten)).map(it => it.status)).toEqual(['rejected', 'rejected']);
    expect(await stored(one, late, other)).toEqual([one]);
  });

  test('are not kept waiting by more than a few others', async () => {
    const order: string[] = [];
    const first = writeSite(unique('Site')).then(() => order.push('first'));
    const others = namesOf(200).map(name => writeSite(name).then(() => order.push('other')));
    await Promise.all([first, ...others]);
    expect(order[0]).toBe('first');
    const [early, late] = namesOf(2) as [string, string];
    let waiting = 0;
    await Promise.all([
      writeSite(early),
      ...namesOf(100).map(writeSite),
      database.write(byHand, async () => {
        waiting = (await stored(early)).length;
      }),
      writeSite(late),
    ]);
    expect(waiting).toBe(1);
  });

  test('wait for another process, and the statements of others wait with them', async () => {
    const [one, two] = namesOf(2) as [string, string];
    const release = await holdWriters(url);
    const writing = [writeSite(one), writeSite(two)];
    await sleep(30);
    const reading = database.orm.em.fork().execute('select count(*) as count from sites where name in (?, ?)', [one, two]);
    await sleep(30);
    expect(await stored(one, two)).toEqual([]);
    await release();
    expect(await endings(writing)).toEqual(['fulfilled', 'fulfilled']);
    expect(await reading).toEqual([{ count: 2 }]);
  });

  test('are committed when the database is closed', async () => {
    const other = await openDatabase(url, entities);
    const name = unique('Site');
    let closing: Promise<void> | undefined;
    await other.write(byHand, async unit => {
      await write(unit, name);
      // After the work, before the commit.
      process.nextTick(() => {
        closing = other.close();
      });
    });
    await closing;
    expect(await stored(name)).toEqual([name]);
  });

  test('are lost, and fail, when the database is closed while one is under way', async () => {
    const other = await openDatabase(url, entities);
    // It connects when it is first used, which would let the second come first.
    await other.write(byHand, async () => undefined);
    const [one, two] = namesOf(2) as [string, string];
    const ended = await endings([
      other.write(byHand, unit => write(unit, one)),
      other.write(byHand, async unit => {
        await write(unit, two);
        await other.close();
      }),
    ]);
    expect(ended).toEqual(Array(2).fill('the database was closed'));
    expect(await stored(one, two)).toEqual([]);
  });
});
