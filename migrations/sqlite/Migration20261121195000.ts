import { Migration } from '@mikro-orm/migrations';

export class Migration20261121195000 extends Migration {

  override name = 'Migration20261121195000';

  override up(): void | Promise<void> {
    this.addSql(`create index \`audit_entries_deleted_index\` on \`audit_entries\` (\`entity\`, \`entity_id\`) where kind = 'DELETED';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index \`audit_entries_deleted_index\`;`);
  }

}
