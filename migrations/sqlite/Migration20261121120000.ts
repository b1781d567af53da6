import { Migration } from '@mikro-orm/migrations';

export class Migration20261121120000 extends Migration {

  override name = 'Migration20261121120000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`sites\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`name\` text not null, \`address\` text not null, \`time_zone\` text not null, \`opens_at\` text not null, \`closes_at\` text not null);`);
    this.addSql(`create index \`sites_name_index\` on \`sites\` (\`name\`);`);

    this.addSql(`create table \`resources\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`name\` text not null, \`kind\` text check (\`kind\` in ('ROOM', 'EQUIPMENT', 'VEHICLE')) not null, \`capacity\` integer not null, \`description\` text null, \`features\` json not null, \`site_id\` text not null, \`location_building\` text null, \`location_floor\` text null, \`location_number\` text null, \`state\` text check (\`state\` in ('ACTIVE', 'MAINTENANCE', 'OUT_OF_SERVICE')) not null default 'ACTIVE', \`opens_at\` text null, \`closes_at\` text null, \`images\` json not null, \`hourly_rate\` double null, constraint \`resources_site_id_foreign\` foreign key (\`site_id\`) references \`sites\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create index \`resources_name_index\` on \`resources\` (\`name\`);`);
    this.addSql(`create index \`resources_site_id_index\` on \`resources\` (\`site_id\`);`);
    this.addSql(`create unique index \`resources_site_id_name_unique\` on \`resources\` (\`site_id\`, \`name\`);`);

    this.addSql(`create table \`availability_windows\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`resource_id\` text not null, \`kind\` text check (\`kind\` in ('NORMAL', 'MAINTENANCE', 'SPECIAL_EVENT')) not null, \`starts_at\` integer not null, \`ends_at\` integer not null, \`reason\` text null, \`recurrence\` text check (\`recurrence\` in ('ONCE', 'DAILY', 'WEEKLY')) not null default 'ONCE', constraint \`availability_windows_resource_id_foreign\` foreign key (\`resource_id\`) references \`resources\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create index \`availability_windows_resource_id_starts_at_index\` on \`availability_windows\` (\`resource_id\`, \`starts_at\`);`);

    this.addSql(`create table \`users\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`username\` text not null, \`email\` text not null, \`first_name\` text not null, \`last_name\` text not null, \`password_hash\` text not null, \`role\` text check (\`role\` in ('ADMIN', 'MANAGER', 'STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT')) not null, \`priority\` text check (\`priority\` in ('STANDARD', 'PRIORITY')) not null default 'STANDARD', \`authorizations\` json not null, \`active\` integer not null default true, \`primary_site_id\` text null, \`department_id\` text null, constraint \`users_primary_site_id_foreign\` foreign key (\`primary_site_id\`) references \`sites\` (\`id\`) on update no action on delete set null, constraint \`users_department_id_foreign\` foreign key (\`department_id\`) references \`departments\` (\`id\`) on update no action on delete set null);`);
    this.addSql(`create unique index \`users_username_unique\` on \`users\` (\`username\`);`);
    this.addSql(`create unique index \`users_email_unique\` on \`users\` (\`email\`);`);
    this.addSql(`create index \`users_primary_site_id_index\` on \`users\` (\`primary_site_id\`);`);
    this.addSql(`create index \`users_department_id_index\` on \`users\` (\`department_id\`);`);

    this.addSql(`create table \`reservations\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`resource_id\` text not null, \`user_id\` text not null, \`creator_id\` text not null, \`starts_at\` integer not null, \`ends_at\` integer not null, \`status\` text check (\`status\` in ('PENDING', 'CONFIRMED', 'CANCELLED', 'COMPLETED', 'NO_SHOW')) not null default 'PENDING', \`participants\` integer not null default 1, \`description\` text null, \`note\` text null, constraint \`reservations_resource_id_foreign\` foreign key (\`resource_id\`) references \`resources\` (\`id\`) on update no action on delete cascade, constraint \`reservations_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`reservations_creator_id_foreign\` foreign key (\`creator_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`reservations_has_participants\` check (participants >= 1), constraint \`reservations_ends_after_start\` check (ends_at > starts_at));`);
    this.addSql(`create index \`reservations_starts_at_index\` on \`reservations\` (\`starts_at\`);`);
    this.addSql(`create index \`reservations_creator_id_starts_at_index\` on \`reservations\` (\`creator_id\`, \`starts_at\`);`);
    this.addSql(`create index \`reservations_user_id_starts_at_index\` on \`reservations\` (\`user_id\`, \`starts_at\`);`);
    this.addSql(`create index \`reservations_resource_id_starts_at_index\` on \`reservations\` (\`resource_id\`, \`starts_at\`);`);
    this.addSql(`create index \`reservations_taken_index\` on \`reservations\` (\`resource_id\`, \`starts_at\`, \`ends_at\`) where status in ('PENDING', 'CONFIRMED');`);
    this.addSql(`create trigger reservations_no_overlap_insert before insert on reservations for each row when new.status in ('PENDING', 'CONFIRMED') begin select raise(abort, 'reservations_no_overlap') where exists (select 1 from reservations it where it.resource_id = new.resource_id and it.status in ('PENDING', 'CONFIRMED') and it.id <> new.id and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) from reservations it where it.resource_id = new.resource_id and it.status in ('PENDING', 'CONFIRMED') and it.id <> new.id and it.starts_at <= new.starts_at), new.starts_at)); end;`);
    this.addSql(`create trigger reservations_no_overlap_update before update of resource_id, starts_at, ends_at, status on reservations for each row when new.status in ('PENDING', 'CONFIRMED') begin select raise(abort, 'reservations_no_overlap') where exists (select 1 from reservations it where it.resource_id = new.resource_id and it.status in ('PENDING', 'CONFIRMED') and it.id <> new.id and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) from reservations it where it.resource_id = new.resource_id and it.status in ('PENDING', 'CONFIRMED') and it.id <> new.id and it.starts_at <= new.starts_at), new.starts_at)); end;`);

    this.addSql(`create table \`logins\` (\`id\` text not null primary key, \`created_at\` integer not null, \`user_id\` text not null, \`user_agent\` text null, \`last_used_at\` integer not null, \`expires_at\` integer not null, \`ended_at\` integer null, constraint \`logins_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create index \`logins_user_id_index\` on \`logins\` (\`user_id\`);`);

    this.addSql(`create table \`refresh_tokens\` (\`id\` text not null primary key, \`created_at\` integer not null, \`login_id\` text not null, \`hash\` text not null, \`expires_at\` integer not null, \`used_at\` integer null, constraint \`refresh_tokens_login_id_foreign\` foreign key (\`login_id\`) references \`logins\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create index \`refresh_tokens_login_id_index\` on \`refresh_tokens\` (\`login_id\`);`);
    this.addSql(`create unique index \`refresh_tokens_hash_unique\` on \`refresh_tokens\` (\`hash\`);`);

    this.addSql(`create table \`departments\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`name\` text not null, \`site_id\` text not null, \`manager_id\` text not null, \`annual_budget\` double null, constraint \`departments_site_id_foreign\` foreign key (\`site_id\`) references \`sites\` (\`id\`) on update no action on delete restrict, constraint \`departments_manager_id_foreign\` foreign key (\`manager_id\`) references \`users\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create index \`departments_name_index\` on \`departments\` (\`name\`);`);
    this.addSql(`create index \`departments_site_id_index\` on \`departments\` (\`site_id\`);`);
    this.addSql(`create index \`departments_manager_id_index\` on \`departments\` (\`manager_id\`);`);
  }

  override down(): void | Promise<void> {

    this.addSql(`drop table if exists \`sites\`;`);
    this.addSql(`drop table if exists \`resources\`;`);
    this.addSql(`drop table if exists \`availability_windows\`;`);
    this.addSql(`drop table if exists \`users\`;`);
    this.addSql(`drop trigger if exists \`reservations_no_overlap_insert\`;`);
    this.addSql(`drop trigger if exists \`reservations_no_overlap_update\`;`);
    this.addSql(`drop table if exists \`reservations\`;`);
    this.addSql(`drop table if exists \`logins\`;`);
    this.addSql(`drop table if exists \`refresh_tokens\`;`);
    this.addSql(`drop table if exists \`departments\`;`);
  }

}
