import { Migration } from '@mikro-orm/migrations';

export class Migration20261121193000 extends Migration {

  override name = 'Migration20261121193000';

  override up(): void | Promise<void> {
    this.addSql(`set local lock_timeout = '100ms';`);

    this.addSql(`create table "conversations" ("id" uuid not null, "created_at" timestamptz(3) not null, "kind" text not null, "subject" varchar(200) null, "starter_id" uuid not null, "class_group_id" uuid null, "session_id" uuid null, "message_count" int not null default 0, "last_message_at" timestamptz(3) not null, primary key ("id"));`);
    this.addSql(`create index "conversations_starter_id_index" on "conversations" ("starter_id");`);
    this.addSql(`create index "conversations_class_group_id_index" on "conversations" ("class_group_id");`);
    this.addSql(`create index "conversations_session_id_index" on "conversations" ("session_id");`);

    this.addSql(`create table "participants" ("id" uuid not null, "created_at" timestamptz(3) not null, "conversation_id" uuid not null, "user_id" uuid not null, "left_at" timestamptz(3) null, "read_up_to" int not null default 0, primary key ("id"));`);
    this.addSql(`create index "participants_user_id_conversation_id_index" on "participants" ("user_id", "conversation_id");`);
    this.addSql(`alter table "participants" add constraint "participants_conversation_id_user_id_unique" unique ("conversation_id", "user_id");`);

    this.addSql(`create table "messages" ("id" uuid not null, "created_at" timestamptz(3) not null, "conversation_id" uuid not null, "author_id" uuid not null, "position" int not null, "body" text null, "edited_at" timestamptz(3) null, "deleted_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "messages_unread_index" on "messages" ("conversation_id", "position", "author_id", "deleted_at");`);
    this.addSql(`create index "messages_author_id_index" on "messages" ("author_id");`);
    this.addSql(`alter table "messages" add constraint "messages_conversation_id_position_unique" unique ("conversation_id", "position");`);

    this.addSql(`alter table "conversations" add constraint "conversations_starter_id_foreign" foreign key ("starter_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "conversations" add constraint "conversations_class_group_id_foreign" foreign key ("class_group_id") references "class_groups" ("id") on update no action on delete set null;`);
    this.addSql(`alter table "conversations" add constraint "conversations_session_id_foreign" foreign key ("session_id") references "sessions" ("id") on update no action on delete set null;`);
    this.addSql(`alter table "conversations" add constraint "conversations_counts_messages" check (message_count >= 0);`);
    this.addSql(`alter table "conversations" add constraint "conversations_of_one" check ((class_group_id is null or kind = 'CLASS') and (session_id is null or kind = 'SESSION'));`);
    this.addSql(`alter table "conversations" add constraint "conversations_kind_check" check ("kind" in ('DIRECT', 'CLASS', 'SESSION'));`);

    this.addSql(`alter table "participants" add constraint "participants_conversation_id_foreign" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "participants" add constraint "participants_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete restrict;`);

    this.addSql(`alter table "messages" add constraint "messages_conversation_id_foreign" foreign key ("conversation_id") references "conversations" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "messages" add constraint "messages_author_id_foreign" foreign key ("author_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "messages" add constraint "messages_said_or_deleted" check ((body is null) = (deleted_at is not null));`);
    this.addSql(`alter table "messages" add constraint "messages_in_order" check (position >= 1);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "conversations" cascade;`);
    this.addSql(`drop table if exists "participants" cascade;`);
    this.addSql(`drop table if exists "messages" cascade;`);
  }

}
