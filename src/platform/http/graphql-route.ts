import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import type { ExecutionResult, GraphQLFormattedError } from 'graphql';
import { httpStatusOf, RequestError } from '../errors/request-error.js';
import type { Admission, GraphQLRequest } from '../graphql/admission.js';
import type { Context } from '../graphql/context.js';
import { formatError, type ReportError } from '../graphql/error-format.js';
import type { Executor } from '../graphql/execution.js';
import { checkLength } from '../graphql/limits.js';
import type { Held } from './apollo.js';

interface GraphQLRouteOptions {
  readonly apollo: ApolloServer<Held>;
  readonly admission: Admission;
  readonly executor: Pick<Executor, 'execute'>;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Context | Promise<Context>;
  readonly report: ReportError;
}

/**
 * GraphQL over HTTP. Apollo negotiates, parses, validates and refuses; an operation that it has let in before goes straight to the
 * executor when it comes again in the plain form that clients send. Both answer alike.
 */
export function graphqlRoute({ apollo, admission, executor, contextOf, report }: GraphQLRouteOptions): RouteHandlerMethod {
  const throughApollo = fastifyApolloHandler(apollo, {
    context: async (request, reply) => ({ held: await contextOf(request, reply), keyHeader: keyHeaderOf(request) }),
  }) as RouteHandlerMethod;
  return async function (request, reply) {
    if (request.body instanceof RequestError) throw request.body;
    checkLength(textOf(request));
    const asked = plainRequest(request);
    const document = asked && admission.known(asked);
    if (!document) return throughApollo.call(this, request, reply);
    const made = contextOf(request, reply);
    const context = made instanceof Promise ? await made : made;
    const { operationName, variables } = asked;
    const result = await executor.execute({ document, operationName, variables: variables ?? {}, context });
    // Variables that do not fit: nothing was executed, and Apollo has the words for it.
    if (result.data === undefined) return throughApollo.call(this, request, reply);
    reply.code(statusOf(result)).header('content-type', 'application/json; charset=utf-8');
    // Fastify sends what is answered. To send it here and answer the reply takes longer: a promise has to ask that whether it is sent.
    return JSON.stringify(result.errors ? told(result, report) : result);
  };
}

function textOf({ body }: FastifyRequest): string {
  return isRecord(body) && typeof body['query'] === 'string' ? body['query'] : '';
}

/** The request, if it is a POST of JSON with a query and nothing out of the ordinary. */
function plainRequest({ method, headers, body }: FastifyRequest): GraphQLRequest | undefined {
  const plain =
    method === 'POST' &&
    (headers.accept === undefined || headers.accept === '*/*' || headers.accept.startsWith('application/json')) &&
    isRecord(body) &&
    typeof body['query'] === 'string' &&
    (body['operationName'] == null || typeof body['operationName'] === 'string') &&
    (body['variables'] == null || isRecord(body['variables'])) &&
    // These may wish for more than to be carried out.
    body['extensions'] == null &&
    headers['idempotency-key'] === undefined;
  return plain ? (body as unknown as GraphQLRequest) : undefined;
}

/** Sent twice, it has a comma in it, which no key has. */
function keyHeaderOf({ headers }: FastifyRequest): string | undefined {
  return headers['idempotency-key']?.toString();
}

function told({ data, errors }: ExecutionResult, report: ReportError) {
  return {
    errors: errors?.map(error => {
      const { extensions, ...rest } = error.toJSON();
      const formatted: GraphQLFormattedError = { ...rest, extensions: { code: 'INTERNAL_SERVER_ERROR', ...extensions } };
      return formatError(formatted, error, report);
    }),
    data,
  };
}

/** As Apollo does: an error may ask for another status than 200. */
function statusOf({ errors }: ExecutionResult): number {
  const asking = errors?.find(error => httpStatusOf(error) !== undefined);
  return (asking && httpStatusOf(asking)) ?? 200;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
