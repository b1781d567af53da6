import { afterAll } from 'vitest';
import { type App, createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import { Client } from './client.js';
import { createDatabase } from './database.js';

export const SECRET = 'a secret of the tests, long enough to sign with';
export const KNOWN_ORIGIN = 'https://app.example';

export interface TestApp extends App {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  readonly databaseUrl: string;
  /** A client that is not logged in; `visitor.as(user)` is one that is. */
  readonly visitor: Client;
}

/** A real server on a free port and a database of its own; both are gone when the file's tests are over. */
export async function startApp(changes: Partial<Config> = {}): Promise<TestApp> {
  const database = await createDatabase();
  const databaseUrl = changes.databaseUrl ?? database.url;
  const app = await createApp({
    production: false,
    port: 0,
    host: '127.0.0.1',
    admin: undefined,
    demo: false,
    redis: undefined,
    allowedOrigins: [KNOWN_ORIGIN],
    trustedProxies: 0,
    metricsToken: undefined,
    tracing: undefined,
    sentry: undefined,
    logLevel: 'silent',
    ...changes,
    databaseUrl,
    secret: SECRET,
  });
  const url = await app.server.listen(0, '127.0.0.1');
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= app.close();
    return closed;
  };
  afterAll(async () => {
    await close();
    await database.drop();
  });
  return { ...app, url, databaseUrl, visitor: new Client(url), close };
}
