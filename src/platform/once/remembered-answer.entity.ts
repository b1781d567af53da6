import { Entity, Index, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Unaudited } from '../audit/audited.js';
import { type Instant, InstantType } from '../database/instant.js';

export const LONGEST_KEY = 128;

/** What was answered to a deed under a key of its user's, written in the transaction of the deed itself. */
@Entity({ tableName: 'remembered_answers' })
@Unaudited('What was done under the key is recorded itself.')
export class RememberedAnswer {
  /** No foreign key: it would lock the user's row before the deed locks what it needs, in another order. */
  @PrimaryKey({ type: 'uuid' })
  userId!: string;

  @PrimaryKey({ length: LONGEST_KEY })
  idempotencyKey!: string;

  /** HMAC-SHA-256 in hexadecimal of the operation and its variables. */
  @Property({ length: 64 })
  fingerprint!: string;

  /** JSON as it was answered. Empty while the deed is under way, which no other transaction sees. */
  @Property({ type: 'text' })
  answer!: string;

  @Property({ type: InstantType })
  @Index()
  createdAt!: Instant;
}
