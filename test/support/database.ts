import { randomBytes } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { command, urlOf } from './database-template.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Whether the tests run on SQLite or on PostgreSQL. */
export const databaseKind = inject('databaseTemplate').kind;

/** A database of one's own: a copy of the migrated template, or of another that nobody uses meanwhile, or an empty one. */
export async function createDatabase({ empty = false, copyOf }: { empty?: boolean; copyOf?: string } = {}): Promise<TestDatabase> {
  const template = inject('databaseTemplate');
  const suffix = randomBytes(6).toString('hex');
  if (template.kind === 'sqlite') {
    const file = join(template.folder, `${suffix}.db`);
    if (!empty) await copyFile(copyOf?.slice('sqlite:'.length) ?? template.file, file);
    return {
      url: `sqlite:${file}`,
      drop: async () => void (await Promise.all(['', '-wal', '-shm'].map(end => rm(`${file}${end}`, { force: true })))),
    };
  }
  const name = `${template.name}_${suffix}`;
  const model = copyOf ? new URL(copyOf).pathname.slice(1) : template.name;
  await command(template.server, `create database ${name} template ${empty ? 'template0' : model}`);
  // No test ends PostgreSQL itself: a commit need not wait for the disk to be seen by all.
  if (!template.durable) await command(template.server, `alter database ${name} set synchronous_commit = off`);
  return {
    url: urlOf(template.server, name),
    drop: async () => void (await command(template.server, `drop database if exists ${name} with (force)`)),
  };
}
