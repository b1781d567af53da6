import { configDefaults, defineConfig } from 'vitest/config';

const RESILIENCE = 'test/resilience/**/*.test.ts';
const TEMPLATE = 'test/support/database-template.ts';
/** What is refused before a database is asked is refused alike on either. */
const BEFORE_THE_DATABASE = 'test/security/{attacks,protocol,graphql-over-http,browsers,floods}.test.ts';
const leftOut = process.env['TEST_DATABASE'] === 'postgresql' ? [BEFORE_THE_DATABASE] : [];

export default defineConfig(({ mode }) => ({
  // A second copy of graphql, which packages would load as CommonJS, makes every `instanceof` in it fail silently.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    ...(mode === 'resilience'
      ? { include: [RESILIENCE], fileParallelism: false, globalSetup: [TEMPLATE, 'test/support/server-build.ts'] }
      : { globalSetup: TEMPLATE, include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, RESILIENCE, ...leftOut] }),
    setupFiles: 'test/support/each-file.ts',
    pool: 'forks',
    // A module is loaded once for each worker and not for each file, which takes a third of the time.
    isolate: mode === 'resilience',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
}));
