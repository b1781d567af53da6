import { Migration } from '@mikro-orm/migrations';

export class Migration20261121183000 extends Migration {

  override name = 'Migration20261121183000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`organizations\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`name\` text not null, \`email\` text null, \`phone\` text null, \`address\` text null, \`logo_url\` text null, \`owner_id\` text not null, constraint \`organizations_owner_id_foreign\` foreign key (\`owner_id\`) references \`users\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create index \`organizations_owner_id_index\` on \`organizations\` (\`owner_id\`);`);
    this.addSql(`create index \`organizations_name_id_index\` on \`organizations\` (\`name\`, \`id\`);`);

    this.addSql(`create table \`class_groups\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`organization_id\` text not null, \`name\` text not null, constraint \`class_groups_organization_id_foreign\` foreign key (\`organization_id\`) references \`organizations\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create unique index \`class_groups_organization_id_name_unique\` on \`class_groups\` (\`organization_id\`, \`name\`);`);

    this.addSql(`create table \`memberships\` (\`id\` text not null primary key, \`created_at\` integer not null, \`class_group_id\` text not null, \`learner_id\` text not null, constraint \`memberships_class_group_id_foreign\` foreign key (\`class_group_id\`) references \`class_groups\` (\`id\`) on update no action on delete restrict, constraint \`memberships_learner_id_foreign\` foreign key (\`learner_id\`) references \`users\` (\`id\`) on update no action on delete restrict);`);
    this.addSql(`create index \`memberships_learner_id_index\` on \`memberships\` (\`learner_id\`);`);
    this.addSql(`create unique index \`memberships_class_group_id_learner_id_unique\` on \`memberships\` (\`class_group_id\`, \`learner_id\`);`);

    this.addSql(`create table \`courses\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`title\` text not null, \`description\` text null, \`objectives\` text null, \`duration_minutes\` integer not null, \`published\` integer not null default false, \`owner_id\` text not null, constraint \`courses_owner_id_foreign\` foreign key (\`owner_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`courses_takes_time\` check (duration_minutes >= 1));`);
    this.addSql(`create index \`courses_owner_id_index\` on \`courses\` (\`owner_id\`);`);
    this.addSql(`create index \`courses_title_id_index\` on \`courses\` (\`title\`, \`id\`);`);

    this.addSql(`create table \`materials\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`course_id\` text not null, \`kind\` text check (\`kind\` in ('DOCUMENT', 'VIDEO', 'LINK')) not null, \`title\` text not null, \`url\` text not null, \`position\` integer not null, constraint \`materials_course_id_foreign\` foreign key (\`course_id\`) references \`courses\` (\`id\`) on update no action on delete cascade, constraint \`materials_in_order\` check (position >= 1));`);
    this.addSql(`create unique index \`materials_course_id_position_unique\` on \`materials\` (\`course_id\`, \`position\`);`);

    this.addSql(`create table \`course_assignments\` (\`id\` text not null primary key, \`created_at\` integer not null, \`course_id\` text not null, \`class_group_id\` text null, \`learner_id\` text null, constraint \`course_assignments_course_id_foreign\` foreign key (\`course_id\`) references \`courses\` (\`id\`) on update no action on delete restrict, constraint \`course_assignments_class_group_id_foreign\` foreign key (\`class_group_id\`) references \`class_groups\` (\`id\`) on update no action on delete restrict, constraint \`course_assignments_learner_id_foreign\` foreign key (\`learner_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`course_assignments_to_one\` check ((class_group_id is null) <> (learner_id is null)));`);
    this.addSql(`create index \`course_assignments_class_group_id_index\` on \`course_assignments\` (\`class_group_id\`);`);
    this.addSql(`create index \`course_assignments_learner_id_index\` on \`course_assignments\` (\`learner_id\`);`);
    this.addSql(`create unique index \`course_assignments_course_id_learner_id_unique\` on \`course_assignments\` (\`course_id\`, \`learner_id\`);`);
    this.addSql(`create unique index \`course_assignments_course_id_class_group_id_unique\` on \`course_assignments\` (\`course_id\`, \`class_group_id\`);`);

    // A column with its own check, in place of the whole table made anew: what later columns it has by then stays as it is.
    this.addSql(`alter table \`users\` add column \`phone\` text null constraint \`users_phone_form\` check (substr(phone, 1, 1) = '+');`);
    this.addSql(`alter table \`users\` add column \`birth_date\` text null constraint \`users_birth_date_form\` check (length(birth_date) = 10);`);
    this.addSql(`alter table \`users\` add column \`photo_url\` text null;`);
    this.addSql(`create unique index \`users_phone_unique\` on \`users\` (\`phone\`);`);
    this.addSql(`create index \`users_role_last_name_first_name_id_index\` on \`users\` (\`role\`, \`last_name\`, \`first_name\`, \`id\`);`);
  }

  override down(): void | Promise<void> {

    this.addSql(`drop table if exists \`organizations\`;`);
    this.addSql(`drop table if exists \`class_groups\`;`);
    this.addSql(`drop table if exists \`memberships\`;`);
    this.addSql(`drop table if exists \`courses\`;`);
    this.addSql(`drop table if exists \`materials\`;`);
    this.addSql(`drop table if exists \`course_assignments\`;`);

    this.addSql(`drop index \`users_phone_unique\`;`);
    this.addSql(`drop index \`users_role_last_name_first_name_id_index\`;`);
    this.addSql(`alter table \`users\` drop column \`phone\`;`);
    this.addSql(`alter table \`users\` drop column \`birth_date\`;`);
    this.addSql(`alter table \`users\` drop column \`photo_url\`;`);
  }

}
