import { type App, createApp } from './app.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { accountsToTry, fillIfEmpty } from './first-run.js';
import { translateDatabaseError } from './platform/database/constraints.js';
import { RequestError } from './platform/errors/request-error.js';
import { scrubbed } from './platform/telemetry/scrubbed-error.js';
import { openTelemetry, type Telemetry } from './platform/telemetry/telemetry.js';
import { secretOf } from './secret.js';

const DRAIN_MS = 9_000;

/** Starts the server as the environment says, and stops it in peace on a signal. */
export async function start(): Promise<void> {
  let telemetry: Telemetry | undefined;
  try {
    const config = readConfig();
    telemetry = await openTelemetry(config);
    process.once('uncaughtException', fatal(telemetry));
    const app = await createApp({ ...config, secret: secretOf(config) }, telemetry);
    await fillIfEmpty(app, config);
    const url = await app.server.listen(config.port, config.host);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(app.close));
    console.log(await greeting(app, config, url));
  } catch (error) {
    console.error(reasonOf(error));
    telemetry?.tellSentry(error);
    await telemetry?.close();
    process.exit(1);
  }
}

/** What nobody caught leaves the process in a state that nobody knows: it is reported, and a new process takes over. */
function fatal(telemetry: Telemetry): (error: unknown) => void {
  return error => {
    telemetry.report(error);
    void telemetry.close().finally(() => process.exit(1));
  };
}

/** Why it does not start: a sentence where it is known, and else what of the error holds no secret. */
function reasonOf(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  const translated = translateDatabaseError(error);
  const cause = translated instanceof RequestError ? translated.cause : undefined;
  return cause instanceof Error ? `The database that DATABASE_URL names cannot be used: ${cause.message}.` : textOf(error);
}

function textOf(error: unknown): string {
  const { type, message, stack } = scrubbed(error);
  return `${type}: ${message}\n${stack}`;
}

/** What is under way may finish, but not for ever. */
async function stop(close: () => Promise<void>): Promise<void> {
  setTimeout(() => process.exit(1), DRAIN_MS).unref();
  await close();
  process.exit(0);
}

async function greeting(app: App, { production, demo }: Config, url: string): Promise<string> {
  const accounts = demo ? await accountsToTry(app) : [];
  const rows = accounts.map(({ role, email, password }) => `  ${role.padEnd(9)} ${email.padEnd(26)} ${password}`);
  return [``, ...(rows.length > 0 ? ['Log in with:', ...rows, ''] : []), `${production ? 'GraphQL API' : 'Apollo Sandbox'}: ${url}`].join(
    '\n',
  );
}
