import { Migration } from '@mikro-orm/migrations';

export class Migration20261121184000 extends Migration {

  override name = 'Migration20261121184000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`invitations\` (\`id\` text not null primary key, \`created_at\` integer not null, \`user_id\` text not null, \`inviter_id\` text not null, \`accepted_at\` integer null, constraint \`invitations_user_id_foreign\` foreign key (\`user_id\`) references \`users\` (\`id\`) on update no action on delete cascade, constraint \`invitations_inviter_id_foreign\` foreign key (\`inviter_id\`) references \`users\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create index \`invitations_inviter_id_index\` on \`invitations\` (\`inviter_id\`);`);
    this.addSql(`create unique index \`invitations_user_id_unique\` on \`invitations\` (\`user_id\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`invitations\`;`);
  }

}
