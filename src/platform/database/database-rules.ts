import type { EntityMetadata } from '@mikro-orm/core';
import type { Dialect } from './dialect.js';

type AddRules = (meta: EntityMetadata) => void;
type RulesByDialect = Partial<Record<Dialect['name'], AddRules>>;

const rulesByEntity = new Map<object, RulesByDialect[]>();

/**
 * A rule across rows that the database keeps by itself, written in each database's own way; it becomes part of the migrations. A later module
 * adds what an entity of an earlier one has to keep for its sake.
 */
export function DatabaseRules(rules: RulesByDialect): ClassDecorator {
  return target => void rulesByEntity.set(target, [...(rulesByEntity.get(target) ?? []), rules]);
}

export function addDatabaseRules(meta: EntityMetadata, dialect: Dialect['name']): void {
  // The lists belong to the class, which other databases in this process share.
  meta.checks = [...meta.checks];
  meta.triggers = [...meta.triggers];
  for (const rules of rulesByEntity.get(meta.class) ?? []) rules[dialect]?.(meta);
}
