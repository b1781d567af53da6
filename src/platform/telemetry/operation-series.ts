import { type OperationDefinitionNode, OperationTypeNode } from 'graphql';

/** Seconds; the last bucket of a histogram is what took longer. */
export const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;
const BUCKETS_MS = BUCKETS.map(it => it * 1_000);

/** Clients choose the names of operations, and every name is a dozen time series: the first have one of their own. */
const MOST_NAMES = 200;
/** So many of them by whoever is not logged in, who could use them up. */
const MOST_ANONYMOUS_NAMES = 50;
const LONGEST_NAME = 64;

/** In brackets, which no name of GraphQL has. */
export const OTHER = '(other)';
export const UNNAMED = '(unnamed)';

/** How long one operation took, each time. */
export class Histogram {
  /** How many fell into each bucket, and beyond them. */
  readonly counts = new Float64Array(BUCKETS.length + 1);
  sumMs = 0;

  add(ms: number): void {
    let bucket = 0;
    while (bucket < BUCKETS_MS.length && ms > (BUCKETS_MS[bucket] as number)) bucket++;
    this.counts[bucket] = (this.counts[bucket] as number) + 1;
    this.sumMs += ms;
  }
}

/** A histogram for each operation by type and name; those that come too late share one. */
export class OperationSeries {
  readonly #histograms: Readonly<Record<OperationTypeNode, Map<string, Histogram>>> = {
    [OperationTypeNode.QUERY]: new Map(),
    [OperationTypeNode.MUTATION]: new Map(),
    [OperationTypeNode.SUBSCRIPTION]: new Map(),
  };
  #names = 0;

  add({ operation, name }: OperationDefinitionNode, ms: number, isLoggedIn: boolean): void {
    const histograms = this.#histograms[operation];
    const histogram = histograms.get(name?.value ?? UNNAMED) ?? this.#begin(histograms, name?.value ?? UNNAMED, isLoggedIn);
    histogram.add(ms);
  }

  *[Symbol.iterator](): Iterator<{ type: string; name: string; histogram: Histogram }> {
    for (const [type, histograms] of Object.entries(this.#histograms)) {
      for (const [name, histogram] of histograms) yield { type, name, histogram };
    }
  }

  #begin(histograms: Map<string, Histogram>, wanted: string, isLoggedIn: boolean): Histogram {
    const isKept = wanted === UNNAMED || (wanted.length <= LONGEST_NAME && this.#names < (isLoggedIn ? MOST_NAMES : MOST_ANONYMOUS_NAMES));
    if (isKept && wanted !== UNNAMED) this.#names++;
    const name = isKept ? wanted : OTHER;
    const histogram = histograms.get(name) ?? new Histogram();
    histograms.set(name, histogram);
    return histogram;
  }
}
