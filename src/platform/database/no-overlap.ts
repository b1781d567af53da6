import type { EntityMetadata } from '@mikro-orm/core';
import type { Interval } from '../time/interval.js';
import { type Sql, sql, text } from './sql.js';

export interface NoOverlap {
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

/**
 * Holds for rows of `alias` that take what has this id during some of `wanted`. Rows there already do not overlap each other, so one that
 * overlaps either begins inside or is the last to begin before: two steps on the index, however many there are.
 */
export function overlapping({ table, column, takes }: NoOverlap, alias: string, id: Sql, { start, end }: Interval): Sql {
  const it = text(alias);
  const from = new Date(start);
  return sql`${it}.${text(column)} = ${id} and ${it}.${text(takes)} and ${it}.starts_at < ${new Date(end)} and ${it}.ends_at > ${from}
    and ${it}.starts_at >= coalesce((select max(earlier.starts_at) from ${text(table)} earlier
      where earlier.${text(column)} = ${id} and earlier.${text(takes)} and earlier.starts_at <= ${from}), ${from})`;
}

/** Rows that overlap the one before them: none, or the rule was not kept. */
export function overlaps({ table, column, takes }: NoOverlap): Sql {
  return sql`select id from (
    select id, starts_at, lag(ends_at) over (partition by ${text(column)} order by starts_at) as free_at from ${text(table)} where ${text(takes)}
  ) taken where starts_at < free_at`;
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
  const inTheWay = `select 1 ${taken} and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) ${taken} and it.starts_at <= new.starts_at), new.starts_at)`;
  const body = `when new.${takes} begin select raise(abort, '${name}') where exists (${inTheWay}); end`;
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
