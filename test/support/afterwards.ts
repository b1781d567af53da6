import { afterAll } from 'vitest';

const closings: (() => Promise<unknown>)[] = [];

/** Runs when the tests of the file are over, also where one of them asks for it: what is closed is what was opened last, and so on. */
export function afterwards(close: () => Promise<unknown>): void {
  closings.push(close);
}

/** For each file. Its module may live longer: see `isolate`. */
export function closeAfterwards(): void {
  afterAll(async () => {
    for (const close of closings.splice(0).reverse()) await close();
  }, 60_000);
}
