import { Migration } from '@mikro-orm/migrations';

export class Migration20261121153507 extends Migration {

  override name = 'Migration20261121153507';

  override up(): void | Promise<void> {
    this.addSql(`drop index \`resources_name_index\`;`);
    this.addSql(`create index \`resources_name_id_index\` on \`resources\` (\`name\`, \`id\`);`);

    this.addSql(`drop index \`reservations_taken_index\`;`);
    this.addSql(`create index \`reservations_taken_index\` on \`reservations\` (\`resource_id\`, \`starts_at\`, \`ends_at\`, \`status\`) where status in ('PENDING', 'CONFIRMED');`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`reservations_taken_index\`;`);
    this.addSql(`create index \`reservations_taken_index\` on \`reservations\` (\`resource_id\`, \`starts_at\`, \`ends_at\`) where status in ('PENDING', 'CONFIRMED');`);

    this.addSql(`drop index \`resources_name_id_index\`;`);
    this.addSql(`create index \`resources_name_index\` on \`resources\` (\`name\`);`);
  }

}
