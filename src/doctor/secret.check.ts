import { countBySecret } from '../modules/accounts/second-factors.js';
import type { BySecret, Secrets } from '../platform/access/secrets.js';
import { Signer } from '../platform/audit/chain.js';
import { readEnds } from '../platform/audit/ends.js';
import type { Database } from '../platform/database/database.js';
import { type Finding, fail, ok, warn } from './finding.js';

const ANY: Secrets = ['stands for a secret that is not here'];
const LOST = 'If it is lost: `npm run audit:verify -- --accept`, and authenticator apps are set up anew.';

/** Whether the secret is the one that the database was written with; undefined where there is none yet, and the next start would make one. */
export async function checkSecret(database: Database, secrets: Secrets | undefined): Promise<Finding> {
  const known = secrets ?? ANY;
  const [ends, apps] = [await countEnds(database, new Signer(known)), await countBySecret(database, known)];
  if (secrets) return judgeSecret(ends, apps);
  if (ends.unknown + apps.unknown === 0) return ok('secret', NOTHING);
  return fail(
    'secret',
    'The database was written with a secret that is gone: the next start would make another.',
    `Bring it back. ${LOST}`,
  );
}

/** `ends` are those of the audit, which the first server signed; `apps` are the authenticator apps that were looked at. */
export function judgeSecret(ends: BySecret, apps: BySecret): Finding {
  const opened = apps.present + apps.former;
  if (ends.unknown > 0 && opened > 0) {
    const found = 'It opens authenticator apps, but did not sign the ends of the audit: they were changed.';
    return fail('secret', found, 'Look with `npm run audit:verify`.');
  }
  if (ends.unknown > 0) {
    const mend = `Set AMPHI_SECRET to the one before, or to both, <new>,<old>. ${LOST}`;
    return fail('secret', 'It is not the one that the database was written with: it did not sign the ends of the audit.', mend);
  }
  if (apps.unknown > 0) {
    const found = `It does not open ${apps.unknown} of the ${apps.unknown + opened} authenticator apps that were looked at.`;
    return warn(
      'secret',
      found,
      'Set AMPHI_SECRET to both, <new>,<old>, and start a server; or have them set up anew, with a recovery code.',
    );
  }
  if (ends.former + apps.former > 0) {
    const found = 'The database still holds what only the former secret signed or encrypted.';
    return warn('secret', found, 'Start a server with both before you take the former one away.');
  }
  return ok('secret', ends.present + apps.present > 0 ? 'It is the one that the database was written with.' : NOTHING);
}

const NOTHING = 'Nothing in the database was written with one yet.';

async function countEnds(database: Database, signer: Signer): Promise<BySecret> {
  const counts = { present: 0, former: 0, unknown: 0 };
  const ends = await readEnds(database);
  for (const end of ends ? [ends.root, ends.head] : []) counts[signer.signedBy(end) ?? 'unknown']++;
  return counts;
}
