/** Averages as one would compute them on paper, with fractions: what the database's sums are held against. */
export interface Marked {
  readonly exam: string;
  readonly learner: string;
  /** In quarters of a point; null for an absence. */
  readonly quarters: number | null;
  /** In hundredths. */
  readonly coefficient: number;
}

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const ZERO: Fraction = { over: 0n, under: 1n };

function add(a: Fraction, b: Fraction): Fraction {
  return reduce({ over: a.over * b.under + b.over * a.under, under: a.under * b.under });
}

function divide(a: Fraction, b: Fraction): Fraction {
  return reduce({ over: a.over * b.under, under: a.under * b.over });
}

function reduce({ over, under }: Fraction): Fraction {
  let [a, b] = [over, under];
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? ZERO : { over: over / a, under: under / a };
}

const isLess = (a: Fraction, b: Fraction) => a.over * b.under < b.over * a.under;

/** Point by point: a grade of 14.25 with coefficient 1.5 adds 21.375, and 1.5 to the weight. */
function weigh(marks: readonly Marked[]): Fraction | null {
  let [points, weight] = [ZERO, ZERO];
  for (const { quarters, coefficient } of marks) {
    if (quarters === null) continue;
    const times = { over: BigInt(coefficient), under: 100n };
    points = add(points, reduce({ over: BigInt(quarters) * times.over, under: 4n * times.under }));
    weight = add(weight, reduce(times));
  }
  return weight.over === 0n ? null : divide(points, weight);
}

/** Written with two decimals by long division, half up, then without the zeros at the end. */
function written({ over, under }: Fraction): string {
  let hundredths = (over * 100n) / under;
  if (((over * 100n) % under) * 2n >= under) hundredths++;
  const text = (Number(hundredths) / 100).toFixed(2);
  return text.replace(/\.?0+$/, '');
}

export function averageOf(marks: readonly Marked[]): string | null {
  const average = weigh(marks);
  return average && written(average);
}

function averagesOf(marks: readonly Marked[]): Map<string, Fraction> {
  const averages = new Map<string, Fraction>();
  for (const [learner, theirs] of Map.groupBy(marks, it => it.learner)) {
    const average = weigh(theirs);
    if (average) averages.set(learner, average);
  }
  return averages;
}

export function meanOf(marks: readonly Marked[]): string | null {
  const averages = [...averagesOf(marks).values()];
  if (averages.length === 0) return null;
  const sum = averages.reduce(add, ZERO);
  return written(divide(sum, { over: BigInt(averages.length), under: 1n }));
}

/** Of each who has an average: one more than have a better one. */
export function ranksOf(marks: readonly Marked[]): Map<string, number> {
  const averages = averagesOf(marks);
  const better = (than: Fraction) => [...averages.values()].filter(it => isLess(than, it)).length;
  return new Map([...averages].map(([learner, average]) => [learner, 1 + better(average)]));
}

export function countsOf(marks: readonly Marked[]): number[] {
  const averages = [...averagesOf(marks).values()];
  const bound = (points: number) => ({ over: BigInt(points), under: 1n });
  return [0, 5, 10, 15].map(from => averages.filter(it => !isLess(it, bound(from)) && (from === 15 || isLess(it, bound(from + 5)))).length);
}
