import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  execute as interpret,
  type OperationDefinitionNode,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { Context } from './context.js';

export interface Execution {
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables: Record<string, unknown>;
  readonly context: Context;
}

/** Runs operations, compiled from the second time they come. */
export class Executor {
  /** One entry for each parsed document that is still kept elsewhere. */
  readonly #compiled = new WeakMap<OperationDefinitionNode, CompiledQuery | 'seen' | 'interpreted'>();

  constructor(readonly schema: GraphQLSchema) {}

  execute(execution: Execution): ExecutionResult | Promise<ExecutionResult> {
    const operation = getOperationAST(execution.document, execution.operationName);
    const compiled = operation && this.#compiledOf(operation, execution);
    return compiled
      ? (compiled.query(undefined, execution.context, execution.variables) as ExecutionResult | Promise<ExecutionResult>)
      : (interpret(this.#arguments(execution)) as ExecutionResult | Promise<ExecutionResult>);
  }

  /** Events of a subscription, each executed with a context of its own: nothing is remembered from one to the next. */
  async subscribe(
    execution: Execution,
    contextOfEvent: () => Promise<Context | undefined>,
  ): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
    const events = await createSourceEventStream(this.#arguments(execution));
    if (!(Symbol.asyncIterator in events)) return events;
    return this.#answers(events[Symbol.asyncIterator](), execution, contextOfEvent);
  }

  #answers(
    events: AsyncIterator<unknown>,
    execution: Execution,
    contextOfEvent: () => Promise<Context | undefined>,
  ): AsyncIterableIterator<ExecutionResult> {
    const end = async (): Promise<IteratorResult<ExecutionResult>> => {
      await events.return?.();
      return { done: true, value: undefined };
    };
    const next = async (): Promise<IteratorResult<ExecutionResult>> => {
      for (;;) {
        const event = await events.next();
        if (event.done) return { done: true, value: undefined };
        const context = await contextOfEvent();
        if (!context) return end();
        const result = (await interpret({ ...this.#arguments({ ...execution, context }), rootValue: event.value })) as ExecutionResult;
        if (!isSilent(result)) return { done: false, value: result };
      }
    };
    const answers: AsyncIterableIterator<ExecutionResult> = { next, return: end, [Symbol.asyncIterator]: () => answers };
    return answers;
  }

  #arguments({ document, operationName, variables, context }: Execution): ExecutionArgs {
    return { schema: this.schema, document, operationName: operationName ?? null, variableValues: variables, contextValue: context };
  }

  /** Compiling costs more than interpreting once, so an operation that comes only once is never compiled. */
  #compiledOf(operation: OperationDefinitionNode, { document, operationName }: Execution): CompiledQuery | undefined {
    const known = this.#compiled.get(operation);
    if (known === undefined) {
      this.#compiled.set(operation, 'seen');
      return undefined;
    }
    if (known === 'interpreted') return undefined;
    if (known !== 'seen') return known;
    const compiled = compileQuery(this.schema, document, operationName ?? undefined, { customJSONSerializer: false });
    this.#compiled.set(operation, isCompiledQuery(compiled) ? compiled : 'interpreted');
    return isCompiledQuery(compiled) ? compiled : undefined;
  }
}

/** An event that the subscriber may not see, or whose thing is gone, resolves to null and is not sent. */
function isSilent(result: ExecutionResult): boolean {
  return !result.errors && !!result.data && Object.values(result.data).every(value => value === null);
}
