import type { Bench } from '../bench.js';
import type { Outcome } from '../figures.js';

export interface Workload extends Pick<Outcome, 'title' | 'charted'> {
  readonly name: string;
  run(bench: Bench): Promise<Pick<Outcome, 'rows' | 'reaches' | 'notes'>>;
}
