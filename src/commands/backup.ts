import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { backUp } from '../backup.js';
import { readConfig } from '../config.js';
import { CommandError, runCommand } from './command.js';

const USAGE = `npm run backup -- <file> [--replace]
  copies the database of DATABASE_URL, which may be in use, to a file, and checks the copy
  --replace  take the place of a file that is there already`;

await runCommand(USAGE, async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean', default: false } } });
  const [target, ...others] = positionals;
  if (!target || others.length > 0) throw new CommandError(`One file has to be named:\n${USAGE}`);
  const { files, rowsByTable } = backUp(readConfig(), target, values.replace);
  const rows = [...rowsByTable].map(([table, count]) => `${table} ${count}`).join(', ');
  console.log(`wrote ${files.join(' and ')}; it is sound and has ${rows}`);
});
