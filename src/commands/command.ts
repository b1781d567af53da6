import { ConfigError } from '../config.js';
import { translateDatabaseError } from '../platform/database/constraints.js';
import { RequestError } from '../platform/errors/request-error.js';

/** Thrown with a sentence for whoever runs a command. */
export class CommandError extends Error {}

/** Runs a command: what its user can act on ends it with a sentence and exit code 1, wrong arguments with the usage and 2. */
export async function runCommand(usage: string, command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (isWrongArgument(error)) {
      console.error(usage);
      process.exitCode = 2;
    } else {
      const sentence = sentenceOf(error);
      if (!sentence) throw error;
      console.error(sentence);
      process.exitCode = 1;
    }
  }
}

function sentenceOf(error: unknown): string | undefined {
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : undefined;
  if (error instanceof CommandError) return reason ? `${error.message} (${reason})` : error.message;
  if (error instanceof ConfigError) return error.message;
  const known = translateDatabaseError(error);
  if (!(known instanceof RequestError)) return isOfDatabase(error) ? `The database refuses: ${error.message}.` : undefined;
  return known.cause instanceof Error ? `The database does not answer: ${known.cause.message}.` : known.message;
}

/** As `parseArgs` of Node throws it. */
function isWrongArgument(error: unknown): boolean {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}

/** It has a SQLSTATE or a code of SQLite: a wrong password, a database that does not exist. */
function isOfDatabase(error: unknown): error is Error {
  return error instanceof Error && /^([0-9A-Z]{5}|SQLITE_\w+)$/.test(String((error as { code?: unknown }).code));
}
