/** What of an error may leave the process: its kind, its code, where it was thrown, and its message without what it quotes. */
export interface ScrubbedError {
  readonly type: string;
  readonly code?: string;
  /** Of the database, that was violated. */
  readonly constraint?: string;
  readonly message: string;
  readonly stack: string;
  readonly cause?: ScrubbedError;
}

const LONGEST_MESSAGE = 500;
const MOST_CAUSES = 3;

/**
 * A message may quote what a client sent, which may be a password; a driver's errors carry whole statements and rows in fields of their own.
 * So nothing is taken over but what is known to be harmless.
 */
export function scrubbed(error: unknown, depth = 0): ScrubbedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'Something was thrown that is no error.', stack: '' };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.constructor.name,
    ...(isName(code) && { code }),
    ...(isName(constraint) && { constraint }),
    message: withoutQuotes(error.message),
    stack: framesOf(error),
    ...(error.cause !== undefined && depth < MOST_CAUSES && { cause: scrubbed(error.cause, depth + 1) }),
  };
}

/**
 * The rows and statements around it go whole: not all that they hold is quoted. What is quoted goes from the first quotation mark to the last:
 * it may hold one itself.
 */
function withoutQuotes(message: string): string {
  return message
    .slice(0, 10 * LONGEST_MESSAGE)
    .replace(/\n\s*- (detail|hint|where):[\s\S]*$/, '')
    .replace(/^(insert|update|delete|select|with|create|alter|drop)\b[\s\S]* - /i, '')
    .replace(/(["'`])[\s\S]*\1/g, '…')
    .replace(/["'`][\s\S]*$/, '…')
    .replace(/\n[\s\S]*$/, '')
    .slice(0, LONGEST_MESSAGE);
}

/** The message comes first in a stack, and again in those of its causes. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter(line => /^\s+at .*[:)]\d*\)?/.test(line))
    .join('\n');
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\w{1,100}$/.test(value);
}
