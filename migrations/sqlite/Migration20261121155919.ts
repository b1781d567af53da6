import { Migration } from '@mikro-orm/migrations';

export class Migration20261121155919 extends Migration {

  override name = 'Migration20261121155919';

  override up(): void | Promise<void> {
    this.addSql(`create table \`event_readers\` (\`name\` text not null primary key, \`position\` bigint not null);`);

    this.addSql(`create table \`event_log\` (\`position\` integer not null primary key autoincrement, \`created_at\` integer not null, \`topic\` text not null, \`keys\` json not null, \`payload\` json not null);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`event_readers\`;`);
    this.addSql(`drop table if exists \`event_log\`;`);
  }

}
