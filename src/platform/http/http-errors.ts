import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { GraphQLError } from 'graphql';
import { limits } from '../admission/limits.js';
import { httpStatusOf, RequestError } from '../errors/request-error.js';
import type { Telemetry } from '../telemetry/telemetry.js';
import { STATUS_CODES } from './node-http.js';
import type { Senders } from './senders.js';

/** What is refused before GraphQL sees it has the same shape as what GraphQL refuses. */
export function answerErrorsAsJson(fastify: FastifyInstance, path: string, telemetry: Telemetry, senders: Senders): void {
  const answer = (reply: FastifyReply, status: number, message: string, error?: unknown, code = codeOf(status)) => {
    telemetry.noteOrigin(error, { requestId: reply.request.id });
    const requestId = telemetry.told(code, error, error);
    const retryAfter = error instanceof RequestError ? tellWhenToRetry(reply, error) : undefined;
    return reply.status(status).send({ errors: [{ message, extensions: { code, retryAfter, requestId } }] });
  };
  fastify.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const status = error instanceof RequestError ? (httpStatusOf(error) ?? 400) : (error.statusCode ?? 500);
    if (status === 400) senders.noteRefusal(request);
    if (error instanceof RequestError) return answer(reply, status, error.message, error, String(error.extensions['code']));
    return answer(reply, status, status < 500 ? messageOf(error) : 'Something went wrong here. It is logged.', error);
  });
  fastify.setNotFoundHandler((_request, reply) => answer(reply, 404, `There is nothing here. GraphQL is at ${path}.`));
}

function codeOf(status: number): string {
  return codesByStatus[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
}

function messageOf(error: Error & { code?: string }): string {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return `The body is larger than ${limits.bodyBytes} bytes.`;
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'Send the request as application/json.';
  if (error instanceof SyntaxError || error.code === 'FST_ERR_CTP_INVALID_JSON_BODY') return 'The body is not valid JSON.';
  return 'The request is malformed.';
}

/** To what is no request of HTTP, or takes too long to become one. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify({ errors: [{ message: 'The request is malformed.', extensions: { code: codeOf(status) } }] });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${body.length}`,
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`);
  else socket.destroy(error);
}

/** Whoever is told to wait is told so in a header as well (RFC 9110, 10.2.3). Answers the seconds. */
export function tellWhenToRetry(reply: FastifyReply, error: GraphQLError): number | undefined {
  const { code, retryAfter } = error.extensions;
  if (code !== 'RATE_LIMITED' || typeof retryAfter !== 'number') return undefined;
  reply.header('retry-after', retryAfter);
  return retryAfter;
}

const codesByStatus: Record<number, string> = {
  408: 'REQUEST_TIMEOUT',
  404: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  431: 'HEADERS_TOO_LARGE',
};
