import { createApp } from './app.js';
import { ConfigError, readConfig } from './config.js';
import { secretOf } from './secret.js';

const DRAIN_MS = 9_000;

try {
  const config = readConfig();
  const app = await createApp({ ...config, secret: secretOf(config) });
  const url = await app.server.listen(config.port, config.host);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app.close));
  console.log(`\nApollo Sandbox: ${url}\n`);
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** What is under way may finish, but not for ever. */
async function stop(close: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  await close();
  process.exit(0);
}
