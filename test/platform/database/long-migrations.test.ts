import { Migration } from '@mikro-orm/migrations';
import { describe, expect, onTestFinished, test } from 'vitest';
import { entities } from '../../../src/app.js';
import { type Database, openDatabase } from '../../../src/platform/database/database.js';
import { migrateAll, migrateUp, migratorOf } from '../../../src/platform/database/migrations.js';
import { sql, text } from '../../../src/platform/database/sql.js';
import { byHand } from '../../support/by-hand.js';
import { createDatabase, databaseKind } from '../../support/database.js';
import { useMigrations } from '../../support/migrations.js';

const ROWS = 2_500;
const BATCH = 1_000;

class AddNickname extends Migration {
  override up(): void {
    this.addSql('alter table sites add column nickname text null');
  }
}

/** As `docs/migrations.md` shows it. */
class FillNickname extends Migration {
  static readonly batches: number[] = [];

  override isTransactional(): boolean {
    return false;
  }

  override async up(): Promise<void> {
    for (let last = '00000000-0000-0000-0000-000000000000'; last; ) {
      const rows = (await this.execute(
        `update sites set nickname = coalesce(nickname, name)
          where id in (select id from sites where id > '${last}' order by id limit ${BATCH}) returning id`,
      )) as { id: string }[];
      FillNickname.batches.push(rows.length);
      last =
        rows
          .map(it => it.id)
          .sort()
          .at(-1) ?? '';
    }
  }
}

class IndexNickname extends Migration {
  override isTransactional(): boolean {
    return false;
  }

  override up(): void {
    const concurrently = databaseKind === 'postgresql' ? 'concurrently' : '';
    this.addSql(`create index ${concurrently} if not exists sites_nickname_index on sites (nickname)`);
  }
}

/** A migrated database, and what is to be applied to it. */
async function databaseWith(migrations: Record<string, new (...args: never[]) => Migration>): Promise<Database> {
  const { url, drop } = await createDatabase();
  const database = await openDatabase(url, entities);
  onTestFinished(async () => {
    await database.close();
    await drop();
  });
  await migrateUp(database);
  useMigrations(database, migrations);
  return database;
}

async function addSites(database: Database): Promise<void> {
  const id = databaseKind === 'sqlite' ? `printf('%08d-0000-4000-8000-000000000000', i)` : `lpad(i::text, 32, '0')::uuid`;
  const moment = databaseKind === 'sqlite' ? '0' : 'now()';
  await database.write(byHand, unit =>
    unit.rows(
      sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${text(String(ROWS))})
        insert into sites (id, created_at, updated_at, name, address, time_zone, opens_at, closes_at)
        select ${text(id)}, ${text(moment)}, ${text(moment)}, 'Site', 'Here', 'UTC', '08:00', '20:00' from n`,
    ),
  );
}

class Fails extends Migration {
  override up(): void {
    this.addSql('create table half_done (id integer)');
    this.addSql('drop table never_there');
  }
}

/** As MikroORM writes one for SQLite when a column has changed: there the pragma does nothing, since a transaction is open. */
class RebuildSites extends Migration {
  override up(): void {
    this.addSql('pragma foreign_keys = off');
    this.addSql('create table sites__temp_alter as select * from sites');
    this.addSql('drop table sites');
    this.addSql('alter table sites__temp_alter rename to sites');
    this.addSql('create unique index sites_id on sites (id)');
    this.addSql('pragma foreign_keys = on');
  }
}

describe('a migration', () => {
  test.runIf(databaseKind === 'sqlite')(
    'that makes a table anew leaves what refers to it, and foreign keys hold again afterwards',
    async () => {
      const database = await databaseWith({ Migration1: RebuildSites });
      await addSites(database);
      const room = sql`insert into resources (id, created_at, updated_at, name, kind, capacity, features, images, site_id)
      select ${'r'}, 0, 0, ${'Room'}, 'ROOM', 1, '[]', '[]', id from sites limit 1`;
      await database.write(byHand, unit => unit.rows(room));
      expect(await migrateAll(database)).toEqual(['Migration1']);
      expect(await database.rows(sql`select name from resources`)).toEqual([{ name: 'Room' }]);
      await expect(database.write(byHand, unit => unit.rows(sql`delete from sites`))).rejects.toThrow(/foreign key/i);
    },
  );

  test('that takes long goes in steps of its own beside one that is a transaction', async () => {
    const database = await databaseWith({ Migration1: AddNickname, Migration2: FillNickname, Migration3: IndexNickname });
    await addSites(database);
    expect(await migrateAll(database)).toEqual(['Migration1', 'Migration2', 'Migration3']);
    expect(FillNickname.batches).toEqual([BATCH, BATCH, ROWS % BATCH, 0]);
    expect(await database.rows(sql`select count(*) as count from sites where nickname = name`)).toEqual([{ count: ROWS }]);
  });

  test('that fails is undone, those before it are not, and it is tried again', async () => {
    const database = await databaseWith({ Migration1: AddNickname, Migration2: Fails });
    await expect(migrateAll(database)).rejects.toThrow('never_there');
    expect(await database.rows(sql`select nickname from sites`)).toEqual([]);
    await expect(database.rows(sql`select * from half_done`)).rejects.toThrow('half_done');
    expect((await (await migratorOf(database)).getPending()).map(it => it.name)).toEqual(['Migration2']);
  });
});
