import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

/**
 * Builds what `npm run serve` runs: before all tests, where each of their files has servers in processes of their own. With `TEST_BUILT` it is built
 * already, for several runs at once.
 */
export default function buildServer(): void {
  if (process.env['TEST_BUILT']) return;
  execFileSync('npm', ['run', '--silent', 'build'], { shell: process.platform === 'win32' });
}

/** For the few files that need it among many: the first of them builds, since another build would take away what the servers of one have yet to load. */
export function buildServerOnce(): void {
  const turn = join(inject('sharedFolder'), 'build');
  const over = join(turn, 'over');
  if (mkdirSync(turn, { recursive: true }) === undefined) {
    while (!existsSync(over)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    return;
  }
  try {
    buildServer();
  } finally {
    writeFileSync(over, '');
  }
}
