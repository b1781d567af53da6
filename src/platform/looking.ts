import { isAway } from './errors/request-error.js';
import { within } from './within.js';

interface LookingOptions {
  /** One look: does all that there is to do by now. */
  readonly work: () => Promise<void>;
  readonly everyMs: number;
  readonly report: (error: unknown) => void;
}

/**
 * Looks again and again for what there is to do, one look at a time. A look never fails: the next one goes on where it could not. What goes on
 * failing is reported once, and that the database is away is not.
 */
export class Looking {
  #timer: NodeJS.Timeout | undefined;
  #look: Promise<void> = Promise.resolve();
  #nextLook: Promise<void> | undefined;
  /** What was reported last. */
  #reported = '';

  constructor(private readonly options: LookingOptions) {}

  /** From then on it looks by itself. */
  start(): void {
    this.#timer = setInterval(() => void this.look(), this.options.everyMs).unref();
  }

  /** Looks now. Who asks while a look is under way shares the next one. */
  look(): Promise<void> {
    this.#nextLook ??= this.#look.then(() => {
      this.#nextLook = undefined;
      this.#look = this.quietly(this.options.work);
      return this.#look;
    });
    return this.#nextLook;
  }

  /** Does other work as a look is done. */
  async quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#reported = '';
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (isAway(error) || message === this.#reported) return;
      this.#reported = message;
      this.options.report(error);
    }
  }

  /** Looks by itself no more, and waits at most so long for the last work: the look that is under way, if nothing else. */
  async stop(milliseconds: number, last: () => Promise<void> = () => this.#look): Promise<void> {
    clearInterval(this.#timer);
    await within(milliseconds, last());
  }
}
