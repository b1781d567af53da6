import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Call, describeDivergence, findDivergences, type SequentialModel } from './linearizability.js';

/** A number that can be read, added to, and set if it is what was thought. */
type Deed = { readonly what: 'read' } | { readonly what: 'add' } | { readonly what: 'set'; readonly from: number; readonly to: number };

const counter: SequentialModel<number, Deed> = {
  initial: 0,
  keyOf: String,
  perform(state, deed) {
    if (deed.what === 'read') return { answer: `${state}`, state };
    if (deed.what === 'add') return { answer: `${state + 1}`, state: state + 1 };
    return deed.from === state ? { answer: 'done', state: deed.to } : { answer: 'refused', state };
  },
};

const read: Deed = { what: 'read' };
const add: Deed = { what: 'add' };
const set = (from: number, to: number): Deed => ({ what: 'set', from, to });

/** Deeds with their times and answers, as a table. */
function history(...rows: readonly [deed: Deed, askedAt: number, answeredAt: number, answer?: string, thing?: string][]): Call<Deed>[] {
  return rows.map(([deed, askedAt, answeredAt, answer, thing = 'n'], i) => ({ number: i + 1, thing, deed, askedAt, answeredAt, answer }));
}

const LOST = Number.POSITIVE_INFINITY;

describe('could have been one after the other:', () => {
  test.each([
    ['nothing at all', history()],
    ['a call after its effect', history([add, 0, 1, '1'], [read, 2, 3, '1'])],
    ['two at once, in one order', history([add, 0, 9, '1'], [add, 1, 8, '2'])],
    ['two at once, in the other', history([add, 0, 9, '2'], [add, 1, 8, '1'])],
    ['a read that comes before what it overlaps', history([add, 0, 9, '1'], [read, 1, 2, '0'])],
    ['a read that comes after what it overlaps', history([add, 0, 9, '1'], [read, 1, 2, '1'])],
    ['two of which one is refused', history([set(0, 5), 0, 9, 'refused'], [set(0, 7), 0, 9, 'done'], [read, 10, 11, '7'])],
    ['what was not answered, done', history([add, 0, LOST], [read, 2, 3, '1'])],
    ['what was not answered, not done', history([add, 0, LOST], [read, 2, 3, '0'])],
    ['what was not answered, done late', history([add, 0, LOST], [read, 2, 3, '0'], [read, 4, 5, '1'])],
    ['things apart', history([add, 0, 1, '1', 'a'], [read, 2, 3, '0', 'b'])],
  ])('%s', (_, calls) => {
    expect(findDivergences(counter, calls)).toEqual([]);
  });
});

describe('could not:', () => {
  test.each([
    ['a read that is too old', history([add, 0, 1, '1'], [read, 2, 3, '0']), '1'],
    ['a read of what has not begun', history([read, 0, 1, '1'], [add, 2, 3, '1']), '0'],
    ['an update that is lost', history([add, 0, 9, '1'], [add, 1, 8, '1']), '2'],
    ['one thing that two got', history([set(0, 5), 0, 9, 'done'], [set(0, 7), 0, 9, 'done']), 'refused'],
    ['what is seen and then not', history([add, 0, 9, '1'], [read, 1, 2, '1'], [read, 3, 4, '0']), '1'],
    ['what was not answered, done and then not', history([add, 0, LOST], [read, 2, 3, '1'], [read, 4, 5, '0']), '1'],
    ['what was not answered, done twice', history([add, 0, LOST], [read, 2, 3, '2']), '0 1'],
    ['what was not answered, done before it was asked', history([read, 0, 1, '1'], [add, 2, LOST]), '0'],
  ])('%s', (_, calls, expected) => {
    const [divergence] = findDivergences(counter, calls);
    expect([...(divergence?.expected ?? [])].sort().join(' ')).toBe(expected);
  });
});

test('a divergence is told with the calls that contradict each other, and no others', () => {
  const calls = history(
    [set(0, 5), 0, 1, 'done'],
    [read, 2, 3, '5'],
    [read, 3, 30, '5'],
    [set(5, 6), 4, 20.5, 'done'],
    [set(5, 7), 10, 18, 'done'],
  );
  const told = findDivergences(counter, calls).map(it =>
    describeDivergence(it, ({ what, ...rest }) => [what, ...Object.values(rest)].join(' ')),
  );
  expect(told).toEqual([
    [
      'No order explains these answers about n:',
      '     0.0 ms to    1.0 ms  set 0 5: done',
      '→    4.0 ms to   20.5 ms  set 5 6: done',
      '    10.0 ms to   18.0 ms  set 5 7: done',
      'It could have been “refused”.',
    ].join('\n'),
  ]);
});

/** Tries every order: what the search must agree with. Of what was not answered any part may have been done. */
function someOrderExplains(calls: readonly Call<Deed>[], state = counter.initial): boolean {
  if (calls.every(it => it.answer === undefined)) return true;
  return calls.some(first => {
    const rest = calls.filter(it => it !== first);
    if (rest.some(it => it.answeredAt < first.askedAt)) return false;
    const next = counter.perform(state, first.deed);
    return (first.answer ?? next.answer) === next.answer && someOrderExplains(rest, next.state);
  });
}

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.constantFrom(read, add),
  fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 2 })).map(([from, to]) => set(from, to)),
);
/** When it is asked, done and answered; a few are not answered, and of those some are not done. */
const timed = fc.record({
  deed,
  at: fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 }),
  fate: fc.constantFrom('answered', 'answered', 'answered', 'done', 'lost'),
});

/** A history that has an order, since it was made in one. */
const explained = fc.array(timed, { maxLength: 6 }).map(list => {
  const steps = list.map(({ at, ...rest }, i) => ({
    ...rest,
    number: i + 1,
    times: [...at].sort((a, b) => a - b) as [number, number, number],
  }));
  let state = counter.initial;
  return steps
    .sort((a, b) => a.times[1] - b.times[1])
    .map(({ deed: done, number, fate, times: [askedAt, , answeredAt] }): Call<Deed> => {
      const call = { number, thing: 'n', deed: done, askedAt };
      if (fate === 'lost') return { ...call, answeredAt: LOST };
      const { answer, state: after } = counter.perform(state, done);
      state = after;
      return fate === 'done' ? { ...call, answeredAt: LOST } : { ...call, answeredAt, answer };
    });
});

test('whatever was done in an order has one', () => {
  fc.assert(
    fc.property(explained, calls => {
      expect(findDivergences(counter, calls)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

test('an answer that is put in the place of another is found out, unless an order explains it, too', () => {
  let foundOut = 0;
  const another = fc.constantFrom('0', '1', '2', '3', 'done', 'refused');
  fc.assert(
    fc.property(explained, fc.nat({ max: 5 }), another, (calls, which, answer) => {
      const wrong = calls.map((it, i) => (i === which && it.answer !== undefined ? { ...it, answer } : it));
      const divergences = findDivergences(counter, wrong);
      expect(divergences.length === 0).toBe(someOrderExplains(wrong));
      foundOut += divergences.length;
      for (const { calls: contradicting } of divergences) expect(someOrderExplains(contradicting)).toBe(false);
    }),
    { numRuns: 1_000 },
  );
  expect(foundOut).toBeGreaterThan(100);
});
