import { Migration } from '@mikro-orm/migrations';

export class Migration20261121155919 extends Migration {

  override name = 'Migration20261121155919';

  override up(): void | Promise<void> {
    this.addSql(`create table "event_readers" ("name" varchar(100) not null, "position" bigint not null, primary key ("name"));`);

    this.addSql(`create table "event_log" ("position" bigserial primary key, "created_at" timestamptz(3) not null, "topic" varchar(100) not null, "keys" jsonb not null, "payload" jsonb not null);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "event_readers" cascade;`);
    this.addSql(`drop table if exists "event_log" cascade;`);
  }

}
