import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { overlappingReservations } from '../../src/modules/reservations/reservation.constraints.js';
import { postgresqlDialect } from '../../src/platform/database/postgresql-dialect.js';
import { sqliteDialect } from '../../src/platform/database/sqlite-dialect.js';

/** What is wrong with a database, in its own words: nothing, when it is sound. It may be in use. */
export async function damageOf(databaseUrl: string): Promise<string[]> {
  return databaseUrl.startsWith('sqlite:') ? inSqlite(databaseUrl.slice('sqlite:'.length)) : inPostgresql(databaseUrl);
}

function inSqlite(file: string): string[] {
  const connection = new Sqlite(file, { readonly: true });
  try {
    return [
      ...(connection.pragma('integrity_check') as { integrity_check: string }[]).map(it => it.integrity_check).filter(it => it !== 'ok'),
      ...(connection.pragma('foreign_key_check') as { table: string }[]).map(it => `a row of ${it.table} refers to nothing`),
      ...connection.prepare<[], { id: string }>(sqliteDialect.render(overlappingReservations).text).all().map(overlaps),
    ];
  } finally {
    connection.close();
  }
}

/** To build an index anew checks uniqueness and the exclusion of overlaps again, for every row; amcheck looks into the pages. */
async function inPostgresql(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const ask = async (statement: string) => (await client.query<Record<string, string>>(statement)).rows;
  const broken: string[] = [];
  const attempt = (statement: string) =>
    ask(statement).catch((error: Error) => {
      broken.push(error.message);
      return [];
    });
  try {
    const tables = await ask(
      `select quote_ident(relname) as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    for (const { name } of tables) await attempt(`reindex table ${name}`);
    if (await hasAmcheck(ask)) {
      for (const { name } of tables) broken.push(...(await attempt(`select msg from verify_heapam('${name}')`)).map(it => it['msg'] ?? ''));
      await attempt(`select bt_index_check(index => indexrelid, heapallindexed => true) from pg_index
        join pg_class on pg_class.oid = indexrelid where relam = (select oid from pg_am where amname = 'btree') and relnamespace = 'public'::regnamespace`);
    }
    const { text } = postgresqlDialect.render(overlappingReservations);
    return [...broken, ...(await ask(text)).map(it => overlaps({ id: it['id'] ?? '' }))];
  } finally {
    await client.end();
  }
}

/** An extension that comes with PostgreSQL, and that only who may look into pages can use. */
async function hasAmcheck(ask: (statement: string) => Promise<unknown>): Promise<boolean> {
  return ask('create extension if not exists amcheck').then(
    () => true,
    () => false,
  );
}

const overlaps = ({ id }: { id: string }) => `reservation ${id} overlaps another`;
