import type { EntityMetadata } from '@mikro-orm/core';

/** The database refuses it by itself when an entry is changed or deleted; who owns it may drop that rule, and finds the chain behind it. */
const NAME = 'audit_entries_kept';

const REMAINING = [
  'sequence',
  'id',
  'created_at',
  'actor_id',
  'deed',
  'request_id',
  'entity',
  'entity_id',
  'kind',
  'fields',
  'digest',
  'hash',
];

/** Erasing the values, and nothing beside, is the one change that an entry knows. */
function erases(same: string): string {
  return [
    'new.old_values is null',
    'new.new_values is null',
    'new.salt is null',
    ...REMAINING.map(it => `new.${it} ${same} old.${it}`),
  ].join(' and ');
}

/** Deleted are those up to the root, which has to be moved before. */
const PRUNED = `old.sequence <= coalesce((select sequence from audit_ends where name = 'root'), 0)`;

export function keptOnSqlite(meta: EntityMetadata): void {
  for (const [event, allowed] of [
    ['update', erases('is')],
    ['delete', PRUNED],
  ] as const) {
    const name = `${NAME}_${event}`;
    const body = `begin select raise(abort, '${NAME}') where not (${allowed}); end`;
    meta.triggers.push({
      name,
      timing: 'before',
      events: [event],
      expression: `create trigger ${name} before ${event} on audit_entries for each row ${body}`,
    });
  }
}

export function keptOnPostgresql(meta: EntityMetadata): void {
  for (const [event, allowed, row] of [
    ['update', erases('is not distinct from'), 'new'],
    ['delete', PRUNED, 'old'],
  ] as const) {
    meta.triggers.push({
      name: `${NAME}_${event}`,
      timing: 'before',
      events: [event],
      body: `if not (${allowed}) then raise exception '${NAME}' using errcode = 'restrict_violation'; end if; return ${row};`,
    });
  }
}
