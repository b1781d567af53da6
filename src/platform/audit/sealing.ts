import { randomBytes, randomUUIDv7 } from 'node:crypto';
import type { Unit } from '../database/database.js';
import type { Dialect } from '../database/dialect.js';
import { oneOf, sql } from '../database/sql.js';
import type { AuditEntry } from './audit.entities.js';
import { digestOf, hashOf, type Place, type Signer } from './chain.js';
import { beginEnds, holdEnds, readLast, writeEnd } from './ends.js';
import type { RecordedUnit } from './recording.js';

/** Enough for one go: on SQLite all other writers wait for it, and this process. */
const SEALED_AT_ONCE = 30;

/** The chain is not as it was left: nothing may be added to it before somebody has looked why. */
export class BrokenChain extends Error {}

/** Begins the chain of a database that has none. */
export async function beginChain(unit: Unit, signer: Signer): Promise<void> {
  if (!(await readLast(unit))) await beginEnds(unit, signer);
}

/**
 * Adds to the chain what units of work have left, in the order in which they left it. Whoever holds the head adds, one at a time; the units
 * themselves wait for nobody. Answers whether there may be more.
 */
export async function sealSome(unit: Unit, signer: Signer): Promise<boolean> {
  const ends = await holdEnds(unit);
  const last = (await readLast(unit)) ?? ends?.root;
  if (!ends || !last || !isEnd(ends.head, last)) throw new BrokenChain('The audit does not end where its signed head says.');
  if (!signer.signedBy(ends.head)) throw new BrokenChain('The head of the audit is not signed with this secret or one before it.');
  const left = await unit.rows<Left>(
    sql`select position, changes from audit_unsealed order by position ${unit.dialect.limit(SEALED_AT_ONCE)}`,
  );
  const { entries, positions } = chained(last, left);
  if (entries.length > 0) {
    await insertEntries(unit, entries);
    await unit.rows(sql`delete from audit_unsealed where position ${oneOf(positions)}`);
  }
  const end = entries.at(-1) ?? last;
  if (end !== last || signer.signedBy(ends.head) === 'former') await writeEnd(unit, signer, 'head', end);
  if (signer.signedBy(ends.root) === 'former') await writeEnd(unit, signer, 'root', ends.root);
  return positions.length < left.length || left.length === SEALED_AT_ONCE;
}

interface Left {
  readonly position: number;
  readonly changes: string;
}

/** Entries for what was left, up to so many, each with the hash of the one before. */
function chained(last: Place, left: readonly Left[]): { entries: AuditEntry[]; positions: string[] } {
  const entries: AuditEntry[] = [];
  const positions: string[] = [];
  for (const { position, changes } of left) {
    if (entries.length >= SEALED_AT_ONCE) break;
    for (const entry of entriesOf(JSON.parse(changes) as RecordedUnit)) {
      const before = entries.at(-1) ?? last;
      const placed = { ...entry, sequence: before.sequence + 1 };
      entries.push({ ...placed, hash: hashOf(before.hash, placed) });
    }
    positions.push(String(position));
  }
  return { entries, positions };
}

function entriesOf({ at, actorId, deed, requestId, changes }: RecordedUnit): Omit<AuditEntry, 'sequence' | 'hash'>[] {
  return changes.map(({ entity, entityId, kind, fields, oldValues, newValues }) => {
    const values = {
      salt: randomBytes(16).toString('base64url'),
      oldValues: JSON.stringify(oldValues),
      newValues: JSON.stringify(newValues),
    };
    return {
      id: randomUUIDv7(),
      createdAt: at,
      actorId,
      deed,
      requestId: requestId ?? null,
      entity,
      entityId,
      kind,
      fields: JSON.stringify(fields),
      ...values,
      digest: digestOf(values),
    };
  });
}

/** One statement, whatever their number. */
async function insertEntries(unit: Unit, entries: readonly AuditEntry[]): Promise<void> {
  await unit.rows(
    sql`insert into audit_entries (sequence, id, created_at, actor_id, deed, request_id, entity, entity_id, kind, fields, old_values, new_values,
        salt, digest, hash)
      select cast(it.value ->> 'sequence' as bigint), it.value ->> 'id', cast(it.value ->> 'createdAt' as timestamptz), it.value ->> 'actorId',
        it.value ->> 'deed', it.value ->> 'requestId', it.value ->> 'entity', it.value ->> 'entityId', it.value ->> 'kind',
        it.value ->> 'fields', it.value ->> 'oldValues', it.value ->> 'newValues', it.value ->> 'salt', it.value ->> 'digest',
        it.value ->> 'hash'
      from ${unit.dialect.elementsOf(inJson(unit.dialect, entries))} it order by it.n`,
  );
}

function inJson({ instantInJson }: Dialect, entries: readonly AuditEntry[]): string {
  return JSON.stringify(entries.map(it => ({ ...it, createdAt: instantInJson(it.createdAt) })));
}

export function isEnd(end: Place, place: Place): boolean {
  return end.sequence === place.sequence && end.hash === place.hash;
}
