/** What the load generator is told and answers, between the processes. */

/** One request, written out; `expected` is the hash of the only right answer, if that is known beforehand. */
export interface Request {
  readonly body: string;
  readonly token: string;
  readonly expected?: string;
}

/** What is to be refused, and with which codes. */
export interface SentAttack {
  readonly name: string;
  readonly road: 'HTTP' | 'a socket';
  readonly body: string;
  readonly token: string;
  readonly codes: readonly string[];
}

export type Command =
  /** Sends each request once and remembers its answer: later ones have to be the same. */
  | { readonly kind: 'learn'; readonly plan: string; readonly url: string; readonly requests: readonly Request[] }
  /** Sends the plan's requests over and over. Every so many, the next of `rare` takes a turn instead, once. So many `attacks` a second go beside. */
  | {
      readonly kind: 'repeat';
      readonly plan: string;
      readonly connections: number;
      readonly forMs: number;
      readonly rare?: { readonly every: number; readonly requests: readonly Request[] };
      readonly attacks?: { readonly perSecond: number; readonly sent: readonly SentAttack[] };
    }
  /** Sends each attack once, one after the other. */
  | { readonly kind: 'attack'; readonly url: string; readonly attacks: readonly SentAttack[] }
  /** Sends each request once, as fast as so many connections can, or all of them at the same moment. */
  | { readonly kind: 'once'; readonly url: string; readonly requests: readonly Request[]; readonly connections: number };

export interface Learned {
  /** The hash of each answer. */
  readonly hashes: readonly string[];
  /** The beginning of each answer, to show where two differ. */
  readonly samples: readonly string[];
}

/** What a run came to. Milliseconds. */
export interface Measured {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** How many of each answer came, where no answer was expected. */
  readonly answers: Readonly<Record<string, number>>;
}

export interface RunResult extends Measured {
  /** Of the rare requests alone; the other figures leave them out. */
  readonly rare?: Measured;
}

export type Reply =
  | { readonly learned: Learned }
  | { readonly refusedAfterMs: readonly number[] }
  | { readonly run: RunResult }
  | { readonly failed: string };
