import { RequestError } from './errors/request-error.js';

/** Does work in the order in which it comes, so many at once. What waits is bounded: more is refused with SERVICE_UNAVAILABLE. */
export class WorkQueue {
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  async run<R>(work: () => Promise<R>): Promise<R> {
    if (this.#underWay >= this.atOnce) await this.#turn();
    else this.#underWay++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay--;
    }
  }

  /** Whoever is done hands the place on. */
  #turn(): Promise<void> {
    if (this.#waiting.length >= this.mostWaiting) throw new RequestError('SERVICE_UNAVAILABLE', 'Too much at once. Try again soon.');
    return new Promise(resolve => this.#waiting.push(resolve));
  }
}
