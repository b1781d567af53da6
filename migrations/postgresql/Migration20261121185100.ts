import { Migration } from '@mikro-orm/migrations';

export class Migration20261121185100 extends Migration {

  override name = 'Migration20261121185100';

  override isTransactional(): boolean {
    return false;
  }

  override up(): void | Promise<void> {
    // Writers go on meanwhile. One that died in the middle left an index that nobody uses.
    this.addSql(`drop index concurrently if exists "reservations_holder_id_index";`);
    this.addSql(`create index concurrently "reservations_holder_id_index" on "reservations" ("holder_id") where holder_id is not null;`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop index concurrently if exists "reservations_holder_id_index";`);
  }

}
