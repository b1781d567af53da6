import pg from 'pg';
import { giveUpWhenSilent, streamOf } from './silence.js';

/** The longest that a statement may take. */
export const STATEMENT_MS = 30_000;

const TIMESTAMPTZ = 1184;
const INT8 = 20;
const NUMERIC = 1700;

type Parser = (value: string) => unknown;

const parsers = new Map<number, Parser>([
  [TIMESTAMPTZ, instantOf],
  [INT8, Number],
  [NUMERIC, Number],
]);

/** How rows are read: instants as epoch milliseconds and counts as numbers, as SQLite gives them; the rest as `pg` does. */
const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

/** `Date` is fast, but takes the year 31 for 2031 and knows no offset that has seconds, as those of long ago have. */
function instantOf(value: string): number {
  const instant = value.startsWith('00') ? Number.NaN : new Date(value).getTime();
  return Number.isNaN(instant) ? Temporal.Instant.from(value).epochMilliseconds : instant;
}

/** How long the holder of a connection that broke may take to give it back by itself. */
const HELD_AFTER_BREAK_MS = 500;

/** Somewhat longer than the longest statement may take: a connection over which nothing came for so long is dead. */
const SILENT_MS = STATEMENT_MS + 2_000;

/**
 * Sets how rows are read, gives up connections that fell silent, one alone or all, and takes a connection that broke in a transaction back:
 * Kysely would keep its place in the pool for ever.
 */
export function preparePool(pool: pg.Pool): void {
  pool.options.types = rowTypes;
  giveUpWhenSilent(pool);
  const held = new Set<pg.PoolClient>();
  pool.on('acquire', client => void held.add(client));
  pool.on('release', (_error, client) => void held.delete(client));
  pool.on('connect', client => {
    const stream = streamOf(client);
    stream.setTimeout(SILENT_MS, () => stream.destroy());
    client.once('end', () => setTimeout(() => held.has(client) && client.release(true), HELD_AFTER_BREAK_MS).unref());
  });
}
