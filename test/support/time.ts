import { onTestFinished, vi } from 'vitest';

/** Moves the clock of this test on, for the server too, which lives in the same process. Timers go on as they are. */
export function passTime(milliseconds: number): void {
  if (!vi.isFakeTimers()) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    onTestFinished(() => void vi.useRealTimers());
  }
  vi.setSystemTime(Date.now() + milliseconds);
}

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;

/** What is promised to happen within a second; it fails when a second is over. */
export async function withinASecond<T>(what: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it did not happen within a second')), SECOND_MS);
  });
  try {
    return await Promise.race([what, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again and again until it is so, for a second at most. */
export function soon(isSo: () => Promise<boolean>): Promise<void> {
  let over = false;
  const asking = (async () => {
    while (!over && !(await isSo())) await new Promise(resolve => setTimeout(resolve, 20));
  })();
  return withinASecond(asking).finally(() => {
    over = true;
  });
}
