import { Migration } from '@mikro-orm/migrations';

export class Migration20261121183000 extends Migration {

  override name = 'Migration20261121183000';

  override up(): void | Promise<void> {
    this.addSql(`set local lock_timeout = '100ms';`);

    this.addSql(`create table "organizations" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "name" varchar(200) not null, "email" varchar(254) null, "phone" varchar(16) null, "address" varchar(500) null, "logo_url" varchar(2000) null, "owner_id" uuid not null, primary key ("id"));`);
    this.addSql(`create index "organizations_owner_id_index" on "organizations" ("owner_id");`);
    this.addSql(`create index "organizations_name_id_index" on "organizations" ("name", "id");`);

    this.addSql(`create table "class_groups" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "organization_id" uuid not null, "name" varchar(200) not null, primary key ("id"));`);
    this.addSql(`alter table "class_groups" add constraint "class_groups_organization_id_name_unique" unique ("organization_id", "name");`);

    this.addSql(`create table "memberships" ("id" uuid not null, "created_at" timestamptz(3) not null, "class_group_id" uuid not null, "learner_id" uuid not null, primary key ("id"));`);
    this.addSql(`create index "memberships_learner_id_index" on "memberships" ("learner_id");`);
    this.addSql(`alter table "memberships" add constraint "memberships_class_group_id_learner_id_unique" unique ("class_group_id", "learner_id");`);

    this.addSql(`create table "courses" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "title" varchar(200) not null, "description" text null, "objectives" text null, "duration_minutes" int not null, "published" boolean not null default false, "owner_id" uuid not null, primary key ("id"));`);
    this.addSql(`create index "courses_owner_id_index" on "courses" ("owner_id");`);
    this.addSql(`create index "courses_title_id_index" on "courses" ("title", "id");`);

    this.addSql(`create table "materials" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "course_id" uuid not null, "kind" text not null, "title" varchar(200) not null, "url" varchar(2000) not null, "position" int not null, primary key ("id"));`);
    this.addSql(`alter table "materials" add constraint "materials_course_id_position_unique" unique ("course_id", "position");`);

    this.addSql(`create table "course_assignments" ("id" uuid not null, "created_at" timestamptz(3) not null, "course_id" uuid not null, "class_group_id" uuid null, "learner_id" uuid null, primary key ("id"));`);
    this.addSql(`create index "course_assignments_class_group_id_index" on "course_assignments" ("class_group_id");`);
    this.addSql(`create index "course_assignments_learner_id_index" on "course_assignments" ("learner_id");`);
    this.addSql(`alter table "course_assignments" add constraint "course_assignments_course_id_learner_id_unique" unique ("course_id", "learner_id");`);
    this.addSql(`alter table "course_assignments" add constraint "course_assignments_course_id_class_group_id_unique" unique ("course_id", "class_group_id");`);

    this.addSql(`alter table "users" add "phone" varchar(16) null, add "birth_date" varchar(10) null, add "photo_url" varchar(2000) null;`);
    this.addSql(`alter table "users" add constraint "users_phone_unique" unique ("phone");`);
    this.addSql(`create index "users_role_last_name_first_name_id_index" on "users" ("role", "last_name", "first_name", "id");`);
    this.addSql(`alter table "users" add constraint "users_birth_date_form" check (length(birth_date) = 10);`);
    this.addSql(`alter table "users" add constraint "users_phone_form" check (substr(phone, 1, 1) = '+');`);

    this.addSql(`alter table "organizations" add constraint "organizations_owner_id_foreign" foreign key ("owner_id") references "users" ("id") on update no action on delete restrict;`);

    this.addSql(`alter table "class_groups" add constraint "class_groups_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on update no action on delete restrict;`);

    this.addSql(`alter table "memberships" add constraint "memberships_class_group_id_foreign" foreign key ("class_group_id") references "class_groups" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "memberships" add constraint "memberships_learner_id_foreign" foreign key ("learner_id") references "users" ("id") on update no action on delete restrict;`);

    this.addSql(`alter table "courses" add constraint "courses_owner_id_foreign" foreign key ("owner_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "courses" add constraint "courses_takes_time" check (duration_minutes >= 1);`);

    this.addSql(`alter table "materials" add constraint "materials_course_id_foreign" foreign key ("course_id") references "courses" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "materials" add constraint "materials_in_order" check (position >= 1);`);
    this.addSql(`alter table "materials" add constraint "materials_kind_check" check ("kind" in ('DOCUMENT', 'VIDEO', 'LINK'));`);

    this.addSql(`alter table "course_assignments" add constraint "course_assignments_course_id_foreign" foreign key ("course_id") references "courses" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "course_assignments" add constraint "course_assignments_class_group_id_foreign" foreign key ("class_group_id") references "class_groups" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "course_assignments" add constraint "course_assignments_learner_id_foreign" foreign key ("learner_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "course_assignments" add constraint "course_assignments_to_one" check ((class_group_id is null) <> (learner_id is null));`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "class_groups" drop constraint "class_groups_organization_id_foreign";`);
    this.addSql(`alter table "memberships" drop constraint "memberships_class_group_id_foreign";`);
    this.addSql(`alter table "course_assignments" drop constraint "course_assignments_class_group_id_foreign";`);
    this.addSql(`alter table "materials" drop constraint "materials_course_id_foreign";`);
    this.addSql(`alter table "course_assignments" drop constraint "course_assignments_course_id_foreign";`);

    this.addSql(`drop table if exists "organizations" cascade;`);
    this.addSql(`drop table if exists "class_groups" cascade;`);
    this.addSql(`drop table if exists "memberships" cascade;`);
    this.addSql(`drop table if exists "courses" cascade;`);
    this.addSql(`drop table if exists "materials" cascade;`);
    this.addSql(`drop table if exists "course_assignments" cascade;`);

    this.addSql(`alter table "users" drop constraint "users_phone_unique";`);
    this.addSql(`drop index "users_role_last_name_first_name_id_index";`);
    this.addSql(`alter table "users" drop constraint "users_birth_date_form";`);
    this.addSql(`alter table "users" drop constraint "users_phone_form";`);
    this.addSql(`alter table "users" drop column "phone", drop column "birth_date", drop column "photo_url";`);
  }

}
