import { AuditEntry } from '../../src/platform/audit/audit.entities.js';
import { Signer } from '../../src/platform/audit/chain.js';
import { type Verdict, verifyChain } from '../../src/platform/audit/verification.js';
import type { Row } from '../../src/platform/database/entity.js';
import { sql } from '../../src/platform/database/sql.js';
import { SECRET, type TestApp } from './app.js';

export type Entry = Row<AuditEntry>;

/** What is in the audit about a thing by now, in the order of the chain. */
export async function entriesAbout({ database, sealer }: TestApp, entityId: string): Promise<Entry[]> {
  await sealer.seal();
  const table = database.table(AuditEntry);
  return database.rowsOf(table, sql`${table.selection('a')} where a.entity_id = ${entityId} order by a.sequence`);
}

/** Goes through the whole audit, with all that is committed in it. */
export async function verify({ database, sealer }: TestApp, ...noted: Parameters<typeof verifyChain>[2] & object): Promise<Verdict> {
  await sealer.seal();
  return verifyChain(database, new Signer([SECRET]), noted);
}
