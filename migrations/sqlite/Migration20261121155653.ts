import { Migration } from '@mikro-orm/migrations';

export class Migration20261121155653 extends Migration {

  override name = 'Migration20261121155653';

  override up(): void | Promise<void> {
    this.addSql(`create table \`remembered_answers\` (\`user_id\` text not null, \`idempotency_key\` text not null, \`fingerprint\` text not null, \`answer\` text not null, \`created_at\` integer not null, primary key (\`user_id\`, \`idempotency_key\`));`);
    this.addSql(`create index \`remembered_answers_created_at_index\` on \`remembered_answers\` (\`created_at\`);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`remembered_answers\`;`);
  }

}
