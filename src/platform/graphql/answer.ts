import type { ExecutionResult } from 'graphql';
import type { Actor } from '../access/actor.js';
import type { Context, Decision } from './context.js';

/** The answer to one event, and for whom it may serve. It is written out once, however many get it. */
export class Answer {
  /** Null when there is nothing to tell. */
  readonly written: Buffer | null;
  readonly #decisions: readonly Decision[];
  readonly #onlyFor: Actor | null;

  constructor(result: ExecutionResult, context: Context, write: (result: ExecutionResult) => Buffer) {
    this.written = isSilent(result) ? null : write(result);
    this.#decisions = context.decisions;
    this.#onlyFor = context.dependsOnActor ? context.actor : null;
  }

  get isPersonal(): boolean {
    return this.#onlyFor !== null;
  }

  /** Whether the same operation would answer this actor the same. */
  serves(actor: Actor): boolean {
    return this.#onlyFor ? this.#onlyFor === actor : this.#decisions.every(({ sees, row, outcome }) => sees(actor, row) === outcome);
  }
}

/** An answer for each actor: one serves all who may see the same. */
export async function answersFor(actors: Iterable<Actor>, answer: (actor: Actor) => Promise<Answer>): Promise<ReadonlyMap<Actor, Answer>> {
  const answers = new Map<Actor, Answer>();
  let unanswered = [...new Set(actors)];
  for (let [first] = unanswered; first; [first] = unanswered) {
    const made = await answer(first);
    answers.set(first, made);
    if (made.isPersonal) {
      // So will be everyone's, and nobody waits for the others.
      await Promise.all(unanswered.slice(1).map(async actor => answers.set(actor, await answer(actor))));
      return answers;
    }
    for (const actor of unanswered) if (made.serves(actor)) answers.set(actor, made);
    unanswered = unanswered.filter(actor => !answers.has(actor));
  }
  return answers;
}

/** An event whose thing is gone, or that the subscriber may not see at all, resolves to null and is not sent. */
function isSilent(result: ExecutionResult): boolean {
  return !result.errors && !!result.data && Object.values(result.data).every(value => value === null);
}
