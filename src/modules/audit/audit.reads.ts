import { type ListDefinition, listOf } from '../../platform/access/list.js';
import { AuditEntry } from '../../platform/audit/audit.entities.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql, text } from '../../platform/database/sql.js';
import type { AuditFilter } from './audit.inputs.js';

export const auditEntries: ListDefinition<AuditEntry, AuditFilter, 'CREATED_AT'> = {
  entity: AuditEntry,
  alias: 'a',
  conditions: {
    actorId: { looksAt: ['actorId'], where: id => sql`a.actor_id = ${id}` },
    entity: { looksAt: ['entity'], where: entity => sql`a.entity = ${entity}` },
    entityId: { looksAt: ['entityId'], where: id => sql`a.entity_id = ${id}` },
    deed: { looksAt: ['deed'], where: deed => sql`a.deed = ${deed}` },
    from: { looksAt: ['createdAt'], where: from => sql`a.created_at >= ${new Date(from)}` },
    to: { looksAt: ['createdAt'], where: to => sql`a.created_at < ${new Date(to)}` },
  },
  orders: { CREATED_AT: [{ column: text('a.created_at'), property: 'createdAt', instant: true }] },
  usualOrder: 'CREATED_AT',
  usualDirection: 'desc',
};

/** The entries that a filter leaves, the newest first. */
export function auditList(source: RowSource, filter?: AuditFilter | null): List<AuditEntry> {
  return listOf(auditEntries, { source, viewer: null }, { filter });
}
