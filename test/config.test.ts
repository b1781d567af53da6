import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ConfigError, readConfig } from '../src/config.js';
import { secretOf } from '../src/secret.js';

const SECRET = 'x'.repeat(32);

describe('the configuration', () => {
  test('needs nothing in development', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      port: 4000,
      host: 'localhost',
      databaseUrl: 'sqlite:./data/amphi.db',
      secret: undefined,
      admin: undefined,
      demo: true,
    });
  });

  test('needs a secret in production, shows itself to the network and demonstrates nothing', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(ConfigError);
    expect(readConfig({ NODE_ENV: 'production', AMPHI_SECRET: SECRET })).toMatchObject({ production: true, host: '0.0.0.0', demo: false });
  });

  test('names a Redis only where servers are to meet at one', () => {
    expect(readConfig({ REDIS_URL: '' }).redis).toBeUndefined();
    expect(readConfig({ REDIS_URL: 'redis://cache:6379/2' }).redis).toEqual({ url: 'redis://cache:6379/2', prefix: 'amphi' });
  });

  test('traces only where there is a collector, all of it or a share', () => {
    const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(readConfig({}).tracing).toBeUndefined();
    expect(readConfig(collector).tracing).toMatchObject({ share: 1 });
    expect(readConfig({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://collector:4318/v1/traces' }).tracing).toMatchObject({ share: 1 });
    const some = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' };
    expect(readConfig({ ...collector, ...some }).tracing).toMatchObject({ share: 0.1, followsParent: true });
    expect(readConfig({ ...collector, OTEL_TRACES_SAMPLER: 'always_off' }).tracing).toMatchObject({ share: 0, followsParent: false });
    expect(readConfig({ ...collector, OTEL_SDK_DISABLED: 'true' }).tracing).toBeUndefined();
  });

  test('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', ADMIN_EMAIL: '' }).port).toBe(4000);
  });

  test.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL'],
    [{ AMPHI_SECRET: 'short' }, 'AMPHI_SECRET'],
    [{ ADMIN_EMAIL: 'admin@example.org' }, 'ADMIN_PASSWORD'],
    [{ ADMIN_EMAIL: 'nobody', ADMIN_PASSWORD: 'long enough' }, 'ADMIN_EMAIL'],
    [{ DEMO: 'yes' }, 'DEMO'],
    [{ AUDIT_DAYS: '0' }, 'AUDIT_DAYS'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ NODE_ENV: 'staging' }, 'NODE_ENV'],
    [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN'],
    [{ SENTRY_DSN: 'sentry' }, 'SENTRY_DSN'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL'],
    [{ OTEL_TRACES_SAMPLER: 'sometimes' }, 'OTEL_TRACES_SAMPLER'],
    [{ OTEL_TRACES_SAMPLER_ARG: '2' }, 'OTEL_TRACES_SAMPLER_ARG'],
  ])('that is wrong stops the start with a sentence that names it: %j', (variables, name) => {
    expect(() => readConfig(variables)).toThrow(new RegExp(`${name}.*\\.`));
  });

  test('that is wrong in several places names each, and repeats no value', () => {
    const wrong = () => readConfig({ PORT: 'http', AMPHI_SECRET: 'hunter2' });
    expect(wrong).toThrow(/PORT[\s\S]*AMPHI_SECRET/);
    expect(wrong).not.toThrow(/hunter2/);
  });
});

describe('the secret of development', () => {
  test('is made once, kept beside the database and readable by its owner only', () => {
    const folder = mkdtempSync(join(tmpdir(), 'amphi-secret-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const config = { secret: undefined, databaseUrl: `sqlite:${folder}/data/amphi.db` };
    const secret = secretOf(config);
    expect(secret).toMatch(/^[\w-]{43}$/);
    expect(secretOf(config)).toBe(secret);
    expect(readFileSync(join(folder, 'data/amphi.secret'), 'utf8')).toBe(secret);
    expect(statSync(join(folder, 'data/amphi.secret')).mode & 0o777).toBe(0o600);
  });

  test('gives way to one that is configured', () => {
    expect(secretOf({ secret: SECRET, databaseUrl: 'sqlite:/nowhere/amphi.db' })).toBe(SECRET);
  });
});
