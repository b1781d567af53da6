import { describe, expect, test } from 'vitest';
import { User } from '../../../src/modules/accounts/user.entity.js';
import { translateDatabaseError } from '../../../src/platform/database/constraints.js';
import type { Unit } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
import { startApp } from '../../support/app.js';
import { byHand } from '../../support/by-hand.js';
import { runByHand } from '../../support/raw-sql.js';
import { seed } from '../../support/seed.js';

const app = await startApp();
const world = seed(app);

describe('the database by itself refuses, whoever writes by hand,', () => {
  test('a second user of one username or e-mail', async () => {
    const [ann, bob] = [await world.user(), await world.user()];
    await expect(runByHand(app, sql`update users set email = ${ann.email} where id = ${bob.id}`)).rejects.toThrow(/unique/i);
    await expect(runByHand(app, sql`update users set username = ${ann.username} where id = ${bob.id}`)).rejects.toThrow(/unique/i);
  });

  test('a role that there is not', async () => {
    const { id } = await world.user();
    await expect(runByHand(app, sql`update users set role = 'KING' where id = ${id}`)).rejects.toThrow(/check/i);
  });

  test('a department of a site or a manager that there is not', async () => {
    const { id } = await world.department();
    const nothing = crypto.randomUUID();
    await expect(runByHand(app, sql`update departments set site_id = ${nothing} where id = ${id}`)).rejects.toThrow(/foreign key/i);
    await expect(runByHand(app, sql`update departments set manager_id = ${nothing} where id = ${id}`)).rejects.toThrow(/foreign key/i);
  });

  test('the end of a site or a manager that a department stands on', async () => {
    const { siteId, managerId } = await world.department();
    await expect(runByHand(app, sql`delete from sites where id = ${siteId}`)).rejects.toThrow(/foreign key/i);
    await expect(runByHand(app, sql`delete from users where id = ${managerId}`)).rejects.toThrow(/foreign key/i);
  });

  test('a user without a name', async () => {
    const { id } = await world.user();
    await expect(runByHand(app, sql`update users set username = ${null} where id = ${id}`)).rejects.toThrow(/not.null/i);
  });
});

test('two that hold the same rows in opposite order: one of them is told SERVICE_UNAVAILABLE', async () => {
  const [ann, bob] = [await world.user(), await world.user()];
  const bothHold = Promise.withResolvers<void>();
  let holding = 0;
  const holdBoth = (first: string, second: string) =>
    app.database.write(byHand, async (unit: Unit) => {
      await unit.hold(User, [first]);
      // SQLite has one writer at a time: the other one has not begun.
      if (++holding === 2 || app.database.dialect.name === 'sqlite') bothHold.resolve();
      await bothHold.promise;
      await unit.hold(User, [second]);
    });
  const ends = await Promise.allSettled([holdBoth(ann.id, bob.id), holdBoth(bob.id, ann.id)]);
  const failures = ends.flatMap(end => (end.status === 'rejected' ? [end.reason.extensions?.code] : []));
  expect(failures).toEqual(app.database.dialect.name === 'sqlite' ? [] : ['SERVICE_UNAVAILABLE']);
});

describe('a database that cannot do something just now is told as SERVICE_UNAVAILABLE, in words that give nothing away:', () => {
  test.each([
    ['a full disk of PostgreSQL', '53100', 'could not extend file "base/16384/16432": No space left on device'],
    ['too many connections', '53300', 'sorry, too many clients already'],
    ['a standby', '25006', 'cannot execute INSERT in a read-only transaction'],
    ['a PostgreSQL that is shut down', '57P01', 'terminating connection due to administrator command'],
    ['a file that cannot be read', '58030', 'could not read block 0 in file "base/16384/16432": Input/output error'],
    [
      'a connection that broke in a transaction, asked once more',
      undefined,
      'Client has encountered a connection error and is not queryable',
    ],
    ['a full disk of SQLite', 'SQLITE_FULL', 'database or disk is full'],
    ['a file that cannot be written', 'SQLITE_IOERR_WRITE', 'disk I/O error'],
    ['a file that may not be written', 'SQLITE_READONLY', 'attempt to write a readonly database'],
    ['a lock of another process', 'SQLITE_BUSY', 'database is locked'],
  ])('%s', (_what, code, message) => {
    const told = translateDatabaseError(Object.assign(new Error(message), { code }));
    expect(told).toMatchObject({
      message: 'The database cannot do this just now. Try again soon.',
      extensions: { code: 'SERVICE_UNAVAILABLE' },
    });
  });
});
