import type { ExecutionResult } from 'graphql';
import type { Actor } from '../access/actor.js';
import type { Context, Decision } from './context.js';

declare global {
  interface JSON {
    /** ECMAScript: a piece of JSON that `stringify` takes over as it is. */
    rawJSON(text: string): object;
  }
}

interface WrittenResult extends ExecutionResult {
  readonly written: object;
}

/** The answer to one event, and for whom it may serve. It is written out as JSON once, however many get it. */
export class Answer {
  readonly #decisions: readonly Decision[];
  readonly #onlyFor: Actor | null;
  readonly result: ExecutionResult | null;

  constructor(result: ExecutionResult, context: Context) {
    this.#decisions = context.decisions;
    const dependsOnActor = context.dependsOnActor || !!result.errors;
    this.#onlyFor = dependsOnActor ? context.actor : null;
    this.result = isSilent(result) ? null : result.errors ? result : written(result);
  }

  /** Whether the same operation would answer this actor the same. */
  serves(actor: Actor): boolean {
    return this.#onlyFor ? this.#onlyFor === actor : this.#decisions.every(({ sees, row, outcome }) => sees(actor, row) === outcome);
  }
}

/** The JSON of a result that was written once for all who get it; undefined for one that has to be written by itself. */
export function writtenOnce(result: ExecutionResult): object | undefined {
  return 'written' in result ? (result as WrittenResult).written : undefined;
}

function written(result: ExecutionResult): WrittenResult {
  return { ...result, written: JSON.rawJSON(JSON.stringify(result)) };
}

/** Answers by event and operation; they go when the event goes. */
export class SharedAnswers {
  readonly #ofEvent = new WeakMap<object, Map<string, Promise<Answer>[]>>();

  /** An answer that serves the actor: one that is there or on its way, else a new one. Null when there is nothing to tell. */
  async answerOf(event: object, operation: string, actor: Actor, answer: () => Promise<Answer>): Promise<ExecutionResult | null> {
    const operations = this.#ofEvent.get(event) ?? new Map<string, Promise<Answer>[]>();
    this.#ofEvent.set(event, operations);
    const answers = operations.get(operation) ?? [];
    operations.set(operation, answers);
    // The list may grow while an answer is awaited: others asked the same meanwhile.
    for (let i = 0; i < answers.length; i++) {
      const known = await answers[i];
      if (known?.serves(actor)) return known.result;
    }
    const made = answer();
    answers.push(made);
    return (await made).result;
  }
}

/** An event whose thing is gone, or that the subscriber may not see at all, resolves to null and is not sent. */
function isSilent(result: ExecutionResult): boolean {
  return !result.errors && !!result.data && Object.values(result.data).every(value => value === null);
}
