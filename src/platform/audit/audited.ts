import { type EntityMetadata, type EntityProperty, ReferenceKind } from '@mikro-orm/core';
import { InstantType } from '../database/instant.js';

/** A property whose changes are recorded. */
export interface AuditedProperty {
  readonly property: string;
  /** As the audit names it: `capacity`, `location.building`. */
  readonly field: string;
  /** It is told that it changed, never from what to what. */
  readonly secret: boolean;
  /** The same value for the same thing on either database, whether it comes from an entity, a change set or a row. */
  read(stored: unknown): unknown;
}

const unauditedClasses = new Map<object, string>();
const unauditedProperties = new Map<object, Set<string>>();

/** Leaves an entity out of the audit, or one of its properties. All that says nothing of it is recorded. */
export function Unaudited(reason: string) {
  return (target: object, property?: string | symbol): void => {
    if (property === undefined) {
      unauditedClasses.set(target, reason);
      return;
    }
    const properties = unauditedProperties.get(target.constructor) ?? new Set<string>();
    unauditedProperties.set(target.constructor, properties.add(String(property)));
  };
}

/** Why an entity is left out of the audit; undefined for one that is recorded. */
export function reasonUnaudited(entity: object): string | undefined {
  return unauditedClasses.get(entity);
}

/** Where a column is hidden from rows, or its name sounds like it should be, its values are kept out of the audit. */
const SOUNDS_SECRET = /hash|secret|token|password|recovery/i;

const known = new WeakMap<EntityMetadata, readonly AuditedProperty[]>();

/** The properties of an entity whose changes are recorded; none where it is left out. */
export function auditedProperties(meta: EntityMetadata): readonly AuditedProperty[] {
  let properties = known.get(meta);
  if (!properties) {
    properties = reasonUnaudited(meta.class) === undefined ? meta.props.filter(prop => isAudited(meta, prop)).map(auditedProperty) : [];
    known.set(meta, properties);
  }
  return properties;
}

export function isAuditedEntity(meta: EntityMetadata): boolean {
  return !meta.embeddable && !meta.abstract && !!meta.tableName && reasonUnaudited(meta.class) === undefined;
}

function isAudited(meta: EntityMetadata, prop: EntityProperty): boolean {
  const stored = prop.persist !== false && prop.fieldNames?.length === 1 && prop.kind !== ReferenceKind.EMBEDDED;
  return stored && !prop.primary && !prop.version && !isLeftOut(meta.class, prop.name as string);
}

function isLeftOut(entity: object, property: string): boolean {
  for (let it: object | null = entity; it && it !== Function.prototype; it = Object.getPrototypeOf(it)) {
    if (unauditedProperties.get(it)?.has(property)) return true;
  }
  return false;
}

function auditedProperty(prop: EntityProperty): AuditedProperty {
  const property = prop.name as string;
  const field = prop.embedded ? prop.embedded.join('.') : property;
  return { property, field, secret: !!prop.hidden || SOUNDS_SECRET.test(property), read: readerOf(prop) };
}

function readerOf(prop: EntityProperty): AuditedProperty['read'] {
  const { customType } = prop;
  if (customType instanceof InstantType) {
    return stored => {
      const instant = customType.convertToJSValue(stored as never);
      return instant === null ? null : new Date(instant).toISOString();
    };
  }
  if (prop.runtimeType === 'boolean') return stored => (stored == null ? null : Boolean(stored));
  if (prop.columnTypes?.[0]?.startsWith('json')) return stored => (typeof stored === 'string' ? JSON.parse(stored) : (stored ?? null));
  return stored => stored ?? null;
}
