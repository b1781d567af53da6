import type { Unit } from '../database/database.js';
import type { Instant } from '../database/instant.js';
import { sql } from '../database/sql.js';
import { AuditKind } from './audit.entities.js';
import type { Place, Signer } from './chain.js';
import { holdEnds, writeEnd } from './ends.js';
import { recorderOf } from './recording.js';

const PRUNED_AT_ONCE = 1_000;

/**
 * Deletes the oldest entries before an instant, some at once. The last of them becomes the root, signed, from which the rest of the chain
 * is verified. Answers whether there may be more.
 */
export async function pruneSome(unit: Unit, signer: Signer, before: Instant): Promise<boolean> {
  const ends = await holdEnds(unit);
  if (!ends || !signer.signedBy(ends.root) || !signer.signedBy(ends.head)) return false;
  const oldest = await unit.rows<Place & { createdAt: Instant }>(
    sql`select sequence, hash, created_at as "createdAt" from audit_entries order by sequence ${unit.dialect.limit(PRUNED_AT_ONCE)}`,
  );
  const young = oldest.findIndex(it => it.createdAt >= before);
  const root = young < 0 ? oldest.at(-1) : oldest[young - 1];
  if (!root) return false;
  await writeEnd(unit, signer, 'root', root);
  await unit.rows(sql`delete from audit_entries where sequence <= ${root.sequence}`);
  noteInChain(unit, AuditKind.PRUNED, root);
  return young < 0 && oldest.length === PRUNED_AT_ONCE;
}

/** Leaves an entry about the audit itself, which names one of its entries. */
export function noteInChain(unit: Unit, kind: AuditKind, { sequence }: Place): void {
  recorderOf(unit.em)?.add({ entity: 'AuditEntry', entityId: String(sequence), kind, fields: [], oldValues: {}, newValues: {} });
}
