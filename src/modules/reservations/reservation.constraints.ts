import type { EntityMetadata } from '@mikro-orm/core';
import { nameConstraint } from '../../platform/database/constraints.js';
import { sql, text } from '../../platform/database/sql.js';
import { BookingConflict } from './booking-conflict.js';

/** Two reservations that take the same resource never overlap, whoever writes the row. They may touch. */
const NAME = 'reservations_no_overlap';

const TAKES = `status in ('PENDING', 'CONFIRMED')`;

/** Reservations that overlap the one before them: none, or the constraint was not kept. */
export const overlappingReservations = sql`select id from (
  select id, starts_at, lag(ends_at) over (partition by resource_id order by starts_at) as free_at from reservations where ${text(TAKES)}
) taken where starts_at < free_at`;

nameConstraint([NAME], () => new BookingConflict([], []));

export function noOverlapOnPostgresql(meta: EntityMetadata): void {
  meta.checks.push({
    name: NAME,
    expression: `exclude using gist (resource_id with =, tstzrange(starts_at, ends_at) with &&) where (${TAKES})`,
  });
}

/**
 * What overlaps either begins inside the new time or is the last to begin before it, since those already there do not overlap each
 * other: two steps on the index, however many reservations there are.
 */
export function noOverlapOnSqlite(meta: EntityMetadata): void {
  const taken = `from reservations it where it.resource_id = new.resource_id and it.${TAKES} and it.id <> new.id`;
  const overlapping = `select 1 ${taken} and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) ${taken} and it.starts_at <= new.starts_at), new.starts_at)`;
  const body = `when new.${TAKES} begin select raise(abort, '${NAME}') where exists (${overlapping}); end`;
  for (const [event, when] of [
    ['insert', 'insert'],
    ['update', 'update of resource_id, starts_at, ends_at, status'],
  ] as const) {
    meta.triggers.push({
      name: `${NAME}_${event}`,
      timing: 'before',
      events: [event],
      expression: `create trigger ${NAME}_${event} before ${when} on reservations for each row ${body}`,
    });
  }
}
