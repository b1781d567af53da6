import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { Site } from '../../../src/modules/sites/site.entity.js';
import { sql } from '../../../src/platform/database/sql.js';
import { startApp } from '../../support/app.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { seed } from '../../support/seed.js';

const { url } = await createDatabase();
if (databaseKind === 'postgresql') {
  // Where a clock on the wall of long ago was not a whole number of minutes from UTC.
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`alter database ${new URL(url).pathname.slice(1)} set timezone = 'Europe/Paris'`);
  await client.end();
}
const app = await startApp({ databaseUrl: url });

describe('instants', () => {
  test.each([
    '0001-01-01T00:00:00.001Z',
    '0099-12-31T23:00:00.000Z',
    '1850-06-01T10:00:00.000Z',
    '2030-03-31T00:30:00.000Z',
    '9999-12-30T22:00:00.000Z',
  ])('are read as they were written: %s', async instant => {
    const createdAt = Date.parse(instant);
    const { id } = await seed(app).site({ createdAt });
    expect(await app.database.rows(sql`select created_at from sites where id = ${id}`)).toEqual([{ created_at: createdAt }]);
    expect((await app.database.fork().findOneOrFail(Site, { id })).createdAt).toBe(createdAt);
  });
});
