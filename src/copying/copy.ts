import { createHash } from 'node:crypto';
import { CommandError } from '../commands/command.js';
import { overlappingReservations } from '../modules/reservations/reservation.constraints.js';
import { overlappingSessions } from '../modules/sessions/session.constraints.js';
import type { Origin } from '../platform/audit/origin.js';
import type { Database, Unit } from '../platform/database/database.js';
import { migrateUp } from '../platform/database/migrations.js';
import { sql, text } from '../platform/database/sql.js';
import type { Column, End, Values } from './end.js';
import { PostgresqlEnd } from './postgresql-end.js';
import { SqliteEnd } from './sqlite-end.js';

/** Each database writes down by itself which migrations it has. */
const MIGRATIONS = 'mikro_orm_migrations';

const COPY: Origin = { actor: null, deed: 'database:copy', unrecorded: 'The entries come along.' };

export interface CopiedTable {
  readonly table: string;
  readonly rows: number;
  /** Of all rows in any order, the same for the same values in either database. */
  readonly checksum: string;
}

/**
 * Moves all rows into an empty database, which is migrated first: all of them, or none if any is missing or another at the end. Whoever
 * writes to the source meanwhile waits (SQLite) or comes too late to be copied (PostgreSQL).
 */
export async function copyDatabase(from: Database, to: Database): Promise<CopiedTable[]> {
  await from.write(COPY, refuseUnlessMigrated);
  await to.write(COPY, refuseUnlessEmpty);
  await migrateUp(to);
  await refuseOtherMigrations(from, to);
  return from.write(COPY, async source => {
    if (source.dialect.name === 'postgresql') {
      await source.rows(sql`set transaction isolation level repeatable read, read only`);
      await source.rows(sql`set local statement_timeout = 0`);
    }
    return to.write(COPY, target => copyAll(endOf(source), endOf(target), target));
  });
}

function endOf(unit: Unit): End {
  return unit.dialect.name === 'sqlite' ? new SqliteEnd(unit) : new PostgresqlEnd(unit);
}

async function refuseUnlessMigrated(unit: Unit): Promise<void> {
  if (!(await endOf(unit).tables()).has(MIGRATIONS)) throw new CommandError('There is nothing in the database to copy from.');
}

async function refuseUnlessEmpty(unit: Unit): Promise<void> {
  for (const table of (await endOf(unit).tables()).keys()) {
    if (table === MIGRATIONS) continue;
    const rows = await unit.rows(sql`select 1 from ${text(`"${table}"`)} limit 1`);
    if (rows.length > 0) throw new CommandError(`The database to copy to is not empty: there are rows in ${table}.`);
  }
}

async function refuseOtherMigrations(from: Database, to: Database): Promise<void> {
  const namesOf = async (database: Database) =>
    (await database.rows<{ name: string }>(sql`select name from ${text(MIGRATIONS)}`)).map(it => it.name);
  const [there, here] = [await namesOf(from), await namesOf(to)];
  const missing = here.filter(name => !there.includes(name));
  if (missing.length > 0) {
    throw new CommandError(`The database to copy from lacks ${missing.join(', ')}: migrate it first, with npm run migrate -- up.`);
  }
  const unknown = there.filter(name => !here.includes(name));
  if (unknown.length > 0) throw new CommandError(`The database to copy from is of a newer version: it has ${unknown.join(', ')}.`);
}

async function copyAll(source: End, target: End, unit: Unit): Promise<CopiedTable[]> {
  const tables = await commonTables(source, target);
  await target.beginWriting();
  const copied: CopiedTable[] = [];
  for (const [table, columns] of tables) copied.push(await copyTable(table, columns, source, target));
  await target.endWriting().catch((error: unknown) => {
    throw error instanceof CommandError ? error : new CommandError('A row lacks another that it refers to.', { cause: error });
  });
  for (const expected of copied) {
    const written = await summaryOf(target.read(expected.table), expected.table, tables.get(expected.table) ?? []);
    if (written.rows !== expected.rows || written.checksum !== expected.checksum) {
      throw new CommandError(
        `${expected.table} has come out different, and nothing was copied: ${told(expected)} became ${told(written)}.`,
      );
    }
  }
  const found = { Reservation: overlappingReservations, Session: overlappingSessions };
  for (const [name, statement] of Object.entries(found)) {
    const [overlapping] = await unit.rows<{ id: string }>(statement);
    if (overlapping) throw new CommandError(`${name} ${overlapping.id} overlaps another, and nothing was copied.`);
  }
  return copied;
}

/** The tables of both catalogues, each with its columns; they must not differ. */
async function commonTables(source: End, target: End): Promise<Map<string, readonly Column[]>> {
  const [there, here] = [await source.tables(), await target.tables()];
  const differing = new Set([...there.keys()]).symmetricDifference(new Set(here.keys()));
  if (differing.size > 0) throw new CommandError(`Only one of the databases has ${[...differing].sort().join(', ')}.`);
  const tables = [...there.keys()].filter(table => table !== MIGRATIONS).sort();
  return new Map(tables.map(table => [table, commonColumns(table, there.get(table) ?? [], here.get(table) ?? [])]));
}

function commonColumns(table: string, there: readonly Column[], here: readonly Column[]): readonly Column[] {
  const names = (columns: readonly Column[]) => new Set(columns.map(it => it.name));
  const differing = names(there).symmetricDifference(names(here));
  if (differing.size > 0) {
    throw new CommandError(`Only one of the databases has these columns of ${table}: ${[...differing].sort().join(', ')}.`);
  }
  return there.map(({ name, json }) => ({ name, json: json || here.some(it => it.name === name && it.json) }));
}

async function copyTable(table: string, columns: readonly Column[], source: End, target: End): Promise<CopiedTable> {
  const write = async function* () {
    for await (const rows of source.read(table)) {
      const values = rows.map(row => Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null])));
      try {
        await target.write(table, values);
      } catch (error) {
        throw new CommandError(`A row of ${table} cannot be written, and nothing was copied.`, { cause: error });
      }
      yield values;
    }
  };
  return summaryOf(write(), table, columns);
}

/** Counts rows, and adds up their hashes: the two databases give them in different orders. */
async function summaryOf(batches: AsyncIterable<readonly Values[]>, table: string, columns: readonly Column[]): Promise<CopiedTable> {
  let count = 0;
  let sum = 0n;
  for await (const rows of batches) {
    count += rows.length;
    for (const row of rows) sum += BigInt(`0x${hashOf(row, columns)}`);
  }
  return { table, rows: count, checksum: BigInt.asUintN(256, sum).toString(16).padStart(64, '0') };
}

function hashOf(row: Values, columns: readonly Column[]): string {
  const values = columns.map(({ name, json }) => {
    const value = row[name];
    if (typeof value === 'number') return `n${value}`;
    if (typeof value === 'string') return json ? `j${inOneOrder(name, value)}` : `t${value}`;
    if (value === null) return null;
    throw new CommandError(`The column ${name} has values that this command cannot copy.`);
  });
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

/** JSON whose keys are sorted. */
function inOneOrder(column: string, json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), (_key, it) =>
      it && typeof it === 'object' && !Array.isArray(it) ? Object.fromEntries(Object.entries(it).sort(([a], [b]) => (a < b ? -1 : 1))) : it,
    );
  } catch (error) {
    throw new CommandError(`The column ${column} has text that is no JSON.`, { cause: error });
  }
}

function told({ rows, checksum }: CopiedTable): string {
  return `${rows} rows with the checksum ${checksum.slice(0, 12)}`;
}
