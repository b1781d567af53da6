import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { translateDatabaseError } from '../database/constraints.js';
import { RequestError } from '../errors/request-error.js';

const KEPT_EXTENSIONS = new Set(['code', 'retryAfter', 'requestId']);

/** Takes note of an error that a client is told. What nobody expected is logged; answers the id of its request, by which its line is found. */
export type ReportError = (code: string, error: unknown, thrown: unknown) => string | undefined;

/** What a client is told of an error, over HTTP and WebSocket alike: never a stack, SQL, or what it sent. */
export function formatError(formatted: GraphQLFormattedError, error: unknown, report: ReportError): GraphQLFormattedError {
  const original = translateDatabaseError(thrownOf(error, formatted));
  const told = expected(formatted, original);
  const code = told ? String(told.extensions?.['code']) : 'INTERNAL_SERVER_ERROR';
  const requestId = report(code, error, original);
  return told ?? tell(formatted, 'Something went wrong here. It is logged.', { code, requestId });
}

function expected(formatted: GraphQLFormattedError, original: unknown): GraphQLFormattedError | undefined {
  if (original instanceof RequestError) return tell(formatted, original.message, original.extensions);
  const code = formatted.extensions?.['code'];
  if (!(original instanceof GraphQLError) || code === 'INTERNAL_SERVER_ERROR') return undefined;
  return tell(formatted, withoutEcho(formatted.message), { code: code ?? 'BAD_USER_INPUT' });
}

/** Apollo wraps what a resolver or the making of the context threw, and what a rule of ours reported while the document was validated. */
function thrownOf(error: unknown, { extensions }: GraphQLFormattedError): unknown {
  const thrown = unwrapResolverError(error);
  if (!(thrown instanceof GraphQLError) || !thrown.originalError) return thrown;
  const isUnexpected = extensions?.['code'] === 'INTERNAL_SERVER_ERROR';
  return isUnexpected || thrown.originalError instanceof RequestError ? thrown.originalError : thrown;
}

function tell(formatted: GraphQLFormattedError, message: string, extensions: Record<string, unknown>): GraphQLFormattedError {
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions: Object.fromEntries(Object.entries(extensions).filter(([name]) => KEPT_EXTENSIONS.has(name))),
  };
}

/** graphql-js quotes the offending value in its messages, and it may be a password. */
function withoutEcho(message: string): string {
  return message
    .replace(/got invalid value .*?(?= at "|; )/s, 'got an invalid value')
    .replace(/(cannot represent [^:]*): .*$/s, '$1.')
    .replace(/, found .*$/s, '.')
    .replace(/Value "[\s\S]*?" does not exist in/, 'That value does not exist in')
    .replace(/(Value is not (?:a|an|string)[^:]*): .*$/s, '$1.')
    .replace(/ Did you mean [^?]*\?/, '');
}
