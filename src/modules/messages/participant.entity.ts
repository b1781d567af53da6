import { Entity, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { User } from '../accounts/user.entity.js';
import { Conversation } from './conversation.entity.js';

/** Somebody in a conversation, and how far they have read. */
@Entity({ tableName: 'participants' })
@Unique({ properties: ['conversationId', 'userId'] })
@Index({ properties: ['userId', 'conversationId'] })
export class Participant extends Stored {
  @BelongsTo(() => Conversation, { deleteRule: 'cascade', index: false })
  conversationId!: string;

  @BelongsTo(() => User, { index: false })
  userId!: string;

  /** Since then they take no part in it, by their own deed or another's. */
  @Property({ type: InstantType, nullable: true })
  leftAt: Instant | null = null;

  /** The place of the last message that they have read. */
  @Unaudited('Who reads what and when is theirs alone.')
  @Property({ type: 'integer' })
  readUpTo: number = 0;
}
