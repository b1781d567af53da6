import { Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { Stored } from '../../platform/database/entity.js';

export enum ErasedBy {
  THEMSELVES = 'THEMSELVES',
  ADMINISTRATOR = 'ADMINISTRATOR',
}

/** That somebody was erased, and when: not who. */
@Entity({ tableName: 'erasures' })
export class Erasure extends Stored {
  @Enum({ items: () => ErasedBy })
  erasedBy!: ErasedBy;

  /** How many rows of what went, or lost what was personal in them. */
  @Property({ type: 'json' })
  counts!: Readonly<Record<string, number>>;
}
