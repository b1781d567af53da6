import type { EntityManager } from '@mikro-orm/core';
import { LruMap } from '../lru-map.js';
import { isAuditedEntity } from './audited.js';
import { recorderOf } from './recording.js';

const WRITES = /\b(?:insert(?:\s+or\s+\w+)?\s+into|update|delete\s+from|merge\s+into|truncate(?:\s+table)?)\s+(?:only\s+)?["`]?(\w+)/gi;

/** Refuses a statement that would change recorded rows past the unit of work, where nobody could tell what they were before. */
export function refuseRawWrite(em: EntityManager, statement: string): void {
  if (/^\s*select\b/i.test(statement)) return;
  const known = writtenBy.get(statement) ?? recordedWrittenBy(em, statement);
  writtenBy.set(statement, known);
  if (known !== NONE) refuse(em, known);
}

const NONE = '';
/** The recorded entity that a statement writes, by its text. */
const writtenBy = new LruMap<string, string>(500);

function recordedWrittenBy(em: EntityManager, statement: string): string {
  const tables = [...statement.matchAll(WRITES)].map(([, table]) => table);
  const written = [...em.getMetadata().getAll().values()].find(meta => tables.includes(meta.tableName) && isAuditedEntity(meta));
  return written?.className ?? NONE;
}

/** The methods of an entity manager that write without the unit of work; the first argument of each is the entity. */
const NATIVE = ['insert', 'insertMany', 'upsert', 'upsertMany', 'nativeUpdate', 'nativeDelete'] as const;

/** The same for MikroORM's own ways past the unit of work. */
export function withoutRawWrites<Class>(entityManager: Class): Class {
  const base = entityManager as new (...given: never[]) => EntityManager;
  class RecordingEntityManager extends base {}
  for (const name of NATIVE) {
    const write = base.prototype[name] as (...given: unknown[]) => unknown;
    Object.defineProperty(RecordingEntityManager.prototype, name, {
      value(this: EntityManager, entity: object, ...given: unknown[]) {
        const meta = this.getMetadata().find((typeof entity === 'object' ? entity.constructor : entity) as never);
        if (!meta || isAuditedEntity(meta)) refuse(this, meta?.className ?? String(entity));
        return write.call(this, entity, ...given);
      },
    });
  }
  const { execute } = base.prototype as unknown as { execute(query: unknown, ...given: unknown[]): unknown };
  Object.defineProperty(RecordingEntityManager.prototype, 'execute', {
    value(this: EntityManager, query: unknown, ...given: unknown[]) {
      if (typeof query === 'string') refuseRawWrite(this, query);
      return execute.call(this, query, ...given);
    },
  });
  return RecordingEntityManager as Class;
}

function refuse(em: EntityManager, entity: string): void {
  if (recorderOf(em)?.origin.unrecorded !== undefined) return;
  throw new Error(`${entity} is recorded by the audit: change entities and let the unit of work write them, not SQL.`);
}
