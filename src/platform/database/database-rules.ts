import type { EntityMetadata } from '@mikro-orm/core';
import type { Dialect } from './dialect.js';

type AddRules = (meta: EntityMetadata) => void;
type RulesByDialect = Partial<Record<Dialect['name'], AddRules>>;

const rulesByEntity = new Map<object, RulesByDialect>();

/** A rule across rows that the database keeps by itself, written in each database's own way; it becomes part of the migrations. */
export function DatabaseRules(rules: RulesByDialect): ClassDecorator {
  return target => void rulesByEntity.set(target, rules);
}

export function addDatabaseRules(meta: EntityMetadata, dialect: Dialect['name']): void {
  // The lists belong to the class, which other databases in this process share.
  meta.checks = [...meta.checks];
  meta.triggers = [...meta.triggers];
  rulesByEntity.get(meta.class)?.[dialect]?.(meta);
}
