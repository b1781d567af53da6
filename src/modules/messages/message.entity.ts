import { Check, Entity, Index, Property, Unique } from '@mikro-orm/decorators/legacy';
import { IsOptional, MaxLength, MinLength } from 'class-validator';
import { Field, ObjectType } from 'type-graphql';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { User } from '../accounts/user.entity.js';
import { Conversation } from './conversation.entity.js';

@Entity({ tableName: 'messages' })
@Unaudited('What people write each other is theirs alone. A message says by itself when it was written, edited and deleted.')
@Unique({ properties: ['conversationId', 'position'] })
@Index({ properties: ['authorId'] })
@Index({ name: 'messages_unread_index', properties: ['conversationId', 'position', 'authorId', 'deletedAt'] })
@Check({ name: 'messages_in_order', expression: 'position >= 1' })
@Check({ name: 'messages_said_or_deleted', expression: '(body is null) = (deleted_at is not null)' })
@ObjectType({ simpleResolvers: true, description: 'A message in a conversation. One that was deleted stays as a mark, and says nothing.' })
export class Message extends Stored {
  @BelongsTo(() => Conversation, { description: 'The conversation that it is in.', deleteRule: 'cascade', index: false })
  conversationId!: string;

  @BelongsTo(() => User, { description: 'Who wrote it.', index: false })
  authorId!: string;

  /** Its place in the conversation: 1 is the first, and no place is empty. Read marks are places. */
  @Property({ type: 'integer' })
  position!: number;

  @Property({ type: 'text', nullable: true })
  @IsOptional()
  @MinLength(1)
  @MaxLength(4_000)
  @Field(() => String, { nullable: true, description: 'What it says; null once it is deleted.' })
  body!: string | null;

  @Property({ type: InstantType, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When its author last changed it.' })
  editedAt: Instant | null = null;

  @Property({ type: InstantType, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'When its author deleted it.' })
  deletedAt: Instant | null = null;
}
