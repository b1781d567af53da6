import { type App, createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import type { Transport } from '../../src/platform/mail/transport.js';
import { afterwards } from './afterwards.js';
import { Client } from './client.js';
import { createDatabase } from './database.js';
import { Mailbox } from './mailbox.js';

export const SECRET = 'a secret of the tests that is long enough to sign with';
export const KNOWN_ORIGIN = 'https://app.example';

export interface TestApp extends App {
  /** Of the GraphQL endpoint. */
  readonly url: string;
  readonly databaseUrl: string;
  /** A client that is not logged in; `visitor.as(user)` is one that is. */
  readonly visitor: Client;
  /** All mail that it sent. */
  readonly mailbox: Mailbox;
}

/** A real server on a free port and a database of its own; both are gone when the file's tests are over. */
export async function startApp({ transport, ...changes }: Partial<Config> & { transport?: Transport } = {}): Promise<TestApp> {
  const database = await createDatabase();
  const databaseUrl = changes.databaseUrl ?? database.url;
  const mailbox = new Mailbox();
  const app = await createApp({
    ...(changes.smtp ? {} : { transport: transport ?? mailbox }),
    production: false,
    port: 0,
    host: '127.0.0.1',
    admin: undefined,
    demo: false,
    redis: undefined,
    smtp: undefined,
    publicUrl: undefined,
    allowedOrigins: [KNOWN_ORIGIN],
    trustedProxies: 0,
    metricsToken: undefined,
    tracing: undefined,
    sentry: undefined,
    logLevel: 'silent',
    ...changes,
    databaseUrl,
    secrets: changes.secrets ?? [SECRET],
  });
  const url = await app.server.listen(0, '127.0.0.1');
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= app.close();
    return closed;
  };
  afterwards(async () => {
    await close();
    await database.drop();
  });
  return { ...app, url, databaseUrl, visitor: new Client(url), mailbox, close };
}
