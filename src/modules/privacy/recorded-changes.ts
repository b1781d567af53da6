import type { EntityMetadata } from '@mikro-orm/core';
import { AuditEntry } from '../../platform/audit/audit.entities.js';
import { reasonUnaudited } from '../../platform/audit/audited.js';
import { sealedDeletions } from '../../platform/audit/redaction.js';
import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { join, type Sql, sql, text } from '../../platform/database/sql.js';
import { type PersonalTable, personalTable } from '../../platform/personal/personal-table.js';
import { User } from '../accounts/user.entity.js';
import { changesOf } from '../audit/audit-change.js';

/**
 * What became of what is stored about somebody, whoever did it, with the values before: as the audit keeps it, also of what is deleted
 * since. Erasing takes the values out of it by what is erased elsewhere.
 */
export function recordedChanges(database: Database, tables: readonly PersonalTable[]): PersonalTable {
  const recorded = tables.filter(isRecorded);
  const byEntity = new Map(recorded.map(table => [table.entity.name, table]));
  return personalTable<AuditEntry>({
    name: 'changes',
    entity: AuditEntry,
    columns: {
      sequence: 'ours',
      id: 'stays',
      createdAt: 'stays',
      actorId: 'ours',
      deed: 'stays',
      requestId: 'ours',
      entity: 'stays',
      entityId: 'stays',
      kind: 'stays',
      fields: 'stays',
      oldValues: 'goes',
      newValues: 'goes',
      salt: 'ours',
      digest: 'ours',
      hash: 'ours',
    },
    since: 'createdAt',
    about: userId => sql`t.entity_id ${database.dialect.amongFew(idsAbout(database, recorded, userId))}`,
    tell: (entry, userId) => toldOf(database, entry, userId, byEntity.get(entry.entity)),
    erase: async () => [],
  });
}

/** Where nothing goes with a person, nothing is theirs. */
function isRecorded({ entity, columns }: PersonalTable): boolean {
  return reasonUnaudited(entity) === undefined && Object.values(columns).includes('goes');
}

function idsAbout(database: Database, tables: readonly PersonalTable[], userId: string): Sql {
  const there = tables.map(
    ({ entity, about }) => sql`select cast(t.id as varchar(100)) from ${text(database.table(entity).name)} t where ${about(userId)}`,
  );
  const gone = tables.flatMap(({ entity, owner }) => (owner === undefined ? [] : [sealedDeletions(entity, owner, userId)]));
  return join([...there, ...gone], ' union all ');
}

/** Who did it is not told by name or id: it may be somebody else. Neither is anybody else of whom a value speaks. */
function toldOf(database: Database, entry: Row<AuditEntry>, userId: string, table: PersonalTable | undefined) {
  const { id, createdAt, actorId, deed, entity, entityId, kind } = entry;
  const meta = table && (database.orm.getMetadata().get(table.entity as never) as EntityMetadata);
  const isHidden = (field: string, value: unknown) => value !== null && value !== userId && isUser(meta, field);
  const changes = changesOf(entry).filter(({ field }) => isTold(table, field));
  return {
    id,
    createdAt: new Date(createdAt).toISOString(),
    by: actorId === userId ? 'THEMSELVES' : actorId === null ? null : 'SOMEBODY_ELSE',
    deed,
    entity,
    entityId,
    kind,
    changes: changes.map(({ field, before, after, withheld }) => ({
      field,
      before: isHidden(field, before) ? null : before,
      after: isHidden(field, after) ? null : after,
      withheld: withheld || isHidden(field, before) || isHidden(field, after),
    })),
  };
}

function isTold(table: PersonalTable | undefined, field: string): boolean {
  const fate = (table?.columns as Readonly<Record<string, string>> | undefined)?.[field];
  return fate === 'goes' || fate === 'stays';
}

function isUser(meta: EntityMetadata | undefined, field: string): boolean {
  return meta?.relations.some(it => it.name === field && it.targetMeta?.class === User) ?? false;
}
