import { sql, text } from '../../src/platform/database/sql.js';
import type { TestApp } from './app.js';
import { byHand } from './by-hand.js';
import { databaseKind } from './database.js';
import { quiet, tablesOf } from './dump.js';

/** What notes each row that is written into a table beside it, in the same transaction: of what is undone there is no note. */
const noting: Record<typeof databaseKind, (tables: readonly string[]) => string[]> = {
  sqlite: tables =>
    tables.flatMap(table =>
      ['insert', 'update', 'delete'].map(
        deed => `create trigger noted_${deed}_${table} after ${deed} on ${table} begin insert into noted values ('${deed} ${table}'); end`,
      ),
    ),
  postgresql: tables => [
    `create function note() returns trigger language plpgsql as
      $$ begin insert into noted values (lower(tg_op) || ' ' || tg_table_name); return null; end $$`,
    ...tables.map(table => `create trigger noted after insert or update or delete on ${table} for each row execute function note()`),
  ],
};

/**
 * Notes every row that is written from now on, whoever does it. The function answers, like `insert sites`, what was written since it was last
 * called, and takes no longer for it where there are many rows, as a dump does.
 */
export async function noteWrites(app: TestApp): Promise<() => Promise<string[]>> {
  await app.database.write(byHand, async ({ rows }) => {
    await rows(text('create table noted (what text not null)'));
    for (const statement of noting[databaseKind](tablesOf(app))) await rows(text(statement));
  });
  return async () => {
    await quiet(app);
    const noted = await app.database.write(byHand, ({ rows }) => rows<{ what: string }>(sql`delete from noted returning what`));
    return noted.map(it => it.what).sort();
  };
}
