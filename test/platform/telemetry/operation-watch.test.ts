import { type ExecutionResult, parse } from 'graphql';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import type { Execution } from '../../../src/platform/graphql/execution.js';
import { OperationWatch } from '../../../src/platform/telemetry/operation-watch.js';
import { Telemetry } from '../../../src/platform/telemetry/telemetry.js';

type Answer = ExecutionResult | Promise<ExecutionResult>;

/** What is logged of an operation that takes so long. */
async function logged(level: string, ms: number, answer: () => Answer = () => ({ data: {} })) {
  const lines: Record<string, unknown>[] = [];
  const telemetry = new Telemetry(pino({ level }, { write: line => void lines.push(JSON.parse(line)) }));
  const execution = {
    document: parse('query Slow($password: String) { site(id: $password) { name } }'),
    variables: { password: 'hunter2' },
    context: { caller: { requestId: 'this-one' }, sees: () => true },
  } as unknown as Execution;
  vi.spyOn(performance, 'now').mockReturnValueOnce(0).mockReturnValueOnce(ms);
  await new OperationWatch(telemetry).watch(execution, answer);
  return { lines, metrics: telemetry.metrics };
}

const line = { requestId: 'this-one', operation: 'Slow', type: 'query', errors: 0 };

describe('an operation', () => {
  test('that is quick is not worth a line, unless each is asked for', async () => {
    expect((await logged('info', 999)).lines).toEqual([]);
    expect((await logged('debug', 1.26)).lines).toEqual([expect.objectContaining({ ...line, level: 20, ms: 1.3, msg: 'operation' })]);
  });

  test.each([
    ['at once', () => ({ data: {} })],
    ['later', async () => ({ data: {} })],
  ])('that is slow is logged and counted, when it ends %s', async (_when, answer) => {
    const { lines, metrics } = await logged('info', 1_000, answer);
    expect(lines).toEqual([expect.objectContaining({ ...line, level: 40, ms: 1_000, msg: 'slow operation' })]);
    expect(metrics.slowOperations).toBe(1);
  });

  test('is counted where lines are not', async () => {
    const { lines, metrics } = await logged('error', 3_000);
    expect(lines).toEqual([]);
    expect(metrics.slowOperations).toBe(1);
    expect([...metrics.operations].map(it => [it.type, it.name, it.histogram.sumMs])).toEqual([['query', 'Slow', 3_000]]);
  });

  test('that was not carried out is not counted: another road has a look at it', async () => {
    const { lines, metrics } = await logged('debug', 3_000, () => ({ errors: [] }));
    expect(lines).toEqual([]);
    expect([...metrics.operations]).toEqual([]);
  });
});
