import { Migration } from '@mikro-orm/migrations';

export class Migration20261121123252 extends Migration {

  override name = 'Migration20261121123252';

  override up(): void | Promise<void> {
    this.addSql(`create table \`sites\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`name\` text not null, \`address\` text not null, \`time_zone\` text not null, \`opens_at\` text not null, \`closes_at\` text not null);`);
    this.addSql(`create index \`sites_name_index\` on \`sites\` (\`name\`);`);

    this.addSql(`create table \`users\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`username\` text not null, \`email\` text not null, \`first_name\` text not null, \`last_name\` text not null, \`password_hash\` text not null, \`role\` text check (\`role\` in ('ADMIN', 'MANAGER', 'STAFF', 'TRAINER', 'LEARNER', 'EMPLOYEE', 'SALES', 'SUPPORT')) not null, \`priority\` text check (\`priority\` in ('STANDARD', 'PRIORITY')) not null default 'STANDARD', \`authorizations\` json not null, \`active\` integer not null default true, \`primary_site_id\` text null, \`department_id\` text null, constraint \`users_primary_site_id_foreign\` foreign key (\`primary_site_id\`) references \`sites\` (\`id\`) on update no action on delete set null, constraint \`users_department_id_foreign\` foreign key (\`department_id\`) references \`departments\` (\`id\`) on update no action on delete set null);`);
    this.addSql(`create unique index \`users_username_unique\` on \`users\` (\`username\`);`);
    this.addSql(`create unique index \`users_email_unique\` on \`users\` (\`email\`);`);
    this.addSql(`create index \`users_primary_site_id_index\` on \`users\` (\`primary_site_id\`);`);
    this.addSql(`create index \`users_department_id_index\` on \`users\` (\`department_id\`);`);

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
    this.addSql(`drop table if exists \`users\`;`);
    this.addSql(`drop table if exists \`logins\`;`);
    this.addSql(`drop table if exists \`refresh_tokens\`;`);
    this.addSql(`drop table if exists \`departments\`;`);
  }

}
