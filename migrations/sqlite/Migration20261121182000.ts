import { Migration } from '@mikro-orm/migrations';

export class Migration20261121182000 extends Migration {

  override name = 'Migration20261121182000';

  override up(): void | Promise<void> {
    this.addSql(`create table \`audit_ends\` (\`name\` text not null primary key, \`sequence\` bigint not null, \`hash\` text not null, \`signature\` text not null);`);

    this.addSql(`create table \`audit_entries\` (\`sequence\` integer not null primary key autoincrement, \`id\` text not null, \`created_at\` integer not null, \`actor_id\` text null, \`deed\` text not null, \`request_id\` text null, \`entity\` text not null, \`entity_id\` text not null, \`kind\` text check (\`kind\` in ('CREATED', 'UPDATED', 'DELETED', 'REDACTED', 'PRUNED', 'ACCEPTED')) not null, \`fields\` text not null, \`old_values\` text null, \`new_values\` text null, \`salt\` text null, \`digest\` text not null, \`hash\` text not null);`);
    this.addSql(`create index \`audit_entries_deed_created_at_id_index\` on \`audit_entries\` (\`deed\`, \`created_at\`, \`id\`);`);
    this.addSql(`create index \`audit_entries_entity_id_created_at_id_index\` on \`audit_entries\` (\`entity_id\`, \`created_at\`, \`id\`);`);
    this.addSql(`create index \`audit_entries_entity_created_at_id_index\` on \`audit_entries\` (\`entity\`, \`created_at\`, \`id\`);`);
    this.addSql(`create index \`audit_entries_actor_id_created_at_id_index\` on \`audit_entries\` (\`actor_id\`, \`created_at\`, \`id\`);`);
    this.addSql(`create index \`audit_entries_created_at_id_index\` on \`audit_entries\` (\`created_at\`, \`id\`);`);
    this.addSql(`create trigger audit_entries_kept_update before update on audit_entries for each row begin select raise(abort, 'audit_entries_kept') where not (new.old_values is null and new.new_values is null and new.salt is null and new.sequence is old.sequence and new.id is old.id and new.created_at is old.created_at and new.actor_id is old.actor_id and new.deed is old.deed and new.request_id is old.request_id and new.entity is old.entity and new.entity_id is old.entity_id and new.kind is old.kind and new.fields is old.fields and new.digest is old.digest and new.hash is old.hash); end;`);
    this.addSql(`create trigger audit_entries_kept_delete before delete on audit_entries for each row begin select raise(abort, 'audit_entries_kept') where not (old.sequence <= coalesce((select sequence from audit_ends where name = 'root'), 0)); end;`);

    this.addSql(`create table \`audit_unsealed\` (\`position\` integer not null primary key autoincrement, \`changes\` text not null);`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists \`audit_ends\`;`);
    this.addSql(`drop trigger if exists \`audit_entries_kept_update\`;`);
    this.addSql(`drop trigger if exists \`audit_entries_kept_delete\`;`);
    this.addSql(`drop table if exists \`audit_entries\`;`);
    this.addSql(`drop table if exists \`audit_unsealed\`;`);
  }

}
