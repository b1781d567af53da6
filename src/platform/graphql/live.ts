import type { ExecutionResult } from 'graphql';
import type { Actor } from '../access/actor.js';
import type { Context, Decision } from './context.js';

/** The answer to one event, and for whom it may serve. It is written out as JSON once, however many get it. */
export class Answer {
  readonly result: ExecutionResult;
  /** The result as JSON; null when there is nothing to tell, or when its errors have to be told one by one. */
  readonly written: string | null;
  readonly #decisions: readonly Decision[];
  readonly #onlyFor: Actor | null;

  constructor(result: ExecutionResult, context: Context) {
    this.result = result;
    this.#decisions = context.decisions;
    this.#onlyFor = context.dependsOnActor || result.errors ? context.actor : null;
    this.written = result.errors || isSilent(result) ? null : JSON.stringify(result);
  }

  /** Whether the same operation would answer this actor the same. */
  serves(actor: Actor): boolean {
    return this.#onlyFor ? this.#onlyFor === actor : this.#decisions.every(({ sees, row, outcome }) => sees(actor, row) === outcome);
  }
}

/** Answers by event and operation; they go when the event goes. */
export class SharedAnswers {
  readonly #ofEvent = new WeakMap<object, Map<string, Promise<Answer>[]>>();

  /** An answer that serves the actor: one that is there or on its way, else a new one. */
  async answerOf(event: object, operation: string, actor: Actor, answer: () => Promise<Answer>): Promise<Answer> {
    const operations = this.#ofEvent.get(event) ?? new Map<string, Promise<Answer>[]>();
    this.#ofEvent.set(event, operations);
    const answers = operations.get(operation) ?? [];
    operations.set(operation, answers);
    // The list may grow while an answer is awaited: others asked the same meanwhile.
    for (let i = 0; i < answers.length; i++) {
      const known = await answers[i];
      if (known?.serves(actor)) return known;
    }
    const made = answer();
    answers.push(made);
    return made;
  }
}

/** An event whose thing is gone, or that the subscriber may not see at all, resolves to null and is not sent. */
function isSilent(result: ExecutionResult): boolean {
  return !result.errors && !!result.data && Object.values(result.data).every(value => value === null);
}
