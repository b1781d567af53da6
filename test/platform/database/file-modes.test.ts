import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { openDatabase } from '../../../src/platform/database/database.js';
import { migrateUp } from '../../../src/platform/database/migrations.js';

test.runIf(process.platform !== 'win32')('a new database can be read by its owner alone, with all that SQLite puts beside it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'amphi-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'new.db');
  const database = await openDatabase(`sqlite:${file}`, entities);
  onTestFinished(() => database.close());
  await migrateUp(database);
  for (const it of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(it).mode & 0o777, it).toBe(0o600);
});
