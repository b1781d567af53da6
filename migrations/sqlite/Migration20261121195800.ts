import { Migration } from '@mikro-orm/migrations';

export class Migration20261121195800 extends Migration {

  override name = 'Migration20261121195800';

  override up(): void | Promise<void> {
    this.addSql(`drop trigger if exists \`enrolments_no_seat_twice_insert\`;`);
    this.addSql(`create trigger enrolments_no_seat_twice_insert before insert on enrolments for each row when new.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') begin select raise(abort, 'enrolments_no_seat_twice') where (select count(*) from enrolments it where it.session_id = new.session_id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED')) >= (select capacity from sessions where id = new.session_id); end;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop trigger if exists \`enrolments_no_seat_twice_insert\`;`);
    this.addSql(`create trigger enrolments_no_seat_twice_insert before insert on enrolments for each row when new.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') begin select raise(abort, 'enrolments_no_seat_twice') where (select count(*) from enrolments it where it.session_id = new.session_id and it.status in ('ENROLLED', 'ATTENDED', 'ABSENT', 'COMPLETED') and it.id <> new.id) >= (select capacity from sessions where id = new.session_id); end;`);
  }

}
