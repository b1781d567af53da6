import { Migration } from '@mikro-orm/migrations';

export class Migration20261121120000 extends Migration {

  override name = 'Migration20261121120000';

  override up(): void | Promise<void> {
    // The exclusion constraint over reservations compares an id beside a range of time.
    this.addSql(`create extension if not exists btree_gist;`);

    this.addSql(`create table "sites" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "name" varchar(200) not null, "address" varchar(500) not null, "time_zone" varchar(64) not null, "opens_at" varchar(5) not null, "closes_at" varchar(5) not null, primary key ("id"));`);
    this.addSql(`create index "sites_name_index" on "sites" ("name");`);

    this.addSql(`create table "resources" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "name" varchar(200) not null, "kind" text not null, "capacity" int not null, "description" text null, "features" jsonb not null, "site_id" uuid not null, "location_building" varchar(100) null, "location_floor" varchar(50) null, "location_number" varchar(50) null, "state" text not null default 'ACTIVE', "opens_at" varchar(5) null, "closes_at" varchar(5) null, "images" jsonb not null, "hourly_rate" double precision null, primary key ("id"));`);
    this.addSql(`create index "resources_name_index" on "resources" ("name");`);
    this.addSql(`create index "resources_site_id_index" on "resources" ("site_id");`);
    this.addSql(`alter table "resources" add constraint "resources_site_id_name_unique" unique ("site_id", "name");`);

    this.addSql(`create table "availability_windows" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "resource_id" uuid not null, "kind" text not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "reason" varchar(500) null, "recurrence" text not null default 'ONCE', primary key ("id"));`);
    this.addSql(`create index "availability_windows_resource_id_starts_at_index" on "availability_windows" ("resource_id", "starts_at");`);

    this.addSql(`create table "users" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "username" varchar(30) not null, "email" varchar(254) not null, "first_name" varchar(100) not null, "last_name" varchar(100) not null, "password_hash" varchar(255) not null, "role" text not null, "priority" text not null default 'STANDARD', "authorizations" jsonb not null, "active" boolean not null default true, "primary_site_id" uuid null, "department_id" uuid null, primary key ("id"));`);
    this.addSql(`alter table "users" add constraint "users_username_unique" unique ("username");`);
    this.addSql(`alter table "users" add constraint "users_email_unique" unique ("email");`);
    this.addSql(`create index "users_primary_site_id_index" on "users" ("primary_site_id");`);
    this.addSql(`create index "users_department_id_index" on "users" ("department_id");`);

    this.addSql(`create table "reservations" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "resource_id" uuid not null, "user_id" uuid not null, "creator_id" uuid not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "status" text not null default 'PENDING', "participants" int not null default 1, "description" text null, "note" text null, primary key ("id"));`);
    this.addSql(`create index "reservations_starts_at_index" on "reservations" ("starts_at");`);
    this.addSql(`create index "reservations_creator_id_starts_at_index" on "reservations" ("creator_id", "starts_at");`);
    this.addSql(`create index "reservations_user_id_starts_at_index" on "reservations" ("user_id", "starts_at");`);
    this.addSql(`create index "reservations_resource_id_starts_at_index" on "reservations" ("resource_id", "starts_at");`);
    this.addSql(`create index "reservations_taken_index" on "reservations" ("resource_id", "starts_at", "ends_at") where status in ('PENDING', 'CONFIRMED');`);

    this.addSql(`create table "logins" ("id" uuid not null, "created_at" timestamptz(3) not null, "user_id" uuid not null, "user_agent" varchar(300) null, "last_used_at" timestamptz(3) not null, "expires_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "logins_user_id_index" on "logins" ("user_id");`);

    this.addSql(`create table "refresh_tokens" ("id" uuid not null, "created_at" timestamptz(3) not null, "login_id" uuid not null, "hash" varchar(64) not null, "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "refresh_tokens_login_id_index" on "refresh_tokens" ("login_id");`);
    this.addSql(`alter table "refresh_tokens" add constraint "refresh_tokens_hash_unique" unique ("hash");`);

    this.addSql(`create table "departments" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "name" varchar(200) not null, "site_id" uuid not null, "manager_id" uuid not null, "annual_budget" double precision null, primary key ("id"));`);
    this.addSql(`create index "departments_name_index" on "departments" ("name");`);
    this.addSql(`create index "departments_site_id_index" on "departments" ("site_id");`);
    this.addSql(`create index "departments_manager_id_index" on "departments" ("manager_id");`);

    this.addSql(`alter table "resources" add constraint "resources_site_id_foreign" foreign key ("site_id") references "sites" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "resources" add constraint "resources_kind_check" check ("kind" in ('ROOM', 'EQUIPMENT', 'VEHICLE'));`);
    this.addSql(`alter table "resources" add constraint "resources_state_check" check ("state" in ('ACTIVE', 'MAINTENANCE', 'OUT_OF_SERVICE'));`);

    this.addSql(`alter table "availability_windows" add constraint "availability_windows_resource_id_foreign" foreign key ("resource_id") references "resources" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "availability_windows" add constraint "availability_windows_kind_check" check ("kind" in ('NORMAL', 'MAINTENANCE', 'SPECIAL_EVENT'));`);
    this.addSql(`alter table "availability_windows" add constraint "availability_windows_recurrence_check" check ("recurrence" in ('ONCE', 'DAILY', 'WEEKLY'));`);

    this.addSql(`alter table "users" add constraint "users_primary_site_id_foreign" foreign key ("primary_site_id") references "sites" ("id") on update no action on delete set null;`);
    this.addSql(`alter table "users" add constraint "users_department_id_foreign" foreign key ("department_id") references "departments" ("id") on update no action on delete set null;`);
    this.addSql(`alter table "users" add constraint "users_role_check" check ("role" in ('ADMIN', 'MANAGER', 'STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT'));`);
    this.addSql(`alter table "users" add constraint "users_priority_check" check ("priority" in ('STANDARD', 'PRIORITY'));`);

    this.addSql(`alter table "reservations" add constraint "reservations_resource_id_foreign" foreign key ("resource_id") references "resources" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "reservations" add constraint "reservations_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "reservations" add constraint "reservations_creator_id_foreign" foreign key ("creator_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "reservations" add constraint "reservations_has_participants" check (participants >= 1);`);
    this.addSql(`alter table "reservations" add constraint "reservations_ends_after_start" check (ends_at > starts_at);`);
    this.addSql(`alter table "reservations" add constraint "reservations_no_overlap" exclude using gist (resource_id with =, tstzrange(starts_at, ends_at) with &&) where (status in ('PENDING', 'CONFIRMED'));`);
    this.addSql(`alter table "reservations" add constraint "reservations_status_check" check ("status" in ('PENDING', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW'));`);

    this.addSql(`alter table "logins" add constraint "logins_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade;`);

    this.addSql(`alter table "refresh_tokens" add constraint "refresh_tokens_login_id_foreign" foreign key ("login_id") references "logins" ("id") on update no action on delete cascade;`);

    this.addSql(`alter table "departments" add constraint "departments_site_id_foreign" foreign key ("site_id") references "sites" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "departments" add constraint "departments_manager_id_foreign" foreign key ("manager_id") references "users" ("id") on update no action on delete restrict;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "resources" drop constraint "resources_site_id_foreign";`);
    this.addSql(`alter table "users" drop constraint "users_primary_site_id_foreign";`);
    this.addSql(`alter table "departments" drop constraint "departments_site_id_foreign";`);
    this.addSql(`alter table "availability_windows" drop constraint "availability_windows_resource_id_foreign";`);
    this.addSql(`alter table "reservations" drop constraint "reservations_resource_id_foreign";`);
    this.addSql(`alter table "reservations" drop constraint "reservations_user_id_foreign";`);
    this.addSql(`alter table "reservations" drop constraint "reservations_creator_id_foreign";`);
    this.addSql(`alter table "logins" drop constraint "logins_user_id_foreign";`);
    this.addSql(`alter table "departments" drop constraint "departments_manager_id_foreign";`);
    this.addSql(`alter table "refresh_tokens" drop constraint "refresh_tokens_login_id_foreign";`);
    this.addSql(`alter table "users" drop constraint "users_department_id_foreign";`);

    this.addSql(`drop table if exists "sites" cascade;`);
    this.addSql(`drop table if exists "resources" cascade;`);
    this.addSql(`drop table if exists "availability_windows" cascade;`);
    this.addSql(`drop table if exists "users" cascade;`);
    this.addSql(`drop table if exists "reservations" cascade;`);
    this.addSql(`drop table if exists "logins" cascade;`);
    this.addSql(`drop table if exists "refresh_tokens" cascade;`);
    this.addSql(`drop table if exists "departments" cascade;`);
  }

}
