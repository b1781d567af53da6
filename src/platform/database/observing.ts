/** Hears of a statement as it begins; a function that it answers is called when that is over. */
export type Observer = (statement: string) => unknown;

/** What comes of `work`; `ended` is called once it is over, if it is a function. */
export async function until<R>(ended: unknown, work: () => R | Promise<R>): Promise<R> {
  try {
    return await work();
  } finally {
    if (typeof ended === 'function') ended();
  }
}
