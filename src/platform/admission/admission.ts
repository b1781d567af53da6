import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { noSuchOperation } from '../errors/request-error.js';
import { LruMap } from '../lru-map.js';
import { checkCost } from './cost.js';
import { checkDocumentText } from './document-text.js';
import { checkVariables, VALIDATION } from './limits.js';
import { sizeLimits } from './size.js';

/** What a client asks for. */
export interface GraphQLRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

const KEPT_DOCUMENTS = 1_000;
/** Together with the number kept this bounds the memory that they take, which is many times that of their text. */
const LONGEST_KEPT_QUERY = 10_000;

/** Documents that passed, by a key of their text; those that were not used for longest are forgotten. */
export class KeptDocuments {
  readonly #kept = new LruMap<string, DocumentNode>(KEPT_DOCUMENTS);

  get(key: string): DocumentNode | undefined {
    return this.#kept.get(key);
  }

  set(key: string, document: DocumentNode): void {
    if ((document.loc?.end ?? 0) <= LONGEST_KEPT_QUERY) this.#kept.set(key, document);
  }
}

/** Lets operations in. A document that was parsed and validated once is not looked at again while it is remembered. */
export class Admission {
  readonly #admitted = new KeptDocuments();

  constructor(
    readonly schema: GraphQLSchema,
    private readonly production: boolean,
  ) {}

  /** Remembers a document that passed parsing, validation and limits. */
  remember(query: string, document: DocumentNode): void {
    this.#admitted.set(query, document);
  }

  /** Whether it is remembered. */
  knows(query: string): boolean {
    return this.#admitted.get(query) !== undefined;
  }

  /** The document of an operation that may run, or why it may not. `notListening` says why nothing new is looked at, if so. */
  admit(
    { query, operationName, variables }: GraphQLRequest,
    notListening: () => GraphQLError | undefined,
  ): DocumentNode | readonly GraphQLError[] {
    try {
      const known = this.#admitted.get(query);
      const deaf = known ? undefined : notListening();
      if (deaf) return [deaf];
      if (!known) checkDocumentText(query);
      const document = known ?? parse(query);
      if (!known) {
        const errors = this.#validate(document);
        if (errors.length > 0) return errors.map(error => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
        this.remember(query, document);
      }
      const operation = getOperationAST(document, operationName);
      if (!operation) throw noSuchOperation();
      checkVariables(variables ?? {});
      checkCost(this.schema, document, operation, variables ?? {});
      return document;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    }
  }

  #validate(document: DocumentNode): readonly GraphQLError[] {
    const rules = [...specifiedRules, sizeLimits, ...(this.production ? [NoSchemaIntrospectionCustomRule] : [])];
    return validate(this.schema, document, rules, VALIDATION);
  }
}

/** graphql-js gives its own errors no code; over HTTP Apollo does. */
function withCode(error: GraphQLError, code: string): GraphQLError {
  error.extensions['code'] ??= code;
  return error;
}
