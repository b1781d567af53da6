import { Migration } from '@mikro-orm/migrations';

export class Migration20261121192000 extends Migration {

  override name = 'Migration20261121192000';

  override up(): void | Promise<void> {
    this.addSql(`set local lock_timeout = '100ms';`);

    this.addSql(`create table "exams" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "course_id" uuid not null, "class_group_id" uuid not null, "title" varchar(200) not null, "kind" text not null, "coefficient_hundredths" int not null, "date" varchar(10) not null, primary key ("id"));`);
    this.addSql(`create index "exams_course_id_index" on "exams" ("course_id");`);
    this.addSql(`create index "exams_date_id_index" on "exams" ("date", "id");`);
    this.addSql(`create index "exams_class_group_id_date_id_index" on "exams" ("class_group_id", "date", "id");`);

    this.addSql(`create table "grades" ("id" uuid not null, "created_at" timestamptz(3) not null, "updated_at" timestamptz(3) not null, "version" int not null default 1, "exam_id" uuid not null, "learner_id" uuid not null, "quarters" int null, "absent" boolean not null default false, "comment" text null, primary key ("id"));`);
    this.addSql(`create index "grades_learner_id_exam_id_quarters_index" on "grades" ("learner_id", "exam_id", "quarters");`);
    this.addSql(`create index "grades_exam_id_learner_id_quarters_index" on "grades" ("exam_id", "learner_id", "quarters");`);
    this.addSql(`alter table "grades" add constraint "grades_exam_id_learner_id_unique" unique ("exam_id", "learner_id");`);

    this.addSql(`create table "grade_entries" ("id" uuid not null, "created_at" timestamptz(3) not null, "grade_id" uuid not null, "number" int not null, "quarters" int null, "absent" boolean not null default false, "comment" text null, "author_id" uuid not null, primary key ("id"));`);
    this.addSql(`create index "grade_entries_author_id_index" on "grade_entries" ("author_id");`);
    this.addSql(`alter table "grade_entries" add constraint "grade_entries_grade_id_number_unique" unique ("grade_id", "number");`);

    this.addSql(`alter table "exams" add constraint "exams_course_id_foreign" foreign key ("course_id") references "courses" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "exams" add constraint "exams_class_group_id_foreign" foreign key ("class_group_id") references "class_groups" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "exams" add constraint "exams_date_form" check (length(date) = 10);`);
    this.addSql(`alter table "exams" add constraint "exams_count" check (coefficient_hundredths >= 1 and coefficient_hundredths <= 10000);`);
    this.addSql(`alter table "exams" add constraint "exams_kind_check" check ("kind" in ('EXAM', 'TECH_DEMO'));`);

    this.addSql(`alter table "grades" add constraint "grades_exam_id_foreign" foreign key ("exam_id") references "exams" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "grades" add constraint "grades_learner_id_foreign" foreign key ("learner_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "grades" add constraint "grades_on_the_scale" check (quarters >= 0 and quarters <= 80);`);
    this.addSql(`alter table "grades" add constraint "grades_value_or_absent" check ((quarters is null) = absent);`);

    this.addSql(`alter table "grade_entries" add constraint "grade_entries_grade_id_foreign" foreign key ("grade_id") references "grades" ("id") on update no action on delete cascade;`);
    this.addSql(`alter table "grade_entries" add constraint "grade_entries_author_id_foreign" foreign key ("author_id") references "users" ("id") on update no action on delete restrict;`);
    this.addSql(`alter table "grade_entries" add constraint "grade_entries_on_the_scale" check (quarters >= 0 and quarters <= 80);`);
    this.addSql(`alter table "grade_entries" add constraint "grade_entries_value_or_absent" check ((quarters is null) = absent);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`alter table "grades" drop constraint "grades_exam_id_foreign";`);
    this.addSql(`alter table "grade_entries" drop constraint "grade_entries_grade_id_foreign";`);

    this.addSql(`drop table if exists "exams" cascade;`);
    this.addSql(`drop table if exists "grades" cascade;`);
    this.addSql(`drop table if exists "grade_entries" cascade;`);
  }

}
