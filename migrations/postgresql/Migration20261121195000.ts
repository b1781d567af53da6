import { Migration } from '@mikro-orm/migrations';

export class Migration20261121195000 extends Migration {

  override name = 'Migration20261121195000';

  override isTransactional(): boolean {
    return false;
  }

  override up(): void | Promise<void> {
    // Writers go on meanwhile. One that died in the middle left an index that nobody uses.
    this.addSql(`drop index concurrently if exists "audit_entries_deleted_index";`);
    this.addSql(`create index concurrently "audit_entries_deleted_index" on "audit_entries" ("entity", "entity_id") where kind = 'DELETED';`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index concurrently if exists "audit_entries_deleted_index";`);
  }

}
