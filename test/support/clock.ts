import { afterAll, beforeEach, vi } from 'vitest';

/** A Monday morning, eight o'clock in Paris. */
export const NOW = '2030-06-03T06:00:00.000Z';

/** Stops the clock of every test of this file at a moment, for the server too, which lives in the same process. Timers go on. */
export function stopClockAt(now = NOW): void {
  const stop = () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(now) });
  };
  stop();
  beforeEach(stop);
  afterAll(() => void vi.useRealTimers());
}

/** Goes on with the stopped clock from another moment, until the end of the test. */
export function setClock(now: string | number): void {
  vi.setSystemTime(new Date(now));
}
