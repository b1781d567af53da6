import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.js';
import type { Secrets } from './platform/access/secrets.js';

/** The secrets that sign tokens: as configured, or one of development's own, kept beside the database so that log-ins outlive a restart. */
export function secretsOf({ secrets, databaseUrl }: Pick<Config, 'secrets' | 'databaseUrl'>): Secrets {
  if (secrets) return secrets;
  const file = secretFileOf(databaseUrl);
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  }
  return [readFileSync(file, 'utf8').trim()];
}

/** Where development keeps its own secret. */
export function secretFileOf(databaseUrl: string): string {
  const folder = databaseUrl.startsWith('sqlite:') ? dirname(databaseUrl.slice('sqlite:'.length)) : 'data';
  return join(folder, 'amphi.secret');
}
