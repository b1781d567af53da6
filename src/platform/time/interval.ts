import type { Instant } from '../database/instant.js';

/** A stretch of time, its start within and its end without: two of them may touch and share nothing. */
export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const QUARTER_MS = 15 * MINUTE_MS;

export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

export function lengthOf({ start, end }: Interval): number {
  return end - start;
}

/** The same time, in order, as few intervals as can be: those that overlap or touch become one. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: { start: Instant; end: Instant }[] = [];
  for (const { start, end } of [...intervals].sort((a, b) => a.start - b.start)) {
    if (end <= start) continue;
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

/** The time that is in both. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const left = merge(a);
  const right = merge(b);
  const shared: Interval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const x = left[i] as Interval;
    const y = right[j] as Interval;
    const start = Math.max(x.start, y.start);
    const end = Math.min(x.end, y.end);
    if (start < end) shared.push({ start, end });
    if (x.end < y.end) i++;
    else j++;
  }
  return shared;
}

/** The time of `from` that is in none of `holes`. */
export function subtract(from: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const gaps = merge(holes);
  const rest: Interval[] = [];
  let j = 0;
  for (const { start, end } of merge(from)) {
    let at = start;
    while (j < gaps.length && (gaps[j] as Interval).end <= at) j++;
    for (let k = j; k < gaps.length && (gaps[k] as Interval).start < end; k++) {
      const gap = gaps[k] as Interval;
      if (gap.start > at) rest.push({ start: at, end: gap.start });
      at = Math.max(at, gap.end);
    }
    if (at < end) rest.push({ start: at, end });
  }
  return rest;
}

/** Whether all of `inner` is covered. */
export function covers(intervals: readonly Interval[], inner: Interval): boolean {
  return merge(intervals).some(({ start, end }) => start <= inner.start && inner.end <= end);
}

export function totalLength(intervals: readonly Interval[]): number {
  return merge(intervals).reduce((sum, it) => sum + lengthOf(it), 0);
}

/** Consecutive slots of `length`, from the first quarter of an hour in each interval on. */
export function slotsIn(intervals: readonly Interval[], length: number): Interval[] {
  const slots: Interval[] = [];
  for (const { start, end } of merge(intervals)) {
    for (let at = nextQuarter(start); at + length <= end; at += length) slots.push({ start: at, end: at + length });
  }
  return slots;
}

/** The instant itself if it is on a quarter of an hour, else the next that is. */
export function nextQuarter(instant: Instant): Instant {
  return Math.ceil(instant / QUARTER_MS) * QUARTER_MS;
}
