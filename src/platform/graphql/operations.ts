import { type ExecutionResult, GraphQLError, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { translateDatabaseError } from '../database/constraints.js';
import type { Database } from '../database/database.js';
import { RequestError } from '../errors/request-error.js';
import type { Claim, RememberedAnswers } from '../once/remembered-answers.js';
import type { Execution, Executor } from './execution.js';
import { inputOf, notRememberedIn } from './remembering.js';
import { type RequestExtras, wishesOf } from './wishes.js';

/** What is remembered is kept for a day: an answer larger than the largest request is not. */
const LARGEST_ANSWER = 256 * 1024;

/** Carries operations out as their requests wish: plainly, once under a key, or to see what would come of it. */
export class Operations {
  /** What is under way here under each key, so that whoever sends the same again waits without holding a connection. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly executor: Executor,
    private readonly database: Database,
    private readonly answers: RememberedAnswers,
  ) {}

  /** Does not throw. */
  async execute(execution: Execution, extras: RequestExtras): Promise<ExecutionResult> {
    const operation = getOperationAST(execution.document, execution.operationName);
    if (operation?.operation !== 'mutation') return this.executor.execute(execution);
    try {
      const { dryRun, key } = wishesOf(extras);
      if (dryRun) return await this.#tryOut(execution);
      return await (key === undefined ? this.executor.execute(execution) : this.#once(execution, operation, key));
    } catch (error) {
      return { errors: [errorOf(error)] };
    }
  }

  /** The same as for real, up to the last constraint of the database; once the answer is complete, all of it is undone. */
  async #tryOut(execution: Execution): Promise<ExecutionResult> {
    const enclosure = this.database.enclose();
    try {
      const context = execution.context.onTrial();
      const result = await enclosure.run(async () => this.executor.execute({ ...execution, context }));
      return { ...result, extensions: { ...result.extensions, dryRun: true } };
    } finally {
      await enclosure.rollback();
    }
  }

  async #once(execution: Execution, operation: OperationDefinitionNode, key: string): Promise<ExecutionResult> {
    const { document, variables, context } = execution;
    const secret = notRememberedIn(this.executor.schema, document, operation);
    if (secret) throw new RequestError('IDEMPOTENCY_KEY_NOT_TAKEN', `${secret} takes no idempotency key: its answer is not remembered.`);
    // Nobody is refused by the field itself.
    if (!context.actor) return this.executor.execute(execution);
    const fingerprints = this.answers.fingerprintsOf(...inputOf(document, operation, variables));
    const claim: Claim = { userId: context.actor.id, key, fingerprints };
    return this.#inTurn(`${claim.userId} ${key}`, async () => {
      const answer = (await this.#remembered(claim)) ?? (await this.#carryOut(execution, claim)) ?? (await this.#remembered(claim));
      if (!answer) throw new RequestError('SERVICE_UNAVAILABLE', 'This key is in use just now. Try again soon.');
      return answer;
    });
  }

  async #remembered(claim: Claim): Promise<ExecutionResult | undefined> {
    const found = await this.answers.find(claim);
    if (found && !claim.fingerprints.includes(found.fingerprint)) {
      throw new RequestError('IDEMPOTENCY_KEY_REUSED', 'This key was sent with another operation or other variables. Take a new key.');
    }
    return found && { data: JSON.parse(found.answer) };
  }

  /**
   * The deed, its key and its answer are one transaction. An error beside the data undoes it all and leaves the key free, so that the same can
   * be sent again. Answers undefined when another server has answered the key meanwhile.
   */
  async #carryOut(execution: Execution, claim: Claim): Promise<ExecutionResult | undefined> {
    let isRepeat = false;
    const enclosure = this.database.enclose(async unit => {
      isRepeat = !(await this.answers.claim(unit, claim));
      if (isRepeat) throw new RequestError('SERVICE_UNAVAILABLE', 'It was answered meanwhile.');
    });
    try {
      const result = await enclosure.run(async () => this.executor.execute(execution));
      if (isRepeat) return undefined;
      if (result.errors) return result.data ? { ...result, data: null } : result;
      await enclosure.commit(unit => this.answers.keep(unit, claim, answerIn(result)));
      return result;
    } catch (error) {
      if (isRepeat) return undefined;
      throw error;
    } finally {
      await enclosure.rollback();
    }
  }

  async #inTurn<R>(name: string, work: () => Promise<R>): Promise<R> {
    const turn = (this.#turns.get(name) ?? Promise.resolve()).then(work, work);
    this.#turns.set(name, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(name) === turn) this.#turns.delete(name);
    }
  }
}

function errorOf(thrown: unknown): GraphQLError {
  const error = translateDatabaseError(thrown);
  if (error instanceof GraphQLError) return error;
  return new GraphQLError('Something unexpected was thrown.', {
    originalError: error as Error,
    extensions: { code: 'INTERNAL_SERVER_ERROR', http: { status: 500 } },
  });
}

function answerIn({ data }: ExecutionResult): string {
  const answer = JSON.stringify(data);
  if (answer.length <= LARGEST_ANSWER) return answer;
  throw new RequestError('TOO_COMPLEX', 'The answer is too large to be remembered: select less of it, or send no idempotency key.');
}
