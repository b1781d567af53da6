import { ConfigError } from '../config.js';

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
    } else if (error instanceof CommandError || error instanceof ConfigError) {
      console.error(error.message);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
}

/** As `parseArgs` of Node throws it. */
function isWrongArgument(error: unknown): boolean {
  return error instanceof TypeError && String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS');
}
