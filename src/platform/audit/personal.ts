import { sql } from '../database/sql.js';
import { personalTable } from '../personal/personal-table.js';
import { AuditEntry } from './audit.entities.js';

/** What somebody did. That stays, by an id that leads to nobody any more; the values of what is erased elsewhere are redacted with it. */
export const personalDeeds = personalTable<AuditEntry>({
  name: 'deeds',
  entity: AuditEntry,
  columns: {
    sequence: 'stays',
    id: 'stays',
    createdAt: 'stays',
    actorId: 'stays',
    deed: 'stays',
    requestId: 'stays',
    entity: 'stays',
    entityId: 'stays',
    kind: 'stays',
    fields: 'stays',
    oldValues: 'ours',
    newValues: 'ours',
    salt: 'ours',
    digest: 'ours',
    hash: 'ours',
  },
  since: 'createdAt',
  about: userId => sql`t.actor_id = ${userId}`,
  erase: async () => [],
});
