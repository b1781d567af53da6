import { Migration } from '@mikro-orm/migrations';

export class Migration20261121191000 extends Migration {

  override name = 'Migration20261121191000';

  override up(): void | Promise<void> {
    this.addSql(`set local lock_timeout = '100ms';`);

    this.addSql(`create table "enrolments" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "session_id" uuid not null, "learner_id" uuid not null, "status" text not null default 'WAITLISTED', "priority" int not null, "ticket" int not null, "progress" int not null default 0, primary key ("id"));`);
    this.addSql(`create index "enrolments_learner_id_created_at_index" on "enrolments" ("learner_id", "created_at");`);
    this.addSql(`create index "enrolments_session_id_status_ticket_index" on "enrolments" ("session_id", "status", "ticket");`);
    this.addSql(`create index "enrolments_line_index" on "enrolments" ("session_id", "priority" DESC, "ticket") where status = 'WAITLISTED';`);
    this.addSql(`create unique index "enrolments_enrolled_once" on "enrolments" ("session_id", "learner_id") where status <> 'CANCELLED';`);

    this.addSql(`create table "progress_entries" ("id" uuid not null, "created_at" timestamptz(3) not null, "enrolment_id" uuid not null, "percent" int not null, "note" text null, "author_id" uuid not null, primary key ("id"));`);
    this.addSql(`create index "progress_entries_author_id_index" on "progress_entries" ("author_id");`);
    this.addSql(`create index "progress_entries_enrolment_id_created_at_id_index" on "progress_entries" ("enrolment_id", "created_at", "id");`);

    this.addSql(`create or replace function "sessions_sessions_seats_kept_fn"() returns trigger as \$\$ begin if new.capacity < old.capacity and new.capacity < (select count(*) from enrolments it where it.session_id = new.id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED')) then raise exception 'sessions_seats_kept' using errcode = 'check_violation'; end if; return new; end; \$\$ language plpgsql;`);
    this.addSql(`create trigger "sessions_seats_kept" BEFORE UPDATE on "sessions" for each ROW execute function "sessions_sessions_seats_kept_fn"();`);

    this.addSql(`alter table "enrolments" add constraint "enrolments_session_id_foreign" foreign key ("session_id") references "sessions" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "enrolments" add constraint "enrolments_learner_id_foreign" foreign key ("learner_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "enrolments" add constraint "enrolments_progress_in_percent" check (progress >= 0 and progress <= 100);`);
    this.addSql(`alter table "enrolments" add constraint "enrolments_status_check" check ("status" in ('ENROLLED', 'WAITLISTED', 'CANCELLED', 'ATTENDED', 'ABSENT', 'COMPLETED'));`);
    this.addSql(`create or replace function "enrolments_enrolments_no_seat_twice_fn"() returns trigger as \$\$ begin if new.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') and (tg_op = 'INSERT' or not old.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') or new.session_id <> old.session_id) then perform id from sessions where id = new.session_id for update; if (select count(*) from enrolments it where it.session_id = new.session_id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') and it.id <> new.id) >= (select capacity from sessions where id = new.session_id) then raise exception 'enrolments_no_seat_twice' using errcode = 'check_violation'; end if; end if; return new; end; \$\$ language plpgsql;`);
    this.addSql(`create trigger "enrolments_no_seat_twice" BEFORE INSERT OR UPDATE on "enrolments" for each ROW execute function "enrolments_enrolments_no_seat_twice_fn"();`);

    this.addSql(`alter table "progress_entries" add constraint "progress_entries_enrolment_id_foreign" foreign key ("enrolment_id") references "enrolments" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "progress_entries" add constraint "progress_entries_author_id_foreign" foreign key ("author_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "progress_entries" add constraint "progress_entries_in_percent" check (percent >= 0 and percent <= 100);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists "enrolments_no_seat_twice" on "enrolments";`);
    this.addSql(`drop function if exists "enrolments_enrolments_no_seat_twice_fn"();`);
    this.addSql(`drop table if exists "progress_entries" cascade;`);
    this.addSql(`drop table if exists "enrolments" cascade;`);

    this.addSql(`drop trigger if exists "sessions_seats_kept" on "sessions";`);
    this.addSql(`drop function if exists "sessions_sessions_seats_kept_fn"();`);
  }

}
