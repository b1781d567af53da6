import { GraphQLError } from 'graphql';

export type RequestErrorCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_USER_INPUT' | 'RATE_LIMITED' | 'TOO_COMPLEX' | 'SERVICE_UNAVAILABLE';

/** What a client cannot act on inside the operation: it ends the field or the request, with `extensions.code`. */
export class RequestError extends GraphQLError {
  constructor(code: RequestErrorCode, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...extensions } });
  }
}

export const unauthenticated = () => new RequestError('UNAUTHENTICATED', 'Log in first: send an access token or the cookie.');
export const forbidden = () => new RequestError('FORBIDDEN', 'Your role does not allow this.');
