import { quotientOf } from '../../platform/decimal.js';
import { PER_POINT } from './grade.rules.js';

/**
 * Grades by their coefficients: `points` is the sum of quarters times hundredths, `weight` that of the hundredths. Whole numbers, so that
 * nothing is rounded before the end.
 */
export interface Sum {
  readonly points: number;
  readonly weight: number;
}

/** As many learners whose grades have the same weight: their points are summed. */
export interface SumOfMany extends Sum {
  readonly learners: number;
}

/** A weighted average, rounded half up to two decimals. */
export function averageOf({ points, weight }: Sum): string {
  return quotientOf(BigInt(points), BigInt(PER_POINT) * BigInt(weight));
}

/** The mean of learners' weighted averages, rounded half up to two decimals once, at the end; null of nobody. */
export function meanOf(sums: readonly SumOfMany[]): string | null {
  const learners = sums.reduce((count, it) => count + BigInt(it.learners), 0n);
  if (learners === 0n) return null;
  const common = sums.reduce((multiple, it) => leastCommonMultiple(multiple, BigInt(it.weight)), 1n);
  const points = sums.reduce((sum, it) => sum + BigInt(it.points) * (common / BigInt(it.weight)), 0n);
  return quotientOf(points, BigInt(PER_POINT) * common * learners);
}

/** Of hundredths of coefficients: the first may be very large, the second is not. */
function leastCommonMultiple(large: bigint, small: bigint): bigint {
  let [a, b] = [small, large % small];
  while (b > 0n) [a, b] = [b, a % b];
  return large * (small / a);
}

/** The whole scale in four, each from a bound on and up to the next; the best is in the last. */
export const BANDS: readonly { readonly from: number; readonly to: number }[] = [0, 5, 10, 15].map(from => ({ from, to: from + 5 }));
