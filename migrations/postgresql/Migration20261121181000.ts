import { Migration } from '@mikro-orm/migrations';

export class Migration20261121181000 extends Migration {

  override name = 'Migration20261121181000';

  override up(): void | Promise<void> {
    this.addSql(`set local lock_timeout = '100ms';`);

    this.addSql(`create table "erasures" ("id" uuid not null, "created_at" timestamptz(3) not null, "erased_by" text not null, "counts" jsonb not null, primary key ("id"));`);

    this.addSql(`create table "mails" ("id" uuid not null, "created_at" timestamptz(3) not null, "letter" varchar(50) not null, "recipient" varchar(254) not null, "user_id" uuid null, "due_at" timestamptz(3) not null, "attempts" int not null default 0, primary key ("id"));`);
    this.addSql(`create index "mails_due_at_index" on "mails" ("due_at");`);

    this.addSql(`create table "second_factors" ("id" uuid not null, "created_at" timestamptz(3) not null, "user_id" uuid not null, "sealed_secret" varchar(200) not null, "enabled_at" timestamptz(3) null, "codes_made_at" timestamptz(3) null, "last_step" int not null default 0, primary key ("id"));`);
    this.addSql(`alter table "second_factors" add constraint "second_factors_user_id_unique" unique ("user_id");`);

    this.addSql(`create table "recovery_codes" ("id" uuid not null, "created_at" timestamptz(3) not null, "user_id" uuid not null, "hash" varchar(64) not null, primary key ("id"));`);
    this.addSql(`create index "recovery_codes_user_id_index" on "recovery_codes" ("user_id");`);
    this.addSql(`alter table "recovery_codes" add constraint "recovery_codes_hash_unique" unique ("hash");`);

    this.addSql(`create table "one_time_tokens" ("id" uuid not null, "created_at" timestamptz(3) not null, "user_id" uuid not null, "purpose" varchar(50) not null, "hash" varchar(64) not null, "address" varchar(254) not null, "expires_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`alter table "one_time_tokens" add constraint "one_time_tokens_hash_unique" unique ("hash");`);
    this.addSql(`create index "one_time_tokens_user_id_purpose_index" on "one_time_tokens" ("user_id", "purpose");`);

    this.addSql(`create table "login_attempts" ("id" uuid not null, "created_at" timestamptz(3) not null, "user_id" uuid not null, "outcome" text not null, "address" varchar(45) not null, "user_agent" varchar(300) null, primary key ("id"));`);
    this.addSql(`create index "login_attempts_created_at_index" on "login_attempts" ("created_at");`);
    this.addSql(`create index "login_attempts_user_id_created_at_index" on "login_attempts" ("user_id", "created_at");`);

    this.addSql(`alter table "users" add "email_verified" boolean not null default false, add "pending_email" varchar(254) null, add "erased_at" timestamptz(3) null;`);

    this.addSql(`alter table "erasures" add constraint "erasures_erased_by_check" check ("erased_by" in ('THEMSELVES', 'ADMINISTRATOR'));`);

    this.addSql(`alter table "second_factors" add constraint "second_factors_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade;`);

    this.addSql(`alter table "recovery_codes" add constraint "recovery_codes_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade;`);

    this.addSql(`alter table "one_time_tokens" add constraint "one_time_tokens_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade;`);

    this.addSql(`alter table "login_attempts" add constraint "login_attempts_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "login_attempts" add constraint "login_attempts_outcome_check" check ("outcome" in ('LOGGED_IN', 'WRONG_PASSWORD', 'CODE_NEEDED', 'WRONG_CODE'));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "erasures" cascade;`);
    this.addSql(`drop table if exists "mails" cascade;`);
    this.addSql(`drop table if exists "second_factors" cascade;`);
    this.addSql(`drop table if exists "recovery_codes" cascade;`);
    this.addSql(`drop table if exists "one_time_tokens" cascade;`);
    this.addSql(`drop table if exists "login_attempts" cascade;`);

    this.addSql(`alter table "users" drop column "email_verified", drop column "pending_email", drop column "erased_at";`);
  }

}
