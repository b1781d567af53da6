import { Migration } from '@mikro-orm/migrations';

export class Migration20261121185100 extends Migration {

  override name = 'Migration20261121185100';

  override up(): void | Promise<void> {
    this.addSql(`create index \`reservations_holder_id_index\` on \`reservations\` (\`holder_id\`) where holder_id is not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`reservations_holder_id_index\`;`);
  }

}
