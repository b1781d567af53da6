import { readFileSync, writeFileSync } from 'node:fs';
import { schemaOfModules } from '../app.js';
import { printSchema } from '../platform/graphql/print-schema.js';

const FILE = 'schema.graphql';
const printed = `${printSchema(schemaOfModules())}\n`;

if (process.argv.includes('--check')) {
  const same = readFileSync(FILE, 'utf8') === printed;
  console.log(same ? `${FILE} is up to date` : `${FILE} differs from the code: run npm run schema`);
  process.exitCode = same ? 0 : 1;
} else {
  writeFileSync(FILE, printed);
  console.log(`wrote ${FILE}`);
}
