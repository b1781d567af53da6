import type { Instant } from '../database/instant.js';

/** What waits for something to be done with it, and for how many seconds the oldest of it has waited. */
export interface Backlog {
  readonly count: number;
  readonly seconds: number;
}

/** Where what should be done goes on failing, a table grows without an end; whoever looks how long it is must not take longer each time. */
export const MOST_COUNTED = 10_000;

/** `since` is of the oldest, null where nothing waits. */
export function backlogOf(count: number, since: Instant | null): Backlog {
  return { count, seconds: since === null ? 0 : Math.max(0, Date.now() - since) / 1_000 };
}
