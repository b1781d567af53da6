import { existsSync } from 'node:fs';
import { entities } from '../app.js';
import { type Config, ConfigError, readConfig } from '../config.js';
import { openDatabase } from '../platform/database/database.js';
import { knownSecretsOf, secretFileOf } from '../secret.js';
import { checkConfiguration } from './configuration.check.js';
import { checkDatabase } from './database.check.js';
import { checkDatabaseFile, checkDisk, checkSecretFile } from './files.check.js';
import { type Finding, fail, ok } from './finding.js';
import { checkBuild, checkNode } from './program.check.js';
import { checkRedis } from './redis.check.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** Looks at everything that a server needs. It changes nothing, and may run beside one. `root` is where the program lies. */
export async function examine(root: string, variables?: Variables): Promise<Finding[]> {
  const program = [checkNode(root), checkBuild(root)];
  const config = configIn(variables);
  if ('check' in config) return [...program, config];
  return [...program, ...checkConfiguration(config), ...checkFiles(config), ...(await reach(config)), ...(await checkPeers(config))];
}

function configIn(variables: Variables | undefined): Config | Finding {
  try {
    return readConfig(variables);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail('configuration', error.message.replaceAll('\n', ' '), 'Correct the environment; .env.example explains each variable.');
  }
}

function checkFiles({ databaseUrl, secrets }: Config): Finding[] {
  const file = fileOf(databaseUrl);
  return [
    secrets ? ok('secret', 'From AMPHI_SECRET.') : checkSecretFile(secretFileOf(databaseUrl)),
    ...(file ? [checkDatabaseFile(file), checkDisk(file)] : []),
  ];
}

/** A database that is not there is not made. */
async function reach(config: Config): Promise<Finding[]> {
  const { databaseUrl } = config;
  const file = fileOf(databaseUrl);
  if (file && !existsSync(file)) return [];
  const database = await openDatabase(databaseUrl, entities).catch((error: unknown) => unreachable(error));
  if ('check' in database) return [database];
  try {
    return await checkDatabase(database, knownSecretsOf(config));
  } catch (error) {
    return [unreachable(error)];
  } finally {
    await database.close();
  }
}

async function checkPeers({ redis }: Config): Promise<Finding[]> {
  return redis ? checkRedis(redis.url) : [ok('Redis', 'None is named: each server looks and counts by itself.')];
}

function unreachable(error: unknown): Finding {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const why = cause instanceof Error ? cause.message || String((cause as { code?: unknown }).code) : String(cause);
  return fail('database', `It cannot be used: ${why}.`, 'Start it, or correct DATABASE_URL: host, name, user and password.');
}

function fileOf(databaseUrl: string): string | undefined {
  return databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
}
