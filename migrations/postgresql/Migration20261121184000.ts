import { Migration } from '@mikro-orm/migrations';

export class Migration20261121184000 extends Migration {

  override name = 'Migration20261121184000';

  override up(): void | Promise<void> {
    this.addSql(`create table "invitations" ("id" uuid not null, "created_at" timestamptz(3) not null, "user_id" uuid not null, "inviter_id" uuid not null, "accepted_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "invitations_inviter_id_index" on "invitations" ("inviter_id");`);
    this.addSql(`alter table "invitations" add constraint "invitations_user_id_unique" unique ("user_id");`);

    this.addSql(`alter table "invitations" add constraint "invitations_user_id_foreign" foreign key ("user_id") references "users" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "invitations" add constraint "invitations_inviter_id_foreign" foreign key ("inviter_id") references "users" ("id") on update no action on delete restrict;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "invitations" cascade;`);
  }

}
