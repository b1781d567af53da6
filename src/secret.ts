import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.js';
import type { Secrets } from './platform/access/secrets.js';

/** The secrets that sign tokens: as configured, or one of development's own, kept beside the database so that log-ins outlive a restart. */
export function secretsOf(config: Pick<Config, 'secrets' | 'databaseUrl'>): Secrets {
  return knownSecretsOf(config) ?? [makeSecret(secretFileOf(config.databaseUrl))];
}

/** The same; undefined where none is configured, and none was made yet. */
export function knownSecretsOf({ secrets, databaseUrl }: Pick<Config, 'secrets' | 'databaseUrl'>): Secrets | undefined {
  if (secrets) return secrets;
  const file = secretFileOf(databaseUrl);
  return existsSync(file) ? [readFileSync(file, 'utf8').trim()] : undefined;
}

function makeSecret(file: string): string {
  const secret = randomBytes(32).toString('base64url');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}

/** Where development keeps its own secret. */
export function secretFileOf(databaseUrl: string): string {
  const folder = databaseUrl.startsWith('sqlite:') ? dirname(databaseUrl.slice('sqlite:'.length)) : 'data';
  return join(folder, 'amphi.secret');
}
