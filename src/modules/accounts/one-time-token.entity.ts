import { Entity, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { User } from './user.entity.js';

/** What was mailed to somebody, or passed on to them, so that they can do one thing once. It is known only by its hash, and deleted when it is used. */
@Entity({ tableName: 'one_time_tokens' })
@Unaudited('What is done with it is recorded.')
@Index({ properties: ['userId', 'purpose'] })
export class OneTimeToken extends Stored {
  @BelongsTo(() => User, { deleteRule: 'cascade', index: false })
  userId!: string;

  /** What it is for; each has its own. */
  @Property({ length: 50 })
  purpose!: string;

  /** SHA-256 in hexadecimal of 256 random bits. */
  @Property({ length: 64 })
  @Unique()
  hash!: string;

  /** Of the account, or what it is to become. A token that is mailed goes there: whoever brings it reads that mailbox. */
  @Property({ length: 254 })
  address!: string;

  @Property({ type: InstantType })
  expiresAt!: Instant;
}
