import type { EntityMetadata } from '@mikro-orm/core';

interface NoOverlap {
  /** Of the constraint, by which the databases name what they refuse. */
  readonly name: string;
  readonly table: string;
  /** The column that holds the id of what cannot be had twice at a time. */
  readonly column: string;
  /** What a row must be to take it: a condition on its columns, which the table's index over taken times is restricted to. */
  readonly takes: string;
}

/**
 * Rows that take the same thing, from `starts_at` until `ends_at`, never overlap, whoever writes them. They may touch. On PostgreSQL an
 * exclusion constraint, on SQLite triggers that abort.
 */
export function noOverlap(rule: NoOverlap) {
  return { sqlite: (meta: EntityMetadata) => onSqlite(meta, rule), postgresql: (meta: EntityMetadata) => onPostgresql(meta, rule) };
}

function onPostgresql(meta: EntityMetadata, { name, column, takes }: NoOverlap): void {
  meta.checks.push({ name, expression: `exclude using gist (${column} with =, tstzrange(starts_at, ends_at) with &&) where (${takes})` });
}

/**
 * What overlaps either begins inside the new time or is the last to begin before it, since those already there do not overlap each
 * other: two steps on the index, however many there are.
 */
function onSqlite(meta: EntityMetadata, { name, table, column, takes }: NoOverlap): void {
  const taken = `from ${table} it where it.${column} = new.${column} and it.${takes} and it.id <> new.id`;
  const overlapping = `select 1 ${taken} and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) ${taken} and it.starts_at <= new.starts_at), new.starts_at)`;
  const body = `when new.${takes} begin select raise(abort, '${name}') where exists (${overlapping}); end`;
  for (const [event, when] of [
    ['insert', 'insert'],
    ['update', `update of ${column}, starts_at, ends_at, status`],
  ] as const) {
    meta.triggers.push({
      name: `${name}_${event}`,
      timing: 'before',
      events: [event],
      expression: `create trigger ${name}_${event} before ${when} on ${table} for each row ${body}`,
    });
  }
}
