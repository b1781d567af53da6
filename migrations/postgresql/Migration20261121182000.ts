import { Migration } from '@mikro-orm/migrations';

export class Migration20261121182000 extends Migration {

  override name = 'Migration20261121182000';

  override up(): void | Promise<void> {
    this.addSql(`create table "audit_ends" ("name" varchar(10) not null, "sequence" bigint not null, "hash" varchar(43) not null, "signature" varchar(43) not null, primary key ("name"));`);

    this.addSql(`create table "audit_entries" ("sequence" bigserial primary key, "id" varchar(36) not null, "created_at" timestamptz(3) not null, "actor_id" varchar(36) null, "deed" varchar(100) not null, "request_id" varchar(300) null, "entity" varchar(100) not null, "entity_id" varchar(100) not null, "kind" text not null, "fields" text not null, "old_values" text null, "new_values" text null, "salt" varchar(22) null, "digest" varchar(43) not null, "hash" varchar(43) not null);`);
    this.addSql(`create index "audit_entries_deed_created_at_id_index" on "audit_entries" ("deed", "created_at", "id");`);
    this.addSql(`create index "audit_entries_entity_id_created_at_id_index" on "audit_entries" ("entity_id", "created_at", "id");`);
    this.addSql(`create index "audit_entries_entity_created_at_id_index" on "audit_entries" ("entity", "created_at", "id");`);
    this.addSql(`create index "audit_entries_actor_id_created_at_id_index" on "audit_entries" ("actor_id", "created_at", "id");`);
    this.addSql(`create index "audit_entries_created_at_id_index" on "audit_entries" ("created_at", "id");`);

    this.addSql(`create table "audit_unsealed" ("position" bigserial primary key, "changes" text not null);`);

    this.addSql(`alter table "audit_entries" add constraint "audit_entries_kind_check" check ("kind" in ('CREATED', 'UPDATED', 'DELETED', 'REDACTED', 'PRUNED', 'ACCEPTED'));`);
    this.addSql(`create or replace function "audit_entries_audit_entries_kept_update_fn"() returns trigger as \$\$ begin if not (new.old_values is null and new.new_values is null and new.salt is null and new.sequence is not distinct from old.sequence and new.id is not distinct from old.id and new.created_at is not distinct from old.created_at and new.actor_id is not distinct from old.actor_id and new.deed is not distinct from old.deed and new.request_id is not distinct from old.request_id and new.entity is not distinct from old.entity and new.entity_id is not distinct from old.entity_id and new.kind is not distinct from old.kind and new.fields is not distinct from old.fields and new.digest is not distinct from old.digest and new.hash is not distinct from old.hash) then raise exception 'audit_entries_kept' using errcode = 'restrict_violation'; end if; return new; end; \$\$ language plpgsql;`);
    this.addSql(`create trigger "audit_entries_kept_update" BEFORE UPDATE on "audit_entries" for each ROW execute function "audit_entries_audit_entries_kept_update_fn"();`);
    this.addSql(`create or replace function "audit_entries_audit_entries_kept_delete_fn"() returns trigger as \$\$ begin if not (old.sequence <= coalesce((select sequence from audit_ends where name = 'root'), 0)) then raise exception 'audit_entries_kept' using errcode = 'restrict_violation'; end if; return old; end; \$\$ language plpgsql;`);
    this.addSql(`create trigger "audit_entries_kept_delete" BEFORE DELETE on "audit_entries" for each ROW execute function "audit_entries_audit_entries_kept_delete_fn"();`);
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "audit_ends" cascade;`);
    this.addSql(`drop trigger if exists "audit_entries_kept_update" on "audit_entries";`);
    this.addSql(`drop function if exists "audit_entries_audit_entries_kept_update_fn"();`);
    this.addSql(`drop trigger if exists "audit_entries_kept_delete" on "audit_entries";`);
    this.addSql(`drop function if exists "audit_entries_audit_entries_kept_delete_fn"();`);
    this.addSql(`drop table if exists "audit_entries" cascade;`);
    this.addSql(`drop table if exists "audit_unsealed" cascade;`);
  }

}
