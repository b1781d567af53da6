import { type Finding, fail, ok, warn } from './finding.js';

const NOTICED_MS = 1_000;
const HARMFUL_MS = 30_000;

/** How far another clock is ahead of this one, as well as a question and its answer can tell. */
export async function aheadOf(ask: () => Promise<number>): Promise<number> {
  const asked = Date.now();
  const there = await ask();
  return there - (asked + Date.now()) / 2;
}

/** Servers, database and Redis have to agree on what time it is: tokens, reservations in the past and attempts to log in go by it. */
export function checkClock(of: string, aheadMs: number): Finding {
  const seconds = (Math.abs(aheadMs) / 1_000).toFixed(1);
  const found = `The clock of ${of} is ${seconds} s ${aheadMs < 0 ? 'behind' : 'ahead of'} this one.`;
  const mend = 'Set both by NTP (chrony, systemd-timesyncd).';
  if (Math.abs(aheadMs) >= HARMFUL_MS) return fail('clock', found, mend);
  return Math.abs(aheadMs) >= NOTICED_MS ? warn('clock', found, mend) : ok('clock', found);
}
