import Sqlite from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { acceptChain } from '../../../src/platform/audit/acceptance.js';
import { AuditEntry, AuditKind } from '../../../src/platform/audit/audit.entities.js';
import { digestOf, hashOf, NOTHING, type Place, placeIn, placeText, Signer } from '../../../src/platform/audit/chain.js';
import { redact } from '../../../src/platform/audit/redaction.js';
import { Sealer } from '../../../src/platform/audit/sealer.js';
import { verifyChain } from '../../../src/platform/audit/verification.js';
import { assign } from '../../../src/platform/database/changes.js';
import { lockOne } from '../../../src/platform/database/database.js';
import { type Sql, sql, text } from '../../../src/platform/database/sql.js';
import { DAY_MS } from '../../../src/platform/time/interval.js';
import { SECRET, startApp, type TestApp } from '../../support/app.js';
import { type Entry, entriesAbout, verify } from '../../support/audit.js';
import { databaseKind } from '../../support/database.js';
import { runByHand } from '../../support/raw-sql.js';
import { unique } from '../../support/seed.js';

const byNobody = { actor: null, deed: 'test:fill' };

function site(): Site {
  return assign(new Site(), { name: unique('Site'), address: 'Here', timeZone: 'UTC', opensAt: '08:00', closesAt: '20:00' });
}

async function fill(app: TestApp, count: number): Promise<string[]> {
  const sites = Array.from({ length: count }, site);
  for (const it of sites) await app.database.write(byNobody, async unit => void unit.em.persist(it));
  await app.sealer.seal();
  return sites.map(it => it.id);
}

/** As one who owns the database does it: the rules of the table are no obstacle. */
async function tamper(app: TestApp, ...statements: readonly Sql[]): Promise<void> {
  const sqlite = app.database.dialect.name === 'sqlite';
  for (const name of ['audit_entries_kept_update', 'audit_entries_kept_delete']) {
    await runByHand(app, text(`drop trigger if exists ${name}${sqlite ? '' : ' on audit_entries'}`));
  }
  for (const statement of statements) await runByHand(app, statement);
}

async function appWith(count: number): Promise<TestApp> {
  const app = await startApp();
  await fill(app, count);
  return app;
}

async function all({ database }: TestApp): Promise<Entry[]> {
  const table = database.table(AuditEntry);
  return database.rowsOf(table, sql`${table.selection('a')} order by a.sequence`);
}

const faultOf = async (app: TestApp, ...noted: Place[]) => (await verifyChain(app.database, new Signer([SECRET]), noted)).fault;

test('an audit that nobody touched verifies, however many wrote at once', async () => {
  const app = await startApp();
  await Promise.all(Array.from({ length: 40 }, () => app.database.write(byNobody, async unit => void unit.em.persist(site()))));
  const { verified, fault, unsealed, head } = await verify(app);
  expect({ verified, fault, unsealed }).toEqual({ verified: 40, fault: undefined, unsealed: 0 });
  expect(head.sequence).toBe(40);
  expect(placeIn(placeText(head))).toEqual(head);
});

test('an audit with more entries than are read at once verifies to its end', async () => {
  const app = await startApp();
  await app.database.write(byNobody, async unit => void unit.em.persist(Array.from({ length: 2_345 }, site)));
  expect(await verify(app)).toMatchObject({ verified: 2_345, fault: undefined });
}, 30_000);

describe('while an audit is gone through', () => {
  const AT_ONCE = 1_000;

  /** An app whose audit is read in three goes, and what is done right before each of them. */
  async function appReadInGoes(before: (go: number, app: TestApp) => Promise<unknown> | unknown): Promise<TestApp> {
    const app = await startApp();
    await app.database.write(byNobody, async unit => void unit.em.persist(Array.from({ length: 2 * AT_ONCE + 10 }, site)));
    await app.sealer.seal();
    await app.sealer.stop();
    const { rowsOf } = app.database;
    let go = 0;
    vi.spyOn(app.database, 'rowsOf').mockImplementation(async (table, statement) => {
      const read = () => rowsOf.call(app.database, table, statement) as never;
      if (!statement.texts.join('').includes('order by a.sequence')) return read();
      // Where nothing is to be waited for, nothing is: a turn that ends would be one that the test ended.
      const done = before(go++, app);
      return done instanceof Promise ? done.then(read) : read();
    });
    return app;
  }

  test.runIf(databaseKind === 'sqlite')('no snapshot is held from one go to the next, so that the journal does not grow', async () => {
    const held: number[] = [];
    let hand: Sqlite.Database | undefined;
    const app = await appReadInGoes((go, { databaseUrl }) => {
      if (go === 0) return;
      hand ??= new Sqlite(databaseUrl.slice('sqlite:'.length), { timeout: 0 });
      hand.exec(`insert into audit_unsealed (changes) values ('{"at":0,"actorId":null,"deed":"test:none","changes":[]}')`);
      const [{ busy }] = hand.pragma('wal_checkpoint(truncate)') as [{ busy: number }];
      held.push(busy);
    });
    expect(await faultOf(app)).toBeUndefined();
    hand?.close();
    expect(held).toEqual([0, 0, 0]);
  });

  test('what is written and sealed is no fault, and is not looked at yet', async () => {
    const app = await appReadInGoes(async (_go, there) => {
      await there.database.write(byNobody, async unit => void unit.em.persist(site()));
      await there.sealer.seal();
    });
    const count = 2 * AT_ONCE + 10;
    const verdict = await verifyChain(app.database, new Signer([SECRET]));
    expect(verdict).toMatchObject({ verified: count, head: { sequence: count }, fault: undefined, unsealed: 0 });
    vi.restoreAllMocks();
    expect((await verify(app)).verified).toBeGreaterThan(count);
  });

  test.each([
    ['and not sealed yet', async () => undefined],
    ['and sealed at once', (there: TestApp) => there.sealer.seal()],
  ])('values that are erased %s are no fault', async (_when, then) => {
    const app = await appReadInGoes(async (go, there) => {
      const [chosen] = await there.database.rows<{ id: string }>(
        sql`select entity_id as id from audit_entries where sequence = ${(go + 1) * AT_ONCE}`,
      );
      if (!chosen) return;
      await there.database.write({ actor: null, deed: 'test:erase' }, unit => redact(unit, Site, [chosen.id]));
      await then(there);
    });
    expect(await faultOf(app)).toBeUndefined();
  });

  test('what is changed behind where it has come is found by the next', async () => {
    const app = await appReadInGoes((go, there) =>
      go === 1 ? tamper(there, sql`update audit_entries set deed = 'other:deed' where sequence in (3, ${2 * AT_ONCE})`) : undefined,
    );
    expect(await faultOf(app)).toBe(`Entry ${2 * AT_ONCE} is not as it was written.`);
    vi.restoreAllMocks();
    expect(await faultOf(app)).toBe('Entry 3 is not as it was written.');
  });
});

test('what is changed, taken away, added or moved is found, and named', async () => {
  const app = await appWith(6);
  const { head } = await verify(app);
  const rows = await all(app);
  const restore = async () => {
    await tamper(app, sql`delete from audit_entries`);
    for (const it of rows) await insert(app, it);
  };
  const cases: [string, readonly Sql[], string][] = [
    ['its actor', [sql`update audit_entries set actor_id = 'somebody' where sequence = 3`], 'Entry 3 is not as it was written.'],
    ['its deed', [sql`update audit_entries set deed = 'other:deed' where sequence = 4`], 'Entry 4 is not as it was written.'],
    ['its time', [sql`update audit_entries set created_at = ${new Date(0)} where sequence = 1`], 'Entry 1 is not as it was written.'],
    ['a value', [sql`update audit_entries set new_values = '{}' where sequence = 2`], 'Entry 2 is not as it was written.'],
    [
      'its digest, too',
      [
        sql`update audit_entries set new_values = '{}', digest = ${digestOf({ ...(rows[1] as Entry), newValues: '{}' })} where sequence = 2`,
      ],
      'Entry 2 is not as it was written.',
    ],
    [
      'values erased by nobody',
      [sql`update audit_entries set old_values = null, new_values = null, salt = null where sequence = 5`],
      'The values of entry 5 are erased, but nothing says by whom.',
    ],
    [
      'values put where others were erased',
      [sql`update audit_entries set old_values = null, new_values = '{"forged":true}', salt = null where sequence = 5`],
      'Entry 5 is not as it was written.',
    ],
    ['one taken away', [sql`delete from audit_entries where sequence = 3`], 'Entry 3 is missing.'],
    ['the first taken away', [sql`delete from audit_entries where sequence = 1`], 'Entry 1 is missing.'],
    ['the last taken away', [sql`delete from audit_entries where sequence = 6`], 'Entry 6 is missing, and all after it.'],
    ['all taken away', [sql`delete from audit_entries`], 'Entry 1 is missing, and all after it.'],
    [
      'taken away, the others closed up',
      [
        sql`delete from audit_entries where sequence = 3`,
        ...[4, 5, 6].map(n => sql`update audit_entries set sequence = ${n - 1} where sequence = ${n}`),
      ],
      'Entry 3 is not as it was written.',
    ],
    [
      'two in each other’s place',
      [
        sql`update audit_entries set sequence = 100 where sequence = 2`,
        sql`update audit_entries set sequence = 2 where sequence = 3`,
        sql`update audit_entries set sequence = 3 where sequence = 100`,
      ],
      'Entry 2 is not as it was written.',
    ],
    [
      'one added at the end',
      [
        sql`insert into audit_entries select 7, id, created_at, actor_id, deed, request_id, entity, entity_id, kind, fields, old_values, new_values, salt, digest, hash from audit_entries where sequence = 6`,
      ],
      'Entry 7 was added past the signed end.',
    ],
  ];
  for (const [what, statements, fault] of cases) {
    await tamper(app, ...statements);
    expect(await faultOf(app), what).toBe(fault);
    await restore();
    expect(await faultOf(app), `${what}, put back`).toBeUndefined();
  }
  expect(await faultOf(app, head)).toBeUndefined();
});

async function insert(app: TestApp, it: Entry): Promise<void> {
  await runByHand(
    app,
    sql`insert into audit_entries (sequence, id, created_at, actor_id, deed, request_id, entity, entity_id, kind, fields, old_values, new_values, salt, digest, hash)
      values (${it.sequence}, ${it.id}, ${new Date(it.createdAt)}, ${it.actorId}, ${it.deed}, ${it.requestId}, ${it.entity}, ${it.entityId}, ${it.kind},
        ${it.fields}, ${it.oldValues}, ${it.newValues}, ${it.salt}, ${it.digest}, ${it.hash})`,
  );
}

describe('one who can write everything in the database but does not know the secret', () => {
  /** Changes an entry and computes all that follows from it anew. */
  async function rewrite(app: TestApp, from: number): Promise<Place> {
    const entries = await all(app);
    let before = entries[from - 2]?.hash ?? '';
    const statements: Sql[] = [];
    for (const entry of entries.slice(from - 1)) {
      const changed = entry.sequence === from ? { ...entry, deed: 'innocent:deed' } : entry;
      before = hashOf(before, changed);
      statements.push(sql`update audit_entries set deed = ${changed.deed}, hash = ${before} where sequence = ${entry.sequence}`);
    }
    await tamper(app, ...statements);
    return { sequence: entries.length, hash: before };
  }

  test('cannot write the chain anew', async () => {
    const app = await appWith(5);
    const end = await rewrite(app, 2);
    expect(await faultOf(app)).toBe('Entry 5 is not the one that was signed: it or one before it was written anew.');
    await tamper(app, sql`update audit_ends set hash = ${end.hash} where name = 'head'`);
    expect(await faultOf(app)).toMatch(/^The head of the chain, at entry 5, is not signed with this secret/);
    const forged = new Signer(['another secret, long enough to sign with it']).sign('head', end);
    await tamper(app, sql`update audit_ends set signature = ${forged} where name = 'head'`);
    expect(await faultOf(app)).toMatch(/^The head of the chain, at entry 5, is not signed with this secret/);
  });

  test('cannot have the server sign what they wrote anew or cut off', async () => {
    for (const change of [
      (app: TestApp) => rewrite(app, 4),
      (app: TestApp) => tamper(app, sql`delete from audit_entries where sequence = 5`),
    ]) {
      const app = await appWith(5);
      await change(app);
      await app.database.write(byNobody, async unit => void unit.em.persist(site()));
      await expect(app.sealer.seal()).rejects.toThrow('The audit does not end where its signed head says.');
      const { unsealed, fault } = await verifyChain(app.database, new Signer([SECRET]));
      expect(unsealed).toBe(1);
      expect(fault).toBeDefined();
    }
  });

  test('cannot take the root for the head, nor move the root', async () => {
    const app = await appWith(5);
    await tamper(
      app,
      sql`update audit_ends set signature = (select signature from audit_ends where name = 'root'), sequence = 0, hash = '' where name = 'head'`,
    );
    expect(await faultOf(app)).toMatch(/^The head of the chain, at entry 0, is not signed/);
    const other = await appWith(5);
    const third = (await all(other))[2] as Entry;
    await tamper(
      other,
      sql`update audit_ends set sequence = 3, hash = ${third.hash} where name = 'root'`,
      sql`delete from audit_entries where sequence <= 3`,
    );
    expect(await faultOf(other)).toMatch(/^The root of the chain, at entry 3, is not signed/);
  });

  test('can put an older state in the place of the newer, which a head that was noted tells', async () => {
    const app = await appWith(3);
    const older = await app.database.rows<{ hash: string; signature: string }>(
      sql`select hash, signature from audit_ends where name = 'head'`,
    );
    await fill(app, 2);
    const { head: noted } = await verify(app);
    const { hash = '', signature = '' } = older[0] ?? {};
    await tamper(
      app,
      sql`delete from audit_entries where sequence > 3`,
      sql`update audit_ends set sequence = 3, hash = ${hash}, signature = ${signature} where name = 'head'`,
    );
    expect(await faultOf(app)).toBeUndefined();
    expect(await faultOf(app, noted)).toBe('Entry 4 and those after it are gone: entry 5 was noted.');
    await fill(app, 2);
    expect(await faultOf(app, noted)).toBe('Entry 5 has another hash than was noted: it or one before it was written anew.');
  });

  test('cannot take the ends away', async () => {
    const app = await appWith(1);
    await tamper(app, sql`delete from audit_ends where name = 'head'`);
    expect(await faultOf(app)).toMatch(/^The ends of the chain are missing/);
  });
});

test('the database itself refuses to change or delete an entry', async () => {
  const app = await appWith(2);
  for (const statement of [
    sql`update audit_entries set deed = 'x' where sequence = 1`,
    sql`update audit_entries set new_values = '{}' where sequence = 1`,
    sql`delete from audit_entries where sequence = 1`,
  ]) {
    await expect(runByHand(app, statement)).rejects.toThrow('audit_entries_kept');
  }
  expect(await faultOf(app)).toBeUndefined();
});

describe('another secret', () => {
  const NEWER = 'a newer secret of the tests, long enough to sign';

  test('takes over from the one before it, and verifies what that signed, without it', async () => {
    const app = await appWith(3);
    expect((await verifyChain(app.database, new Signer([NEWER, SECRET]))).fault).toMatch(/signed with a former secret: start a server/);
    const sealer = new Sealer({ database: app.database, signer: new Signer([NEWER, SECRET]), keptMs: undefined, report: () => undefined });
    await sealer.start();
    await sealer.stop();
    expect(await verifyChain(app.database, new Signer([NEWER]))).toMatchObject({ verified: 3, fault: undefined });
    expect((await verifyChain(app.database, new Signer([SECRET]))).fault).toMatch(/is not signed with this secret/);
  });

  test('that came out of nowhere adds nothing until somebody accepts it', async () => {
    const app = await appWith(3);
    const report = vi.fn();
    const sealer = new Sealer({ database: app.database, signer: new Signer([NEWER]), keptMs: undefined, report });
    await sealer.start();
    await sealer.stop();
    expect(report).toHaveBeenCalledWith(expect.objectContaining({ message: expect.stringContaining('not signed with this secret') }));
    expect(await app.database.write({ actor: null, deed: 'audit:accept' }, unit => acceptChain(unit, new Signer([NEWER])))).toMatchObject({
      sequence: 3,
    });
    const after = new Sealer({ database: app.database, signer: new Signer([NEWER]), keptMs: undefined, report });
    await after.seal();
    expect(await verifyChain(app.database, new Signer([NEWER]))).toMatchObject({ verified: 1, root: { sequence: 3 }, fault: undefined });
    expect((await all(app)).at(-1)).toMatchObject({ kind: AuditKind.ACCEPTED, entityId: '3', deed: 'audit:accept' });
  });
});

describe('erasing', () => {
  test('takes the values of a thing out of the audit, wherever they are, and leaves the chain whole', async () => {
    const app = await startApp();
    const [id = '', other = ''] = await fill(app, 2);
    const rename = (name: string) =>
      app.database.write({ actor: null, deed: 'test:rename' }, async unit => {
        (await lockOne(unit, Site, id)).name = name;
      });
    await rename('Sealed secret');
    await app.sealer.seal();
    const unsealed = vi.spyOn(app.sealer, 'seal').mockResolvedValue();
    await rename('Unsealed secret');
    await app.database.write({ actor: null, deed: 'test:erase' }, async unit => {
      const found = await lockOne(unit, Site, id);
      found.name = 'Nameless';
      await unit.em.flush();
      await redact(unit, Site, [id]);
      found.address = 'Nowhere';
    });
    const left = await app.database.rows(sql`select changes from audit_unsealed`);
    expect(left).toHaveLength(2);
    expect(JSON.stringify(left)).not.toMatch(/secret|Nameless|Nowhere/);
    unsealed.mockRestore();
    const entries = await entriesAbout(app, id);
    expect(JSON.stringify(entries)).not.toMatch(/secret|Nameless|Nowhere|Here/);
    expect(entries.map(it => `${it.deed} ${it.kind} ${it.fields}`)).toEqual([
      'test:fill CREATED ["name","address","timeZone","opensAt","closesAt"]',
      'test:rename UPDATED ["name"]',
      'test:rename UPDATED ["name"]',
      'test:erase UPDATED ["name"]',
      'test:erase REDACTED []',
      'test:erase UPDATED ["address"]',
    ]);
    expect((await entriesAbout(app, other))[0]?.newValues).toContain('Here');
    expect(await verify(app)).toMatchObject({ verified: 7, fault: undefined });
  });

  test('is explained also before its own entry is sealed', async () => {
    const app = await startApp();
    const [id = ''] = await fill(app, 1);
    const before = (await all(app)).length;
    const frozen = vi.spyOn(app.sealer, 'seal').mockResolvedValue();
    await app.database.write({ actor: null, deed: 'test:erase' }, unit => redact(unit, Site, [id]));
    expect(await faultOf(app)).toBeUndefined();
    frozen.mockRestore();
    await app.sealer.seal();
    expect(await all(app)).toHaveLength(before + 1);
    expect(await faultOf(app)).toBeUndefined();
  });
});

describe('pruning', () => {
  test('deletes from the oldest on, and what remains verifies from a signed root', async () => {
    const app = await appWith(3);
    const cut = Date.now() + 1;
    await new Promise(resolve => setTimeout(resolve, 5));
    await fill(app, 2);
    const { head } = await verify(app);
    await app.sealer.prune(0, cut);
    expect(await verify(app, head)).toMatchObject({ verified: 3, root: { sequence: 3 }, fault: undefined });
    expect((await all(app)).map(it => `${it.sequence} ${it.kind} ${it.entityId === '3'}`)).toEqual([
      '4 CREATED false',
      '5 CREATED false',
      '6 PRUNED true',
    ]);
    expect(await faultOf(app, { sequence: 2, hash: 'x'.repeat(43) })).toBe(
      'Entry 2, which was noted, was pruned: the chain is kept from 4 on.',
    );
  });

  test('while the chain is gone through is no fault', async () => {
    const app = await appWith(3);
    const cut = Date.now() + 1;
    const { rowsOf } = app.database;
    let pages = 0;
    const reading = vi.spyOn(app.database, 'rowsOf').mockImplementation(async (table, statement) => {
      if (statement.texts.join('').includes('audit_entries') && pages++ === 0) await app.sealer.prune(0, cut);
      return rowsOf.call(app.database, table, statement) as never;
    });
    expect(await verifyChain(app.database, new Signer([SECRET]))).toMatchObject({ root: { sequence: 3 }, fault: undefined });
    expect(pages).toBeGreaterThan(1);
    reading.mockRestore();
  });

  test('may take everything, and the chain goes on', async () => {
    const app = await appWith(3);
    await app.sealer.prune(0, Date.now() + DAY_MS);
    expect(await verify(app)).toMatchObject({ verified: 1, root: { sequence: 3 }, fault: undefined });
  });

  test('happens to no audit that is to be kept for ever', async () => {
    const app = await appWith(1);
    await app.sealer.prune(Number.MAX_SAFE_INTEGER);
    expect(await verify(app)).toMatchObject({ verified: 1, root: NOTHING, fault: undefined });
  });
});

test('several servers and many writers leave one chain without gaps', async () => {
  const app = await startApp();
  const other = await startApp({ databaseUrl: app.databaseUrl });
  const sites = Array.from({ length: 30 }, site);
  await Promise.all(sites.map((it, i) => (i % 2 ? app : other).database.write(byNobody, async unit => void unit.em.persist(it))));
  const rename = (n: number) =>
    (n % 2 ? app : other).database.write(byNobody, async unit => {
      (await lockOne(unit, Site, sites[0]?.id ?? '')).address = `Address ${n}`;
    });
  await Promise.all([
    ...Array.from({ length: 20 }, (_, n) => rename(n)),
    ...Array.from({ length: 10 }, (_, n) => (n % 2 ? app : other).sealer.seal()),
  ]);
  const { verified, fault } = await verify(app);
  expect({ verified, fault }).toEqual({ verified: 50, fault: undefined });
  // Changes of one thing stand in the order in which they were made: each begins where the one before ended.
  const [, ...renames] = await entriesAbout(app, sites[0]?.id ?? '');
  const steps = renames.map(it => [JSON.parse(it.oldValues ?? '').address, JSON.parse(it.newValues ?? '').address]);
  for (const [n, [from]] of steps.entries()) expect(from).toBe(n === 0 ? 'Here' : steps[n - 1]?.[1]);
});
