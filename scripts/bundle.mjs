// Puts what tsc made of the server into a few files: reading 1,800 modules takes longer than all else that a start does. tsc stays the
// compiler, since MikroORM and TypeGraphQL need the types that it writes into decorators.
import { readFile } from 'node:fs/promises';
import { build } from 'rolldown';

await build({
  input: { main: 'dist/src/main.js', 'sqlite-aside-thread': 'dist/src/platform/database/sqlite-aside-thread.js' },
  platform: 'node',
  // They bring machine code, which they look for beside themselves.
  external: ['argon2', 'better-sqlite3'],
  // Its CommonJS form cannot be shaken: every validator would come along, and the telephone numbers of every country.
  resolve: {
    alias: {
      'class-validator': 'class-validator/esm5/index.js',
      // In a bundle it does not find Node's own, and takes one written in JavaScript.
      '@apollo/utils.createhash': 'node:crypto',
    },
  },
  plugins: [
    {
      name: 'source maps of tsc',
      load: {
        filter: { id: /dist[\\/]src[\\/].+\.js$/ },
        handler: async id => ({ code: await readFile(id, 'utf8'), map: await readFile(`${id}.map`, 'utf8') }),
      },
    },
  ],
  output: {
    dir: 'dist/bundle',
    cleanDir: true,
    sourcemap: true,
    // Entities and types of the schema are known by the names of their classes.
    keepNames: true,
    // As Node would: reflect-metadata before the first decorator.
    strictExecutionOrder: true,
  },
});
