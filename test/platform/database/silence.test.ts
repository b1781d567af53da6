import { afterAll, describe, expect, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import { sql } from '../../../src/platform/database/sql.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { cuttable } from '../../support/interruptions.js';
import { SECOND_MS } from '../../support/time.js';

describe.runIf(databaseKind === 'postgresql')('a PostgreSQL from which nothing comes for seconds', async () => {
  const { url, drop } = await createDatabase();
  const line = await cuttable(url);
  const [direct, behindALine] = await Promise.all([url, line.url].map(it => openDatabase(it, entities)));
  afterAll(async () => {
    await direct?.close();
    await line.close();
    await behindALine?.close();
    await drop();
  });

  test.concurrent('is waited for while it works on a statement', async () => {
    await expect(direct?.rows(sql`select 1 as done from pg_sleep(8)`)).resolves.toEqual([{ done: 1 }]);
  });

  test.concurrent('is told to be away when it answers nobody, and asked over new connections when it is back', async () => {
    await behindALine?.rows(sql`select 1`);
    line.swallow();
    const begin = Date.now();
    await expect(behindALine?.rows(sql`select 1`)).rejects.toMatchObject({ extensions: { code: 'SERVICE_UNAVAILABLE' } });
    expect(Date.now() - begin).toBeLessThan(10 * SECOND_MS);
    await line.restore();
    await expect(behindALine?.rows(sql`select 1 as back`)).resolves.toEqual([{ back: 1 }]);
  });
});
