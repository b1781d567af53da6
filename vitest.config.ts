import { configDefaults, defineConfig } from 'vitest/config';

const RESILIENCE = 'test/resilience/**/*.test.ts';
const TEMPLATE = 'test/support/database-template.ts';

export default defineConfig(({ mode }) => ({
  // A second copy of graphql, which packages would load as CommonJS, makes every `instanceof` in it fail silently.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    ...(mode === 'resilience'
      ? { include: [RESILIENCE], fileParallelism: false, globalSetup: [TEMPLATE, 'test/support/server-build.ts'] }
      : { globalSetup: TEMPLATE, include: ['test/**/*.test.ts'], exclude: [...configDefaults.exclude, RESILIENCE] }),
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
}));
