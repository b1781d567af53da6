import { AuditEntry } from '../../platform/audit/audit.entities.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { type Sql, sql, text } from '../../platform/database/sql.js';
import type { AuditFilter } from './audit.inputs.js';

/** The entries that a filter leaves, the newest first. */
export function auditList(source: RowSource, filter: AuditFilter): List<AuditEntry> {
  return {
    table: source.table(AuditEntry),
    alias: 'a',
    where: conditionsOf(filter),
    order: [{ column: text('a.created_at'), property: 'createdAt', instant: true }],
    direction: 'desc',
  };
}

function conditionsOf({ actorId, entity, entityId, deed, from, to }: AuditFilter): Sql[] {
  const conditions: Sql[] = [];
  if (actorId) conditions.push(sql`a.actor_id = ${actorId}`);
  if (entity) conditions.push(sql`a.entity = ${entity}`);
  if (entityId) conditions.push(sql`a.entity_id = ${entityId}`);
  if (deed) conditions.push(sql`a.deed = ${deed}`);
  if (from != null) conditions.push(sql`a.created_at >= ${new Date(from)}`);
  if (to != null) conditions.push(sql`a.created_at < ${new Date(to)}`);
  return conditions;
}
