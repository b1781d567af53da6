/**
 * Whether what many clients were answered at the same time could have been answered to one after the other: whether each call can be
 * given a moment between its question and its answer, so that a sequential model, performing the calls in the order of those moments,
 * answers all of them just as they were answered. That is linearizability (Herlihy & Wing, 1990). It is local: things that know nothing
 * of each other may be checked apart, which is what makes it affordable (Horn & Kroening, 2015).
 *
 * The search is Lowe's just-in-time linearization ("Testing for linearizability", 2017): it walks through questions and answers in the
 * order of time, and puts calls in an order no sooner than an answer demands it. At every point it knows all that is possible so far:
 * a state, and which of the calls under way are done in it. What can be reached in two ways is kept once.
 */

/** A call as its client saw it. Times are of one clock. */
export interface Call<Deed> {
  /** Tells it from the others of its history. */
  readonly number: number;
  /** What it was about: calls about different things are checked apart. */
  readonly thing: string;
  readonly deed: Deed;
  readonly askedAt: number;
  /** Infinity where no answer came: it may have been done at any time since, or never. */
  readonly answeredAt: number;
  readonly answer?: string;
}

/** What the thing would be if it had one client. */
export interface SequentialModel<State, Deed> {
  readonly initial: State;
  /** The answer, and the state after it: the very same object where nothing changes. */
  perform(state: State, deed: Deed): { readonly answer: string; readonly state: State };
  /** The same for states that no deed can tell apart. */
  keyOf(state: State): string;
}

/** Why there is no order. */
export interface Divergence<Deed> {
  /** The first call, by the time of the answers, whose answer cannot be explained. */
  readonly call: Call<Deed>;
  /** What it could have been answered, in all orders that explain every answer before. */
  readonly expected: ReadonlySet<string>;
  /** Those it contradicts, and itself: without any of them it would be explained, or expected otherwise. */
  readonly calls: readonly Call<Deed>[];
}

/** Something that can have happened up to a point of time. */
interface Possibility<State, Deed> {
  readonly state: State;
  /** Which of the calls under way are done in it. */
  readonly done: ReadonlySet<Call<Deed>>;
}

/** The first divergence of each thing that has one. */
export function findDivergences<State, Deed>(
  model: SequentialModel<State, Deed>,
  history: readonly Call<Deed>[],
): readonly Divergence<Deed>[] {
  return [...Map.groupBy(history, call => call.thing).values()].flatMap(calls => {
    const found = firstUnexplained(model, calls);
    return found ? [withFewestCalls(model, found, calls)] : [];
  });
}

type Unexplained<Deed> = Pick<Divergence<Deed>, 'call' | 'expected'>;

function firstUnexplained<State, Deed>(model: SequentialModel<State, Deed>, history: readonly Call<Deed>[]): Unexplained<Deed> | undefined {
  const underWay = new Set<Call<Deed>>();
  let possible: readonly Possibility<State, Deed>[] = [{ state: model.initial, done: new Set() }];
  for (const { call, isAnswer } of inOrderOfTime(history)) {
    if (!isAnswer) {
      underWay.add(call);
      continue;
    }
    const { explained, expected } = explain(model, possible, underWay, call);
    if (explained.length === 0) return { call, expected };
    underWay.delete(call);
    possible = explained;
  }
  return undefined;
}

/** Questions before answers of the same time: then the calls may have gone on together. */
function inOrderOfTime<Deed>(history: readonly Call<Deed>[]) {
  const questions = history.map(call => ({ call, at: call.askedAt, isAnswer: false }));
  const answers = history.filter(it => it.answer !== undefined).map(call => ({ call, at: call.answeredAt, isAnswer: true }));
  return [...questions, ...answers].sort((a, b) => a.at - b.at || Number(a.isAnswer) - Number(b.isAnswer));
}

/** All that is possible now that a call has been answered: others under way may have been done before it, in any order. */
function explain<State, Deed>(
  model: SequentialModel<State, Deed>,
  possible: readonly Possibility<State, Deed>[],
  underWay: ReadonlySet<Call<Deed>>,
  answered: Call<Deed>,
) {
  const explained: Possibility<State, Deed>[] = [];
  const expected = new Set<string>();
  const seen = new Set<string>();
  const unexplored = [...possible];
  for (let it = unexplored.pop(); it; it = unexplored.pop()) {
    const { state } = it;
    const key = [model.keyOf(state), ...[...it.done].map(call => call.number).sort()].join();
    if (seen.has(key)) continue;
    seen.add(key);
    const open = [...underWay.difference(it.done)].map(call => ({ call, ...model.perform(state, call.deed) }));
    for (const { call, answer } of open) if (call === answered) expected.add(answer);
    // What was answered just so and changes nothing may as well be done here: whatever can follow without it can follow after it, too.
    const idle = open.filter(next => next.call.answer === next.answer && next.state === state);
    const done = it.done.union(new Set(idle.map(({ call }) => call)));
    if (done.has(answered)) {
      explained.push({ state, done: done.difference(new Set([answered])) });
      continue;
    }
    // What was not answered may be done here or later, or never.
    const changing = open.filter(({ call, answer, state: after }) => after !== state && (call.answer ?? answer) === answer);
    for (const { call, state: after } of changing) unexplored.push({ state: after, done: done.union(new Set([call])) });
  }
  return { explained, expected };
}

/** Leaves out one call after the other, for as long as the same answer stays unexplained and the same is expected instead. */
function withFewestCalls<State, Deed>(
  model: SequentialModel<State, Deed>,
  { call, expected }: Unexplained<Deed>,
  history: readonly Call<Deed>[],
): Divergence<Deed> {
  let calls = history.filter(it => it.askedAt <= call.answeredAt);
  for (let fewer = true; fewer; ) {
    fewer = false;
    for (const it of calls.filter(other => other !== call)) {
      const without = calls.filter(other => other !== it);
      const found = firstUnexplained(model, without);
      if (found?.call !== call || found.expected.symmetricDifference(expected).size > 0) continue;
      calls = without;
      fewer = true;
    }
  }
  return { call, expected, calls };
}

/** For people: the calls in the order of their questions, and what the unexplained one could have been answered. */
export function describeDivergence<Deed>({ call, expected, calls }: Divergence<Deed>, tell: (deed: Deed) => string): string {
  const first = Math.min(...calls.map(it => it.askedAt));
  const since = (at: number) => (Number.isFinite(at) ? `${(at - first).toFixed(1)} ms` : 'never').padStart(9);
  const lines = [...calls]
    .sort((a, b) => a.askedAt - b.askedAt)
    .map(it => `${it === call ? '→' : ' '} ${since(it.askedAt)} to ${since(it.answeredAt)}  ${tell(it.deed)}: ${it.answer ?? 'no answer'}`);
  const instead = [...expected].map(it => `“${it}”`).join(' or ');
  return [`No order explains these answers about ${call.thing}:`, ...lines, `It could have been ${instead}.`].join('\n');
}
