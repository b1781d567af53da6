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
import type { Actor } from '../access/actor.js';
import type { Context } from './context.js';
import { Answer, SharedAnswers } from './live.js';

export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Record<string, unknown>;
  readonly context: Context;
}

/** Who gets the answers to a subscription's events. */
export interface Subscriber {
  /** Who it is and what rights they have at this moment; null once their log-in ended, and then the subscription ends. */
  actorNow(): Promise<Actor | null>;
  /** Sends the JSON of an answer; done when it is on its way. */
  deliver(written: string): Promise<void>;
}

/** Runs operations, compiled from the second time they come. */
export class Executor {
  /** One entry for each parsed operation, which goes when the operation goes. */
  readonly #compiled = new WeakMap<OperationDefinitionNode, CompiledQuery | 'seen' | 'interpreted'>();
  readonly #compilerSchema: GraphQLSchema;
  readonly #shared = new SharedAnswers();

  constructor(readonly schema: GraphQLSchema) {
    const config = schema.toConfig();
    this.#compilerSchema = new GraphQLSchema({ ...config, types: [...config.types, AlreadyCoerced], assumeValid: true });
  }

  async execute(execution: Execution): Promise<ExecutionResult> {
    const operation = getOperationAST(execution.document, execution.operationName);
    const compiled = operation && this.#compiledOf(operation, execution.document);
    if (!compiled) return interpret(this.#arguments(execution));
    const { errors, coerced } = getVariableValues(this.schema, operation.variableDefinitions ?? [], execution.variables, { maxErrors: 50 });
    return errors ? { errors } : withExtensions((await compiled.query(undefined, execution.context, coerced)) as ExecutionResult);
  }

  /**
   * Answers a subscription's events, each with the rights that its actor has by then. What can be told as it was written goes to
   * `deliver`; only errors are yielded. Subscribers to the same operation share an answer wherever they may see the same.
   */
  async subscribe(execution: Execution, subscriber: Subscriber): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const events = await createSourceEventStream(this.#arguments(execution));
    if (!(Symbol.asyncIterator in events)) return events;
    return this.#errorsOf(events[Symbol.asyncIterator](), execution, subscriber);
  }

  #errorsOf(
    events: AsyncIterator<unknown>,
    execution: Execution,
    { actorNow, deliver }: Subscriber,
  ): AsyncIterableIterator<ExecutionResult> {
    const operation = operationKey(execution);
    const end = async (): Promise<IteratorResult<ExecutionResult>> => {
      await events.return?.();
      return { done: true, value: undefined };
    };
    const next = async (): Promise<IteratorResult<ExecutionResult>> => {
      for (;;) {
        const { done, value: event } = await events.next();
        if (done) return { done: true, value: undefined };
        const actor = await actorNow();
        if (!actor) return end();
        const answer = await this.#shared.answerOf(event as object, operation, actor, () =>
          this.#answer(event as object, execution, execution.context.again(actor)),
        );
        if (answer.written) await deliver(answer.written);
        else if (answer.result.errors) return { done: false, value: answer.result };
      }
    };
    const errors: AsyncIterableIterator<ExecutionResult> = { next, return: end, [Symbol.asyncIterator]: () => errors };
    return errors;
  }

  async #answer(event: object, execution: Execution, context: Context): Promise<Answer> {
    const result = (await interpret({ ...this.#arguments({ ...execution, context }), rootValue: event })) as ExecutionResult;
    return new Answer(result, context);
  }

  #arguments({ document, operationName, variables, context }: Execution): ExecutionArgs {
    return { schema: this.schema, document, operationName: operationName ?? null, variableValues: variables, contextValue: context };
  }

  /** Compiling costs more than interpreting once, so an operation that comes only once is never compiled. */
  #compiledOf(operation: OperationDefinitionNode, document: DocumentNode): CompiledQuery | undefined {
    const known = this.#compiled.get(operation);
    if (known === undefined) {
      this.#compiled.set(operation, 'seen');
      return undefined;
    }
    if (known !== 'seen') return known === 'interpreted' ? undefined : known;
    const compiled = compileQuery(this.#compilerSchema, withCoercedVariables(document, operation));
    this.#compiled.set(operation, isCompiledQuery(compiled) ? compiled : 'interpreted');
    return isCompiledQuery(compiled) ? compiled : undefined;
  }
}

/**
 * graphql-jit's own reading of variables leaves out defaults of required input fields and passes over our ID. So graphql-js reads them,
 * and the compiled operation takes each as it is.
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

/** An error of a compiled operation lacks `extensions` when the thrown one had none, and Apollo fails over that before anything is logged. */
function withExtensions(result: ExecutionResult): ExecutionResult {
  if (!result.errors) return result;
  return {
    ...result,
    errors: result.errors.map(error => (error.extensions ? error : Object.create(error, { extensions: { value: {} } }))),
  };
}

function operationKey({ document, operationName, variables }: Execution): string {
  return JSON.stringify([document.loc?.source.body, operationName, variables]);
}
