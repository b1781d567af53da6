/** Answers that all who ask the same in one turn of the event loop share: as if they had asked at the same moment. */
export class AskedAtOnce<V> {
  readonly #answers = new Map<string, Promise<V>>();

  ask(question: string, answer: () => Promise<V>): Promise<V> {
    const known = this.#answers.get(question);
    if (known) return known;
    if (this.#answers.size === 0) setImmediate(() => this.#answers.clear());
    const made = answer();
    this.#answers.set(question, made);
    return made;
  }
}
