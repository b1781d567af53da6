import { type Sql, sql, text } from './database/sql.js';

/**
 * Someone who waits for a place of a thing. A ticket counts the askings for that thing, and is given while nobody else can ask for it: no two
 * have the same, and a later one is higher.
 */
export interface Waiting {
  /** Whoever has more comes first. */
  readonly priority: number;
  readonly ticket: number;
}

/** The order of a line: priority, then the time of asking. It is total, because tickets differ. */
export function byTurn(one: Waiting, other: Waiting): number {
  return other.priority - one.priority || one.ticket - other.ticket;
}

/** The same order behind `order by`, of a table that has these two columns. */
export function turnOf(alias: string): Sql {
  return text(`${alias}.priority desc, ${alias}.ticket`);
}

/** How many are served up to each of those who wait, among all who wait for the same `thing`: 1 for the next. */
export function positionOf(alias: string, thing: string): Sql {
  return sql`row_number() over (partition by ${text(`${alias}.${thing}`)} order by ${turnOf(alias)})`;
}

/** Who of a line gets a place when so many are free: the first of them, in their order. Below zero, too many have one already. */
export function nextInLine<T extends Waiting>(line: readonly T[], free: number): T[] {
  return line.toSorted(byTurn).slice(0, Math.max(0, free));
}

/** How many places somebody who asks now can have at once: those beyond the ones for which others wait. */
export function placesLeft(free: number, waiting: number): number {
  return Math.max(0, free - waiting);
}
