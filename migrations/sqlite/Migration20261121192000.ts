import { Migration } from '@mikro-orm/migrations';

export class Migration20261121192000 extends Migration {

  override name = 'Migration20261121192000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`exams\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`course_id\` text not null, \`class_group_id\` text not null, \`title\` text not null, \`kind\` text check (\`kind\` in ('EXAM', 'TECH_DEMO')) not null, \`coefficient_hundredths\` integer not null, \`date\` text not null, constraint \`exams_course_id_foreign\` foreign key (\`course_id\`) references \`courses\` (\`id\`) on update no action on delete restrict, constraint \`exams_class_group_id_foreign\` foreign key (\`class_group_id\`) references \`class_groups\` (\`id\`) on update no action on delete restrict, constraint \`exams_date_form\` check (length(date) = 10), constraint \`exams_count\` check (coefficient_hundredths >= 1 and coefficient_hundredths <= 10000));`);
    this.addSql(`create index \`exams_course_id_index\` on \`exams\` (\`course_id\`);`);
    this.addSql(`create index \`exams_date_id_index\` on \`exams\` (\`date\`, \`id\`);`);
    this.addSql(`create index \`exams_class_group_id_date_id_index\` on \`exams\` (\`class_group_id\`, \`date\`, \`id\`);`);

    this.addSql(`create table \`grades\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`exam_id\` text not null, \`learner_id\` text not null, \`quarters\` integer null, \`absent\` integer not null default false, \`comment\` text null, constraint \`grades_exam_id_foreign\` foreign key (\`exam_id\`) references \`exams\` (\`id\`) on update no action on delete restrict, constraint \`grades_learner_id_foreign\` foreign key (\`learner_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`grades_on_the_scale\` check (quarters >= 0 and quarters <= 80), constraint \`grades_value_or_absent\` check ((quarters is null) = absent));`);
    this.addSql(`create index \`grades_learner_id_exam_id_quarters_index\` on \`grades\` (\`learner_id\`, \`exam_id\`, \`quarters\`);`);
    this.addSql(`create index \`grades_exam_id_learner_id_quarters_index\` on \`grades\` (\`exam_id\`, \`learner_id\`, \`quarters\`);`);
    this.addSql(`create unique index \`grades_exam_id_learner_id_unique\` on \`grades\` (\`exam_id\`, \`learner_id\`);`);

    this.addSql(`create table \`grade_entries\` (\`id\` text not null primary key, \`created_at\` integer not null, \`grade_id\` text not null, \`number\` integer not null, \`quarters\` integer null, \`absent\` integer not null default false, \`comment\` text null, \`author_id\` text not null, constraint \`grade_entries_grade_id_foreign\` foreign key (\`grade_id\`) references \`grades\` (\`id\`) on update no action on delete cascade, constraint \`grade_entries_author_id_foreign\` foreign key (\`author_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`grade_entries_on_the_scale\` check (quarters >= 0 and quarters <= 80), constraint \`grade_entries_value_or_absent\` check ((quarters is null) = absent));`);
    this.addSql(`create index \`grade_entries_author_id_index\` on \`grade_entries\` (\`author_id\`);`);
    this.addSql(`create unique index \`grade_entries_grade_id_number_unique\` on \`grade_entries\` (\`grade_id\`, \`number\`);`);
  }

  override down(): void | Promise<void> {

    this.addSql(`drop table if exists \`exams\`;`);
    this.addSql(`drop table if exists \`grades\`;`);
    this.addSql(`drop table if exists \`grade_entries\`;`);
  }

}
