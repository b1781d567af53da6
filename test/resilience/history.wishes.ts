import fc from 'fast-check';
import type { Deed, Time } from './history.model.js';

/** So few that clients get into each other's way. */
const HALF_HOURS = ['10:00', '10:30', '11:00', '11:30', '12:00', '12:30', '13:00'] as const;
/** Of these things lately made, one is asked for. */
const LATELY = 5;

/** What a client is up to, before it is known what there will be. */
export interface Wish {
  readonly what: Exclude<Deed['what'], 'conflicts'>;
  readonly resource: number;
  /** Of the latest reservations or windows. */
  readonly which: number;
  readonly time: Time;
  /** By how many the version that it names is older than the one that is known; undefined where it names none. */
  readonly behind: number | undefined;
}

type Weights = Readonly<Record<Wish['what'], number>>;
const BUSY: Weights = { book: 6, move: 16, cancel: 3, confirm: 4, block: 1, unblock: 6, read: 3, delete: 0 };
const CLOSING: Weights = { book: 2, move: 2, cancel: 10, confirm: 1, block: 1, unblock: 3, read: 2, delete: 6 };
const CLOSING_AFTER = 2 / 3;

const time: fc.Arbitrary<Time> = fc.tuple(fc.nat({ max: HALF_HOURS.length - 2 }), fc.integer({ min: 1, max: 3 })).map(([from, length]) => ({
  from: HALF_HOURS[from] as string,
  to: HALF_HOURS[Math.min(from + length, HALF_HOURS.length - 1)] as string,
}));

function wish(weights: Weights, resources: number): fc.Arbitrary<Wish> {
  const whats = Object.entries(weights) as [Wish['what'], number][];
  return fc.record({
    what: fc.oneof(...whats.map(([what, weight]) => ({ weight, arbitrary: fc.constant(what) }))),
    resource: fc.nat({ max: resources - 1 }),
    which: fc.nat({ max: LATELY - 1 }),
    time,
    behind: fc.constantFrom(undefined, undefined, 0, 1),
  });
}

/** What each of some clients wants, one after the other; in the end resources are cleared and deleted. The same seed gives the same. */
export function wishes(seed: number, clients: number, each: number, resources: number): readonly (readonly Wish[])[] {
  const sample = (weights: Weights, length: number) =>
    fc.sample(fc.array(wish(weights, resources), { minLength: length, maxLength: length }), { seed, numRuns: clients });
  const busy = Math.round(each * CLOSING_AFTER);
  const [before, after] = [sample(BUSY, busy), sample(CLOSING, each - busy)];
  return before.map((list, i) => [...list, ...(after[i] ?? [])]);
}
