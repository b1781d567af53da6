import { Migration } from '@mikro-orm/migrations';

export class Migration20261121185000 extends Migration {

  override name = 'Migration20261121185000';

  override up(): void | Promise<void> {
    this.addSql(`set local lock_timeout = '100ms';`);

    this.addSql(`create table "sessions" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "course_id" uuid not null, "trainer_id" uuid not null, "room_id" uuid not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "status" text not null default 'SCHEDULED', "capacity" int not null, "cancel_reason" text null, primary key ("id"));`);
    this.addSql(`create index "sessions_starts_at_index" on "sessions" ("starts_at");`);
    this.addSql(`create index "sessions_room_id_starts_at_index" on "sessions" ("room_id", "starts_at");`);
    this.addSql(`create index "sessions_trainer_id_starts_at_index" on "sessions" ("trainer_id", "starts_at");`);
    this.addSql(`create index "sessions_course_id_starts_at_index" on "sessions" ("course_id", "starts_at");`);
    this.addSql(`create index "sessions_trainer_taken_index" on "sessions" ("trainer_id", "starts_at", "ends_at", "status") where status in ('SCHEDULED', 'RUNNING');`);

    this.addSql(`alter table "reservations" add "holder_id" uuid null;`);

    this.addSql(`alter table "sessions" add constraint "sessions_course_id_foreign" foreign key ("course_id") references "courses" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "sessions" add constraint "sessions_trainer_id_foreign" foreign key ("trainer_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "sessions" add constraint "sessions_room_id_foreign" foreign key ("room_id") references "resources" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "sessions" add constraint "sessions_has_seats" check (capacity >= 1);`);
    this.addSql(`alter table "sessions" add constraint "sessions_ends_after_start" check (ends_at > starts_at);`);
    this.addSql(`alter table "sessions" add constraint "sessions_trainer_no_overlap" exclude using gist (trainer_id with =, tstzrange(starts_at, ends_at) with &&) where (status in ('SCHEDULED', 'RUNNING'));`);
    this.addSql(`alter table "sessions" add constraint "sessions_status_check" check ("status" in ('SCHEDULED', 'RUNNING', 'COMPLETED', 'CANCELLED'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "sessions" cascade;`);

    this.addSql(`alter table "reservations" drop column "holder_id";`);
  }

}
