import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { entities } from '../app.js';
import { isDatabaseUrl } from '../config.js';
import { copyDatabase } from '../copying/copy.js';
import { openDatabase } from '../platform/database/database.js';
import { CommandError, runCommand } from './command.js';

const USAGE = `npm run db:copy -- --from <url> --to <url>
  copies all rows from one database to another, which has none, and checks the copy
  <url> is sqlite:<file> or postgresql://user:password@host:5432/database
  stop the server first: what it writes during the copy is not in it`;

await runCommand(USAGE, async () => {
  const { from, to } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } }).values;
  if (!from || !to) throw new CommandError(USAGE);
  refuseWrong(from, to);
  const source = await openDatabase(from, entities);
  const target = await openDatabase(to, entities);
  try {
    for (const { table, rows, checksum } of await copyDatabase(source, target)) {
      console.log(`${table.padEnd(24)}${String(rows).padStart(9)} rows  ${checksum.slice(0, 12)} on both sides`);
    }
  } finally {
    await source.close();
    await target.close();
  }
});

function refuseWrong(from: string, to: string): void {
  for (const [name, url] of [
    ['--from', from],
    ['--to', to],
  ] as const) {
    if (!isDatabaseUrl(url)) throw new CommandError(`${name} must begin with sqlite: or postgresql://.`);
  }
  if (from === to) throw new CommandError('--from and --to name the same database.');
  if (from.startsWith('sqlite:') && !existsSync(from.slice('sqlite:'.length))) {
    throw new CommandError('There is no database where --from says.');
  }
}
