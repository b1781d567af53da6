import { Migration } from '@mikro-orm/migrations';

export class Migration20261121193000 extends Migration {

  override name = 'Migration20261121193000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`conversations\` (\`id\` text not null primary key, \`created_at\` integer not null, \`kind\` text check (\`kind\` in ('DIRECT', 'CLASS', 'SESSION')) not null, \`subject\` text null, \`starter_id\` text not null, \`class_group_id\` text null, \`session_id\` text null, \`message_count\` integer not null default 0, \`last_message_at\` integer not null, constraint \`conversations_starter_id_foreign\` foreign key (\`starter_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`conversations_class_group_id_foreign\` foreign key (\`class_group_id\`) references \`class_groups\` (\`id\`) on update no action on delete set null, constraint \`conversations_session_id_foreign\` foreign key (\`session_id\`) references \`sessions\` (\`id\`) on update no action on delete set null, constraint \`conversations_counts_messages\` check (message_count >= 0), constraint \`conversations_of_one\` check ((class_group_id is null or kind = 'CLASS') and (session_id is null or kind = 'SESSION')));`);
    this.addSql(`create index \`conversations_starter_id_index\` on \`conversations\` (\`starter_id\`);`);
    this.addSql(`create index \`conversations_class_group_id_index\` on \`conversations\` (\`class_group_id\`);`);
    this.addSql(`create index \`conversations_session_id_index\` on \`conversations\` (\`session_id\`);`);

    this.addSql(`create table \`participants\` (\`id\` text not null primary key, \`created_at\` integer not null, \`conversation_id\` text not null, \`user_id\` text not null, \`left_at\` integer null, \`read_up_to\` integer not null default 0, constraint \`participants_conversation_id_foreign\` foreign key (\`conversation_id\`) references \`conversations\` (\`id\`) on update no action on delete cascade, constraint \`participants_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create index \`participants_user_id_conversation_id_index\` on \`participants\` (\`user_id\`, \`conversation_id\`);`);
    this.addSql(`create unique index \`participants_conversation_id_user_id_unique\` on \`participants\` (\`conversation_id\`, \`user_id\`);`);

    this.addSql(`create table \`messages\` (\`id\` text not null primary key, \`created_at\` integer not null, \`conversation_id\` text not null, \`author_id\` text not null, \`position\` integer not null, \`body\` text null, \`edited_at\` integer null, \`deleted_at\` integer null, constraint \`messages_conversation_id_foreign\` foreign key (\`conversation_id\`) references \`conversations\` (\`id\`) on update no action on delete cascade, constraint \`messages_author_id_foreign\` foreign key (\`author_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`messages_said_or_deleted\` check ((body is null) = (deleted_at is not null)), constraint \`messages_in_order\` check (position >= 1));`);
    this.addSql(`create index \`messages_unread_index\` on \`messages\` (\`conversation_id\`, \`position\`, \`author_id\`, \`deleted_at\`);`);
    this.addSql(`create index \`messages_author_id_index\` on \`messages\` (\`author_id\`);`);
    this.addSql(`create unique index \`messages_conversation_id_position_unique\` on \`messages\` (\`conversation_id\`, \`position\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`conversations\`;`);
    this.addSql(`drop table if exists \`participants\`;`);
    this.addSql(`drop table if exists \`messages\`;`);
  }

}
