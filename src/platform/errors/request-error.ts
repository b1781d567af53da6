import { GraphQLError } from 'graphql';

export type RequestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'RATE_LIMITED'
  | 'TOO_COMPLEX'
  | 'OPERATION_RESOLUTION_FAILURE'
  | 'SERVICE_UNAVAILABLE'
  | 'CANNOT_RESUME'
  | 'DRY_RUN_INVALID'
  | 'IDEMPOTENCY_KEY_INVALID'
  | 'IDEMPOTENCY_KEY_NOT_TAKEN'
  | 'IDEMPOTENCY_KEY_REUSED';

/** The status of an answer over HTTP with such an error, where it is not 200. */
const HTTP_STATUS: Partial<Record<RequestErrorCode, number>> = {
  TOO_COMPLEX: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  SERVICE_UNAVAILABLE: 503,
  DRY_RUN_INVALID: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IDEMPOTENCY_KEY_NOT_TAKEN: 400,
  IDEMPOTENCY_KEY_REUSED: 422,
};

/** What a client cannot act on inside the operation: it ends the field or the request, with `extensions.code`. */
export class RequestError extends GraphQLError {
  constructor(code: RequestErrorCode, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...(HTTP_STATUS[code] && { http: { status: HTTP_STATUS[code] } }), ...extensions } });
  }
}

/** The status over HTTP that an error asks for. */
export function httpStatusOf({ extensions }: GraphQLError): number | undefined {
  return (extensions['http'] as { status?: number } | undefined)?.status;
}

/** Whether the database did not answer: it may be asked again. */
export function isAway(error: unknown): boolean {
  return error instanceof GraphQLError && error.extensions['code'] === 'SERVICE_UNAVAILABLE';
}

export const unauthenticated = () => new RequestError('UNAUTHENTICATED', 'Log in first: send an access token or the cookie.');
export const forbidden = () => new RequestError('FORBIDDEN', 'Your role does not allow this.');
export const noSubscriptions = () =>
  new RequestError('OPERATION_RESOLUTION_FAILURE', 'Subscriptions are answered over a WebSocket, at the same address.');

export const noSuchOperation = () =>
  new RequestError('OPERATION_RESOLUTION_FAILURE', 'The document has no operation of this name, or has several and none is named.');
