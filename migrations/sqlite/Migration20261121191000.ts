import { Migration } from '@mikro-orm/migrations';

export class Migration20261121191000 extends Migration {

  override name = 'Migration20261121191000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`enrolments\` (\`id\` text not null primary key, \`created_at\` integer not null, \`updated_at\` integer not null, \`version\` integer not null default 1, \`session_id\` text not null, \`learner_id\` text not null, \`status\` text check (\`status\` in ('ENROLLED', 'WAITLISTED', 'CANCELLED', 'ATTENDED', 'ABSENT', 'COMPLETED')) not null default 'WAITLISTED', \`priority\` integer not null, \`ticket\` integer not null, \`progress\` integer not null default 0, constraint \`enrolments_session_id_foreign\` foreign key (\`session_id\`) references \`sessions\` (\`id\`) on update no action on delete restrict, constraint \`enrolments_learner_id_foreign\` foreign key (\`learner_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`enrolments_progress_in_percent\` check (progress >= 0 and progress <= 100));`);
    this.addSql(`create index \`enrolments_learner_id_created_at_index\` on \`enrolments\` (\`learner_id\`, \`created_at\`);`);
    this.addSql(`create index \`enrolments_session_id_status_ticket_index\` on \`enrolments\` (\`session_id\`, \`status\`, \`ticket\`);`);
    this.addSql(`create index \`enrolments_line_index\` on \`enrolments\` (\`session_id\`, \`priority\` DESC, \`ticket\`) where status = 'WAITLISTED';`);
    this.addSql(`create unique index \`enrolments_enrolled_once\` on \`enrolments\` (\`session_id\`, \`learner_id\`) where status <> 'CANCELLED';`);
    this.addSql(`create trigger enrolments_no_seat_twice_insert before insert on enrolments for each row when new.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') begin select raise(abort, 'enrolments_no_seat_twice') where (select count(*) from enrolments it where it.session_id = new.session_id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED')) >= (select capacity from sessions where id = new.session_id); end;`);
    this.addSql(`create trigger enrolments_no_seat_twice_update before update of session_id, status on enrolments for each row when new.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') begin select raise(abort, 'enrolments_no_seat_twice') where (select count(*) from enrolments it where it.session_id = new.session_id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') and it.id <> new.id) >= (select capacity from sessions where id = new.session_id); end;`);

    this.addSql(`create table \`progress_entries\` (\`id\` text not null primary key, \`created_at\` integer not null, \`enrolment_id\` text not null, \`percent\` integer not null, \`note\` text null, \`author_id\` text not null, constraint \`progress_entries_enrolment_id_foreign\` foreign key (\`enrolment_id\`) references \`enrolments\` (\`id\`) on update no action on delete restrict, constraint \`progress_entries_author_id_foreign\` foreign key (\`author_id\`) references \`users\` (\`id\`) on update no action on delete restrict, constraint \`progress_entries_in_percent\` check (percent >= 0 and percent <= 100));`);
    this.addSql(`create index \`progress_entries_author_id_index\` on \`progress_entries\` (\`author_id\`);`);
    this.addSql(`create index \`progress_entries_enrolment_id_created_at_id_index\` on \`progress_entries\` (\`enrolment_id\`, \`created_at\`, \`id\`);`);

    this.addSql(`create trigger sessions_seats_kept before update of capacity on sessions for each row begin select raise(abort, 'sessions_seats_kept') where new.capacity < old.capacity and new.capacity < (select count(*) from enrolments it where it.session_id = new.id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED')); end;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists \`enrolments_no_seat_twice_insert\`;`);
    this.addSql(`drop trigger if exists \`enrolments_no_seat_twice_update\`;`);
    this.addSql(`drop table if exists \`progress_entries\`;`);
    this.addSql(`drop table if exists \`enrolments\`;`);

    this.addSql(`drop trigger if exists \`sessions_seats_kept\`;`);
  }

}
