import { spawnSync } from 'node:child_process';

/** Runs every test on PostgreSQL: see `database-template.ts` for where it is looked for. */
const vitest = new URL('../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
const { status } = spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, TEST_DATABASE: 'postgresql' },
});
process.exitCode = status ?? 1;
