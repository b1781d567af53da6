import type { Bench } from '../bench.js';
import type { Outcome } from '../figures.js';

export interface Workload {
  readonly name: string;
  readonly title: string;
  /** What `perSecond` counts. */
  readonly unit: string;
  run(bench: Bench): Promise<Omit<Outcome, 'workload' | 'title' | 'unit'>>;
}
