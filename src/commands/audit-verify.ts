import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { entities } from '../app.js';
import { readConfig } from '../config.js';
import { acceptChain } from '../platform/audit/acceptance.js';
import { type Place, placeIn, placeText, Signer } from '../platform/audit/chain.js';
import { verifyChain } from '../platform/audit/verification.js';
import { type Database, openDatabase } from '../platform/database/database.js';
import { secretOf } from '../secret.js';
import { CommandError, runCommand } from './command.js';

const USAGE = `npm run audit:verify -- [--head <head>]… [--accept]
  goes through the audit of DATABASE_URL and exits with 1 when an entry was changed, removed, inserted or moved
  --head    a head that was printed before and noted elsewhere: it has to be part of the chain; may be given several times
  --accept  take the audit as it stands, once you know why it does not verify: what came before is proven by nothing from then on`;

await runCommand(USAGE, async () => {
  const { values } = parseArgs({ options: { head: { type: 'string', multiple: true }, accept: { type: 'boolean', default: false } } });
  const noted = (values.head ?? []).map(placeOf);
  const config = readConfig();
  refuseMissing(config.databaseUrl);
  const signer = new Signer([secretOf(config)]);
  const database = await openDatabase(config.databaseUrl, entities);
  try {
    await (values.accept ? accept(database, signer) : verify(database, signer, noted));
  } finally {
    await database.close();
  }
});

/** SQLite would make one. */
function refuseMissing(databaseUrl: string): void {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
  if (file && !existsSync(file)) fail(`There is no database at ${file}, which DATABASE_URL names.`);
}

function placeOf(text: string): Place {
  return placeIn(text) ?? fail(`--head takes what this command printed, such as 12345:${'x'.repeat(43)}.`);
}

async function verify(database: Database, signer: Signer, noted: readonly Place[]): Promise<void> {
  const { verified, unsealed, root, head, fault } = await verifyChain(database, signer, noted);
  if (fault) fail(`${fault} ${verified} entries before are whole.`);
  const from = root.sequence > 0 ? ` from entry ${root.sequence + 1} on` : '';
  const waiting = unsealed > 0 ? `; ${unsealed} more are on their way into the chain` : '';
  console.log(`${verified} entries are as they were written${from}${waiting}\nhead ${placeText(head)}`);
}

async function accept(database: Database, signer: Signer): Promise<void> {
  const place = await database.write({ actor: null, deed: 'audit:accept' }, unit => acceptChain(unit, signer));
  console.log(`the audit is taken as it stands, and verified after entry ${place.sequence} from now on`);
}

function fail(message: string): never {
  throw new CommandError(message);
}
