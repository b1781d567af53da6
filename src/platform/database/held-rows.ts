import type { EntityManager } from '@mikro-orm/core';

const heldBy = new WeakMap<EntityManager, Map<unknown, Set<string>>>();

/** Notes rows that nobody else can take away before the transaction ends: a reference to one need not be looked up. */
export function noteHeld(em: EntityManager, entity: unknown, rows: readonly object[]): void {
  const held = heldBy.get(em) ?? new Map<unknown, Set<string>>();
  heldBy.set(em, held);
  const ids = held.get(entity) ?? new Set<string>();
  held.set(entity, ids);
  for (const row of rows) ids.add((row as { id: string }).id);
}

export function isHeld(em: EntityManager, entity: unknown, id: string): boolean {
  return heldBy.get(em)?.get(entity)?.has(id) ?? false;
}
