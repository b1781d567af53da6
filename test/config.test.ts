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

  test('sends mail where it is told by whom and through what, and links to the client app', () => {
    expect(readConfig({}).smtp).toBeUndefined();
    const url = 'smtps://amphi:p%40ss@mail.example:465';
    const mailing = readConfig({ SMTP_URL: url, MAIL_FROM: 'Amphi <amphi@example.org>', PUBLIC_URL: 'https://app.example/' });
    expect([mailing.smtp, mailing.publicUrl]).toEqual([{ url, from: 'Amphi <amphi@example.org>' }, 'https://app.example']);
  });

  test('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', ADMIN_EMAIL: '' }).port).toBe(4000);
  });

  test.each([
    [{ PORT: 'http' }, 'PORT'],
    [{ PORT: '70000' }, 'PORT'],
    [{ SMTP_URL: 'http://mail.example', MAIL_FROM: 'a@example.org' }, 'SMTP_URL'],
    [{ SMTP_URL: 'smtp://mail.example', MAIL_FROM: 'nobody' }, 'MAIL_FROM'],
    [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM'],
    [{ MAIL_FROM: 'a@example.org' }, 'SMTP_URL'],
    [{ PUBLIC_URL: 'app.example' }, 'PUBLIC_URL'],
    [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL'],
    [{ AMPHI_SECRET: 'short' }, 'AMPHI_SECRET'],
    [{ ADMIN_EMAIL: 'admin@example.org' }, 'ADMIN_PASSWORD'],
    [{ ADMIN_EMAIL: 'nobody', ADMIN_PASSWORD: 'long enough' }, 'ADMIN_EMAIL'],
    [{ DEMO: 'yes' }, 'DEMO'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
    [{ NODE_ENV: 'staging' }, 'NODE_ENV'],
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
