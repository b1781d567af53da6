import { type EntityProperty, type Platform, Type } from '@mikro-orm/core';

/**
 * A point in time: epoch milliseconds in the program, `timestamptz` in PostgreSQL, an integer in SQLite.
 * Numbers compare, subtract and copy without surprises; the schema's `DateTime` turns them into ISO 8601 at the edge.
 */
export type Instant = number;

export class InstantType extends Type<Instant | null, Date | number | string | null> {
  override convertToDatabaseValue(value: Instant | null, platform: Platform): Date | number | string | null {
    if (value === null || value === undefined) return null;
    return isSqlite(platform) ? value : new Date(value).toISOString();
  }

  override convertToJSValue(value: Date | number | string | null): Instant | null {
    if (value === null || value === undefined || typeof value === 'number') return value ?? null;
    return new Date(value).getTime();
  }

  override compareAsType(): string {
    return 'number';
  }

  override get runtimeType(): string {
    return 'number';
  }

  override getColumnType(_prop: EntityProperty, platform: Platform): string {
    return isSqlite(platform) ? 'integer' : 'timestamptz(3)';
  }
}

export function isSqlite(platform: Platform): boolean {
  return platform.constructor.name === 'SqlitePlatform';
}
