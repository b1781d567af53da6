import { Migration } from '@mikro-orm/migrations';

export class Migration20261121181000 extends Migration {

  override name = 'Migration20261121181000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`erasures\` (\`id\` text not null primary key, \`created_at\` integer not null, \`erased_by\` text check (\`erased_by\` in ('THEMSELVES', 'ADMINISTRATOR')) not null, \`counts\` json not null);`);

    this.addSql(`create table \`mails\` (\`id\` text not null primary key, \`created_at\` integer not null, \`letter\` text not null, \`recipient\` text not null, \`user_id\` text null, \`due_at\` integer not null, \`attempts\` integer not null default 0);`);
    this.addSql(`create index \`mails_due_at_index\` on \`mails\` (\`due_at\`);`);

    this.addSql(`create table \`second_factors\` (\`id\` text not null primary key, \`created_at\` integer not null, \`user_id\` text not null, \`sealed_secret\` text not null, \`enabled_at\` integer null, \`codes_made_at\` integer null, \`last_step\` integer not null default 0, constraint \`second_factors_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create unique index \`second_factors_user_id_unique\` on \`second_factors\` (\`user_id\`);`);

    this.addSql(`create table \`recovery_codes\` (\`id\` text not null primary key, \`created_at\` integer not null, \`user_id\` text not null, \`hash\` text not null, constraint \`recovery_codes_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create index \`recovery_codes_user_id_index\` on \`recovery_codes\` (\`user_id\`);`);
    this.addSql(`create unique index \`recovery_codes_hash_unique\` on \`recovery_codes\` (\`hash\`);`);

    this.addSql(`create table \`one_time_tokens\` (\`id\` text not null primary key, \`created_at\` integer not null, \`user_id\` text not null, \`purpose\` text not null, \`hash\` text not null, \`address\` text not null, \`expires_at\` integer not null, constraint \`one_time_tokens_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create unique index \`one_time_tokens_hash_unique\` on \`one_time_tokens\` (\`hash\`);`);
    this.addSql(`create index \`one_time_tokens_user_id_purpose_index\` on \`one_time_tokens\` (\`user_id\`, \`purpose\`);`);

    this.addSql(`create table \`login_attempts\` (\`id\` text not null primary key, \`created_at\` integer not null, \`user_id\` text not null, \`outcome\` text check (\`outcome\` in ('LOGGED_IN', 'WRONG_PASSWORD', 'CODE_NEEDED', 'WRONG_CODE')) not null, \`address\` text not null, \`user_agent\` text null, constraint \`login_attempts_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete cascade);`);
    this.addSql(`create index \`login_attempts_created_at_index\` on \`login_attempts\` (\`created_at\`);`);
    this.addSql(`create index \`login_attempts_user_id_created_at_index\` on \`login_attempts\` (\`user_id\`, \`created_at\`);`);

    this.addSql(`alter table \`users\` add column \`email_verified\` integer not null default false;`);
    this.addSql(`alter table \`users\` add column \`pending_email\` text null;`);
    this.addSql(`alter table \`users\` add column \`erased_at\` integer null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`erasures\`;`);
    this.addSql(`drop table if exists \`mails\`;`);
    this.addSql(`drop table if exists \`second_factors\`;`);
    this.addSql(`drop table if exists \`recovery_codes\`;`);
    this.addSql(`drop table if exists \`one_time_tokens\`;`);
    this.addSql(`drop table if exists \`login_attempts\`;`);

    this.addSql(`alter table \`users\` drop column \`email_verified\`;`);
    this.addSql(`alter table \`users\` drop column \`pending_email\`;`);
    this.addSql(`alter table \`users\` drop column \`erased_at\`;`);
  }

}
