import type { Unit } from '../database/database.js';
import type { EntityClass } from '../database/entity.js';
import { contains, oneOf, type Sql, sql, text } from '../database/sql.js';
import { AuditKind } from './audit.entities.js';
import { reasonUnaudited } from './audited.js';
import { holdEnds } from './ends.js';
import { type RecordedChange, type RecordedUnit, recorderOf } from './recording.js';

/**
 * Erases the values that the audit has of some things of a kind, of what this unit changes, too: who changed which fields and when remains, and
 * the chain stays whole. It is recorded itself. Call it behind all locks of the unit: nobody changes these things meanwhile, and everybody who
 * erases or seals waits for it.
 */
export async function redact(unit: Unit, entity: EntityClass, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || reasonUnaudited(entity) !== undefined) return;
  await holdEnds(unit);
  await unit.rows(
    sql`update audit_entries set old_values = null, new_values = null, salt = null
      where entity = ${entity.name} and entity_id ${oneOf(ids)} and salt is not null and kind <> ${AuditKind.REDACTED}`,
  );
  await redactUnsealed(unit, entity.name, new Set(ids));
  const recorder = recorderOf(unit.em);
  for (const id of ids) {
    recorder?.withhold(entity.name, id);
    recorder?.add({ entity: entity.name, entityId: id, kind: AuditKind.REDACTED, fields: [], oldValues: {}, newValues: {} });
  }
}

/** Selects the `id` of those of them that are in the chain. The index holds deletions alone: so does this, word for word. */
export function sealedDeletions(entity: EntityClass, property: string, value: string): Sql {
  const said = `%${JSON.stringify({ [property]: value }).slice(1, -1)}%`;
  return sql`select gone.entity_id as id from audit_entries gone
    where gone.kind = 'DELETED' and gone.entity = ${entity.name} and gone.old_values like ${said}`;
}

/** The things of a kind that were deleted and of which the audit says that a property was this. Call it where `redact` is called. */
export async function deletedWith(unit: Unit, entity: EntityClass, property: string, value: string): Promise<string[]> {
  // Nothing goes from what is unsealed into the chain meanwhile.
  await holdEnds(unit);
  const sealed = await unit.rows<{ id: string }>(sealedDeletions(entity, property, value));
  const unsealed = await unit.rows<{ changes: string }>(
    sql`select changes from audit_unsealed where changes like ${`%"${AuditKind.DELETED}"%`}`,
  );
  const changes = unsealed.flatMap(row => (JSON.parse(row.changes) as RecordedUnit).changes);
  const meant = changes.filter(it => it.entity === entity.name && it.kind === AuditKind.DELETED && it.oldValues[property] === value);
  return [...sealed.map(it => it.id), ...meant.map(it => it.entityId)];
}

async function redactUnsealed(unit: Unit, entity: string, ids: ReadonlySet<string>): Promise<void> {
  const found = await unit.rows<{ position: number; changes: string }>(
    sql`select position, changes from audit_unsealed where ${contains(unit.dialect, text('changes'), `"${entity}"`)} order by position`,
  );
  for (const { position, changes } of found) {
    const recorded = JSON.parse(changes) as RecordedUnit;
    const isMeant = (change: RecordedChange) => change.entity === entity && ids.has(change.entityId);
    if (!recorded.changes.some(isMeant)) continue;
    const redacted = recorded.changes.map(it => (isMeant(it) ? { ...it, oldValues: {}, newValues: {} } : it));
    await unit.rows(
      sql`update audit_unsealed set changes = ${JSON.stringify({ ...recorded, changes: redacted })} where position = ${position}`,
    );
  }
}
