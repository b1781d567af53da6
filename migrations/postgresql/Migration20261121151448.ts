import { Migration } from '@mikro-orm/migrations';

export class Migration20261121151448 extends Migration {

  override name = 'Migration20261121151448';

  override up(): void | Promise<void> {
    this.addSql(`drop index "resources_name_index";`);
    this.addSql(`create index "resources_name_id_index" on "resources" ("name", "id");`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index "resources_name_id_index";`);
    this.addSql(`create index "resources_name_index" on "resources" ("name");`);
  }

}
