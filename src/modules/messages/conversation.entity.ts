import { Check, Entity, Enum, Property } from '@mikro-orm/decorators/legacy';
import { IsEnum, IsOptional, MaxLength, MinLength } from 'class-validator';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Unaudited } from '../../platform/audit/audited.js';
import { BelongsTo, Stored } from '../../platform/database/entity.js';
import { type Instant, InstantType } from '../../platform/database/instant.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { User } from '../accounts/user.entity.js';
import { ClassGroup } from '../organizations/class-group.entity.js';
import { Session } from '../sessions/session.entity.js';

export enum ConversationKind {
  DIRECT = 'DIRECT',
  CLASS = 'CLASS',
  SESSION = 'SESSION',
}

registerEnumType(ConversationKind, {
  name: 'ConversationKind',
  description: 'Whom a conversation was started with.',
  valuesConfig: {
    DIRECT: { description: 'With people who were named one by one.' },
    CLASS: { description: 'With a class: those who were in it and its trainers, when it was started.' },
    SESSION: { description: 'With a session: its trainer and those who were enrolled, when it was started.' },
  },
});

@Entity({ tableName: 'conversations' })
@Check({
  name: 'conversations_of_one',
  expression: `(class_group_id is null or kind = 'CLASS') and (session_id is null or kind = 'SESSION')`,
})
@Check({ name: 'conversations_counts_messages', expression: 'message_count >= 0' })
@ObjectType({
  simpleResolvers: true,
  description:
    'Messages between some people. Who takes part in it sees it, its messages and who else does; nobody else does, administrators included.',
})
export class Conversation extends Stored {
  @Enum({ items: () => ConversationKind })
  @IsEnum(ConversationKind)
  @Field(() => ConversationKind, { description: 'Whom it was started with.' })
  kind!: ConversationKind;

  @Unaudited('What people write each other is theirs alone.')
  @Property({ type: 'string', length: 200, nullable: true })
  @IsOptional()
  @MinLength(1)
  @MaxLength(200)
  @Field(() => String, { nullable: true, description: 'What it is about.' })
  subject: string | null = null;

  @BelongsTo(() => User, { description: 'Who started it.' })
  starterId!: string;

  @BelongsTo(() => ClassGroup, { nullable: true, deleteRule: 'set null', description: 'The class that it was started with.' })
  classGroupId: string | null = null;

  @BelongsTo(() => Session, { nullable: true, deleteRule: 'set null' })
  sessionId: string | null = null;

  /** How many messages were ever written in it, deleted ones too: the place of the last. It grows behind the lock of the conversation. */
  @Unaudited('The messages tell it.')
  @Property({ type: 'integer' })
  messageCount: number = 0;

  @Unaudited('The messages tell it.')
  @Property({ type: InstantType })
  @Field(() => DateTime, { description: 'When the last message was written.' })
  lastMessageAt: Instant = this.createdAt;
}
