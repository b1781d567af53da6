import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLScalarType,
  GraphQLSchema,
  getOperationAST,
  getVariableValues,
  execute as interpret,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { VALIDATION } from '../admission/limits.js';
import type { Events } from '../events/bus.js';
import type { Context } from './context.js';
import { type ReadVariables, variableReader } from './variables.js';

export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Record<string, unknown>;
  readonly context: Context;
}

interface Compiled {
  readonly query: CompiledQuery['query'];
  readonly readVariables: ReadVariables;
}

/** Runs operations, compiled from the second time they come. */
export class Executor {
  /** One entry for each parsed operation, which goes when the operation goes. */
  readonly #compiled = new WeakMap<OperationDefinitionNode, Compiled | 'seen' | 'interpreted'>();
  readonly #compilerSchema: GraphQLSchema;

  constructor(readonly schema: GraphQLSchema) {
    const config = schema.toConfig();
    this.#compilerSchema = new GraphQLSchema({ ...config, types: [...config.types, AlreadyCoerced], assumeValid: true });
  }

  execute(execution: Execution): ExecutionResult | Promise<ExecutionResult> {
    const operation = getOperationAST(execution.document, execution.operationName);
    const compiled = operation && this.#compiledOf(operation, execution.document);
    if (!compiled) return withCodes(interpret(this.#arguments(execution)));
    const variables = compiled.readVariables(execution.variables);
    if (!variables) return withCodes(this.#misfitsOf(execution.variables, operation));
    const result = compiled.query(undefined, execution.context, variables) as ExecutionResult | Promise<ExecutionResult>;
    return result instanceof Promise ? result.then(withExtensions) : withExtensions(result);
  }

  /** The events that a subscription waits for, if whoever asks may subscribe to them. */
  async eventsOf(execution: Execution): Promise<Events<object> | ExecutionResult> {
    const events = await createSourceEventStream(this.#arguments(execution));
    if (!(Symbol.asyncIterator in events) || 'listen' in events) return events as Events<object> | ExecutionResult;
    throw new TypeError('A subscription waits for what `bus.subscribe` gives.');
  }

  /** The answer of a subscription to one event. */
  async answer(execution: Execution, event: unknown): Promise<ExecutionResult> {
    return interpret({ ...this.#arguments(execution), rootValue: event });
  }

  /** In what variables do not fit, in graphql-js's own words. */
  #misfitsOf(variables: Record<string, unknown>, { variableDefinitions = [] }: OperationDefinitionNode): ExecutionResult {
    const { errors } = getVariableValues(this.schema, variableDefinitions, variables, VALIDATION);
    if (!errors) throw new TypeError('graphql-js takes variables that do not fit.');
    return { errors };
  }

  #arguments({ document, operationName, variables, context }: Execution): ExecutionArgs {
    return {
      schema: this.schema,
      document,
      operationName: operationName ?? null,
      variableValues: variables,
      contextValue: context,
      hideSuggestions: VALIDATION.hideSuggestions,
      options: { maxCoercionErrors: VALIDATION.maxErrors },
    };
  }

  /** Compiling costs more than interpreting once, so an operation that comes only once is never compiled. */
  #compiledOf(operation: OperationDefinitionNode, document: DocumentNode): Compiled | undefined {
    const known = this.#compiled.get(operation);
    if (known === undefined) {
      this.#compiled.set(operation, 'seen');
      return undefined;
    }
    if (known !== 'seen') return known === 'interpreted' ? undefined : known;
    const query = compileQuery(this.#compilerSchema, withCoercedVariables(document, operation));
    const compiled = isCompiledQuery(query) && {
      query: query.query,
      readVariables: variableReader(this.schema, operation.variableDefinitions ?? []),
    };
    this.#compiled.set(operation, compiled || 'interpreted');
    return compiled || undefined;
  }
}

/**
 * graphql-jit's own reading of variables leaves out defaults of required input fields and passes over our ID. So they are read by what
 * graphql-js has for each, and the compiled operation takes each as it is.
 */
const AlreadyCoerced = new GraphQLScalarType({ name: 'AlreadyCoerced' });

function withCoercedVariables(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const type = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: AlreadyCoerced.name } } as const;
  const taken = {
    ...operation,
    variableDefinitions: operation.variableDefinitions?.map(it => ({
      kind: it.kind,
      variable: it.variable,
      type,
      ...(it.loc && { loc: it.loc }),
    })),
  } as OperationDefinitionNode;
  const fragments = document.definitions.filter(it => it.kind === Kind.FRAGMENT_DEFINITION);
  return { kind: Kind.DOCUMENT, definitions: [taken, ...fragments] };
}

/** Where nothing was executed, it is for what was sent. */
function withCodes<R extends ExecutionResult | Promise<ExecutionResult>>(result: R): R {
  if (result instanceof Promise || result.data !== undefined) return result;
  for (const { extensions } of result.errors ?? []) extensions['code'] ??= 'BAD_USER_INPUT';
  return result;
}

/** An error of a compiled operation lacks `extensions` when the thrown one had none, and Apollo fails over that before anything is logged. */
function withExtensions(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  return {
    ...result,
    errors: result.errors.map(error => (error.extensions ? error : Object.create(error, { extensions: { value: {} } }))),
  };
}
