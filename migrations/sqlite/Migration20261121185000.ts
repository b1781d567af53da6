import { Migration } from '@mikro-orm/migrations';

export class Migration20261121185000 extends Migration {

  override name = 'Migration20261121185000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`sessions\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`course_id\` text not null, \`trainer_id\` text not null, \`room_id\` text not null, \`starts_at\` integer not null, \`ends_at\` integer not null, \`status\` text check (\`status\` in ('SCHEDULED', 'RUNNING', 'COMPLETED', 'CANCELLED')) not null default 'SCHEDULED', \`capacity\` integer not null, \`cancel_reason\` text null, constraint \`sessions_course_id_foreign\` foreign key (\`course_id\`) references \`courses\` (\`id\`) on update no action on delete restrict, constraint \`sessions_trainer_id_foreign\` foreign key (\`trainer_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`sessions_room_id_foreign\` foreign key (\`room_id\`) references \`resources\` (\`id\`) on update no action on delete restrict, constraint \`sessions_has_seats\` check (capacity >= 1), constraint \`sessions_ends_after_start\` check (ends_at > starts_at));`);
    this.addSql(`create index \`sessions_starts_at_index\` on \`sessions\` (\`starts_at\`);`);
    this.addSql(`create index \`sessions_room_id_starts_at_index\` on \`sessions\` (\`room_id\`, \`starts_at\`);`);
    this.addSql(`create index \`sessions_trainer_id_starts_at_index\` on \`sessions\` (\`trainer_id\`, \`starts_at\`);`);
    this.addSql(`create index \`sessions_course_id_starts_at_index\` on \`sessions\` (\`course_id\`, \`starts_at\`);`);
    this.addSql(`create index \`sessions_trainer_taken_index\` on \`sessions\` (\`trainer_id\`, \`starts_at\`, \`ends_at\`, \`status\`) where status in ('SCHEDULED', 'RUNNING');`);
    this.addSql(`create trigger sessions_trainer_no_overlap_insert before insert on sessions for each row when new.status in ('SCHEDULED', 'RUNNING') begin select raise(abort, 'sessions_trainer_no_overlap') where exists (select 1 from sessions it where it.trainer_id = new.trainer_id and it.status in ('SCHEDULED', 'RUNNING') and it.id <> new.id and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) from sessions it where it.trainer_id = new.trainer_id and it.status in ('SCHEDULED', 'RUNNING') and it.id <> new.id and it.starts_at <= new.starts_at), new.starts_at)); end;`);
    this.addSql(`create trigger sessions_trainer_no_overlap_update before update of trainer_id, starts_at, ends_at, status on sessions for each row when new.status in ('SCHEDULED', 'RUNNING') begin select raise(abort, 'sessions_trainer_no_overlap') where exists (select 1 from sessions it where it.trainer_id = new.trainer_id and it.status in ('SCHEDULED', 'RUNNING') and it.id <> new.id and it.starts_at < new.ends_at and it.ends_at > new.starts_at
      and it.starts_at >= coalesce((select max(it.starts_at) from sessions it where it.trainer_id = new.trainer_id and it.status in ('SCHEDULED', 'RUNNING') and it.id <> new.id and it.starts_at <= new.starts_at), new.starts_at)); end;`);

    this.addSql(`alter table \`reservations\` add column \`holder_id\` text null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists \`sessions_trainer_no_overlap_insert\`;`);
    this.addSql(`drop trigger if exists \`sessions_trainer_no_overlap_update\`;`);
    this.addSql(`drop table if exists \`sessions\`;`);

    this.addSql(`alter table \`reservations\` drop column \`holder_id\`;`);
  }

}
