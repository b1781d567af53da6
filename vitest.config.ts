import { defineConfig } from 'vitest/config';

export default defineConfig({
  // A second copy of graphql, which packages would load as CommonJS, makes every `instanceof` in it fail silently.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/database-template.ts',
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    restoreMocks: true,
  },
});
