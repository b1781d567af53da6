import type { FastifyReply, FastifyRequest, RouteHandlerMethod } from 'fastify';
import { type ExecutionResult, type GraphQLFormattedError, getOperationAST } from 'graphql';
import type { Admission, GraphQLRequest } from '../admission/admission.js';
import { checkDocumentText } from '../admission/document-text.js';
import { httpStatusOf, noSubscriptions, RequestError } from '../errors/request-error.js';
import type { Context } from '../graphql/context.js';
import { formatError, type ReportError } from '../graphql/error-format.js';
import type { Executor } from '../graphql/execution.js';
import type { StartedApollo } from './apollo.js';
import { tellWhenToRetry } from './http-errors.js';
import type { Senders } from './senders.js';

interface GraphQLRouteOptions {
  readonly apollo: () => Promise<StartedApollo>;
  readonly admission: Admission;
  readonly executor: Pick<Executor, 'execute'>;
  readonly senders: Senders;
  readonly contextOf: (request: FastifyRequest, reply: FastifyReply) => Context | Promise<Context>;
  readonly report: ReportError;
}

/**
 * GraphQL over HTTP. What comes in the plain form that clients send is let in or refused here, by the same rules as over a socket, and goes
 * straight to the executor. Apollo negotiates whatever comes otherwise, and wishes for more. Both answer alike.
 */
export function graphqlRoute({ apollo, admission, executor, senders, contextOf, report }: GraphQLRouteOptions): RouteHandlerMethod {
  const inOtherForm: RouteHandlerMethod = async function (request, reply) {
    const text = textOf(request);
    const deaf = admission.knows(text) ? undefined : senders.notListening(request);
    if (deaf) throw deaf;
    checkDocumentText(text);
    const { handler } = await apollo();
    const answer = await handler.call(this, request, reply);
    if (reply.statusCode === 400) senders.noteRefusal(request);
    return answer;
  };
  const carryOut = (asked: GraphQLRequest, request: FastifyRequest, reply: FastifyReply): ExecutionResult | Promise<ExecutionResult> => {
    const document = admission.admit(asked, () => senders.notListening(request));
    if (!('definitions' in document)) return { errors: document };
    const { operationName, variables } = asked;
    if (getOperationAST(document, operationName)?.operation === 'subscription') return { errors: [noSubscriptions()] };
    const execute = (context: Context) => executor.execute({ document, operationName, variables: variables ?? {}, context });
    const context = contextOf(request, reply);
    return context instanceof Promise ? context.then(execute) : execute(context);
  };
  // Fastify sends what is answered. To send it here and answer the reply takes longer: a promise has to ask that whether it is sent.
  return function (request, reply) {
    if (request.body instanceof RequestError) throw request.body;
    const mediaType = mediaTypeOf(request);
    const asked = mediaType && plainRequest(request);
    if (!asked) return inOtherForm.call(this, request, reply);
    const answer = (result: ExecutionResult) => {
      if (result.data === undefined) senders.noteRefusal(request);
      if (result.errors?.[0]) tellWhenToRetry(reply, result.errors[0]);
      reply.code(statusOf(result)).header('content-type', mediaType);
      return JSON.stringify(result.errors ? told(result, report) : result);
    };
    const result = carryOut(asked, request, reply);
    return result instanceof Promise ? result.then(answer) : answer(result);
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';
const GRAPHQL_TYPE = 'application/graphql-response+json; charset=utf-8';
/** One of the two, named before all others and without a weight. */
const FIRST_WANTED = /^application\/(?:json|(graphql-response\+json))(?:; ?charset=utf-8)?(?:,|$)/i;

/** In what to answer who wants nothing out of the ordinary. */
function mediaTypeOf({ headers: { accept } }: FastifyRequest): string | undefined {
  if (accept === undefined || accept === 'application/json' || accept === '*/*') return JSON_TYPE;
  const wanted = FIRST_WANTED.exec(accept);
  return wanted ? (wanted[1] ? GRAPHQL_TYPE : JSON_TYPE) : undefined;
}

function textOf({ method, query, body }: FastifyRequest): string {
  const asked = method === 'POST' ? body : query;
  return isRecord(asked) && typeof asked['query'] === 'string' ? asked['query'] : '';
}

/** The request, if it is a POST of JSON with a query and wishes nothing out of the ordinary. */
function plainRequest({ method, headers, body }: FastifyRequest): GraphQLRequest | undefined {
  const plain =
    method === 'POST' &&
    isRecord(body) &&
    typeof body['query'] === 'string' &&
    body['query'] !== '' &&
    (body['operationName'] == null || typeof body['operationName'] === 'string') &&
    (body['variables'] == null || isRecord(body['variables'])) &&
    // These may wish for more than to be carried out.
    body['extensions'] == null &&
    headers['idempotency-key'] === undefined;
  return plain ? (body as unknown as GraphQLRequest) : undefined;
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

/** As Apollo does: an error may ask for a status; what was not carried out is 400. */
function statusOf({ errors, data }: ExecutionResult): number {
  const asking = errors?.find(error => httpStatusOf(error) !== undefined);
  return (asking && httpStatusOf(asking)) ?? (data === undefined ? 400 : 200);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
