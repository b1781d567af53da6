import { type ExecutionResult, getOperationAST } from 'graphql';
import type { Execution } from '../graphql/execution.js';
import type { Telemetry } from './telemetry.js';
import type { Origin, Tracing } from './tracing.js';

/** What takes so long is worth a line in the log. */
const SLOW_MS = 1_000;
/** A name is the client's choice, and may be as long as its document. */
const LONGEST_NAME = 100;

type Answer = ExecutionResult | Promise<ExecutionResult>;

interface Executing<Extra extends unknown[], A extends Answer> {
  execute(execution: Execution, ...extra: Extra): A;
}

/** Takes note of operations as they are carried out, over whichever road they came. */
export class OperationWatch {
  readonly #logsEach: boolean;

  constructor(private readonly telemetry: Telemetry) {
    this.#logsEach = telemetry.log.isLevelEnabled('debug');
  }

  /** The same executor, watched. */
  over<Extra extends unknown[], A extends Answer>(executor: Executing<Extra, A>): Executing<Extra, A> {
    return { execute: (execution, ...extra) => this.watch(execution, () => executor.execute(execution, ...extra)) };
  }

  watch<A extends Answer>(execution: Execution, carryOut: () => A): A {
    const began = performance.now();
    const result = this.telemetry.tracing ? this.#traced(this.telemetry.tracing, execution, carryOut) : carryOut();
    if (result instanceof Promise) return result.then(it => this.#ended(execution, began, it)) as A;
    this.#ended(execution, began, result as ExecutionResult);
    return result;
  }

  /** For what ends before an operation begins: a subscription that is refused. */
  noteErrors({ errors }: ExecutionResult, origin: Origin): void {
    for (const error of errors ?? []) this.telemetry.noteOrigin(error, origin);
  }

  #ended(execution: Execution, began: number, result: ExecutionResult): ExecutionResult {
    if (result.errors) this.noteErrors(result, originOf(execution));
    const operation = getOperationAST(execution.document, execution.operationName);
    // Without data nothing was carried out, and what another road makes of it is noted there.
    if (!operation || result.data === undefined) return result;
    const ms = performance.now() - began;
    this.telemetry.metrics.operations.add(operation, ms, execution.context.sees(isSomebody, null));
    if (ms >= SLOW_MS || this.#logsEach) this.#log(execution, operation.operation, ms, result.errors?.length ?? 0);
    return result;
  }

  #log(execution: Execution, type: string, ms: number, errors: number): void {
    const { log, metrics } = this.telemetry;
    const isSlow = ms >= SLOW_MS;
    if (isSlow) metrics.slowOperations++;
    const line = { ...originOf(execution), type, ms: inTenths(ms), errors };
    if (isSlow) log.warn(line, 'slow operation');
    else log.debug(line, 'operation');
  }

  #traced<A>(tracing: Tracing, execution: Execution, carryOut: () => A): A {
    const type = getOperationAST(execution.document, execution.operationName)?.operation ?? 'operation';
    return tracing.operation(type, originOf(execution), carryOut);
  }
}

/** Which operation of which request it is, for whoever looks for it later. */
export function originOf({ document, operationName, context }: Execution): Origin {
  const name = getOperationAST(document, operationName)?.name?.value;
  return { requestId: context.caller.requestId, operation: name?.slice(0, LONGEST_NAME) };
}

export function inTenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

const isSomebody = () => true;
