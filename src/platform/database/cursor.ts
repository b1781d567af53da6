import { RequestError } from '../errors/request-error.js';
import { isUuid } from '../graphql/scalars.js';
import type { Instant } from './instant.js';
import type { List, OrderTerm } from './page.js';
import { join, type Sql, sql, text } from './sql.js';

/** What rows are compared by, one after the other: never null. A cursor holds one value of each. */
export interface Key {
  readonly column: Sql;
  /** The value of a row. */
  of(row: object): unknown;
  /** Whether a value out of a cursor can be one. */
  fits(value: unknown): boolean;
  readonly instant: boolean;
}

/** Where a term may be null, a flag comes first: it sets those that are null behind the others, whichever way the order goes. */
export function keysOf(term: OrderTerm, column: Sql, direction: List<object>['direction']): Key[] {
  const { property, instant = false } = term;
  const inRow = (row: object) => (row as Record<string, unknown>)[property];
  const fits = (value: unknown) => fitsTerm(value, term);
  if (!term.nullable) return [{ column, of: inRow, fits, instant }];
  const [there, missing] = direction === 'asc' ? [0, 1] : [1, 0];
  return [
    {
      column: sql`case when ${column} is null then ${text(String(missing))} else ${text(String(there))} end`,
      of: row => (inRow(row) === null ? missing : there),
      fits: value => value === there || value === missing,
      instant: false,
    },
    { column: sql`coalesce(${column}, 0)`, of: row => inRow(row) ?? 0, fits, instant },
  ];
}

/** Rows after `values` in the order: one comparison of row values, which both databases look up in an index over these columns. */
export function beyond(direction: 'asc' | 'desc', keys: readonly Key[], values: readonly Sql[]): Sql {
  const columns = join(
    keys.map(key => key.column),
    ', ',
  );
  return sql`(${columns}) ${text(direction === 'asc' ? '>' : '<')} (${join(values, ', ')})`;
}

export function cursorOf(values: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

export function valuesOf(cursor: string, keys: readonly Key[]): Sql[] {
  const values = parse(cursor);
  const fits = Array.isArray(values) && values.length === keys.length && values.every((value, i) => keys[i]?.fits(value));
  if (!fits) throw new RequestError('BAD_USER_INPUT', 'The cursor is not one of this list in this order.');
  return values.map((value, i) => sql`${keys[i]?.instant ? new Date(value as number) : (value as string | number)}`);
}

function fitsTerm(value: unknown, term: OrderTerm): boolean {
  if (term.property === 'id') return isUuid(value);
  if (term.instant) return isStorableInstant(value);
  if (term.integer) return Number.isInteger(value) && isWithin(value as number, -(2 ** 31), 2 ** 31 - 1);
  if (term.real) return Number.isFinite(value);
  return typeof value === 'string' && !value.includes('\0');
}

/** The years 0 to 9999, which both databases know. */
const EARLIEST_MS = -62_167_219_200_000;
const LATEST_MS = 253_402_300_799_999;

export function isStorableInstant(value: unknown): value is Instant {
  return Number.isSafeInteger(value) && isWithin(value as number, EARLIEST_MS, LATEST_MS);
}

function isWithin(value: number, least: number, most: number): boolean {
  return least <= value && value <= most;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
