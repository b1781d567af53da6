import { Arg, Args, Ctx, Extensions, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { Id } from '../../platform/graphql/scalars.js';
import { READS } from '../../platform/graphql/selected.js';
import { User } from '../accounts/user.entity.js';
import { Session } from '../sessions/session.entity.js';
import { seenIn } from '../sessions/session.sight.js';
import { Conversation } from './conversation.entity.js';
import { ConversationStartInput } from './conversation.inputs.js';
import { moderating } from './conversation.policy.js';
import { conversationList, loadUnreadCount, participantList, readConversation, readUnreadCount } from './conversation.reads.js';
import type { ConversationService } from './conversation.service.js';
import { Message } from './message.entity.js';

export const ConversationConnection = connectionOf('Conversation', () => Conversation);

@ObjectType({ simpleResolvers: true, description: 'The answer to a deed on a conversation.' })
class ConversationPayload extends Payload {
  @Field(() => Conversation, { nullable: true, description: 'The conversation after it.' })
  conversation?: Row<Conversation>;
}

@ObjectType({ simpleResolvers: true, description: 'The answer to the start of a conversation.' })
class ConversationStartPayload extends ConversationPayload {
  @Field(() => Message, { nullable: true, description: 'The first message.' })
  message?: Row<Message>;
}

const canModerate = permitting(moderating);

@Resolver(() => Conversation)
export class ConversationResolver {
  constructor(private readonly service: ConversationService) {}

  @Access('conversation:read')
  @Query(() => ConversationConnection.type, {
    description: 'The conversations that the viewer takes part in, the one with the newest message first. Nobody finds those of others.',
  })
  conversations(@Viewer() actor: Actor, @Args(() => PageArgs) page: PageArgs, @Ctx() { source }: Context): Page<Row<Conversation>> {
    return pageOf(source, conversationList(source, actor), page);
  }

  @Access('conversation:read')
  @Query(() => Conversation, {
    nullable: true,
    description: 'One conversation; null where there is none with this id that the viewer takes part in.',
  })
  conversation(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the conversation.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Conversation> | null> {
    return readConversation(loaders, actor, id);
  }

  @Access('conversation:start')
  @Mutation(() => ConversationStartPayload, {
    description:
      'Starts a conversation and writes its first message. It is always a new one, also with the same people. A learner writes to the trainers of ' +
      'their classes and sessions, to STAFF and ADMIN; a trainer to the learners of theirs, STAFF, ADMIN and trainers; STAFF, MANAGER and ADMIN to ' +
      'anyone; the others to anyone but learners. At most 30 messages a minute.',
  })
  async conversationStart(
    @Viewer() actor: Actor,
    @Arg('input', () => ConversationStartInput) input: ConversationStartInput,
    @Ctx() { dryRun }: Context,
  ): Promise<ConversationStartPayload> {
    return this.service.start(actor, input, dryRun);
  }

  @Access('conversation:update')
  @Mutation(() => ConversationPayload, { description: 'Marks what is written in a conversation as read by oneself.' })
  async conversationMarkRead(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the conversation.' }) id: string,
    @Arg('messageId', () => Id, { nullable: true, description: 'Up to this message; all where none is named.' }) messageId: string | null,
  ): Promise<ConversationPayload> {
    return { conversation: await this.service.markRead(actor, id, messageId) };
  }

  @Access('conversation:update')
  @Mutation(() => ConversationPayload, {
    description: 'Leaves a conversation: one sees and hears nothing more of it, and what one wrote stays.',
  })
  async conversationLeave(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the conversation.' }) id: string,
  ): Promise<ConversationPayload> {
    return { conversation: await this.service.leave(actor, id) };
  }

  @Access(moderating)
  @Mutation(() => ConversationPayload, {
    description: 'Takes somebody out of a conversation: for who started it, and those who moderate and take part in it.',
  })
  async conversationRemoveParticipant(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the conversation.' }) id: string,
    @Arg('userId', () => Id, { description: 'Of whom to take out.' }) userId: string,
  ): Promise<ConversationPayload> {
    return { conversation: await this.service.removeParticipant(actor, id, userId) };
  }

  @Access(moderating)
  @Mutation(() => ConversationPayload, {
    description:
      'Adds people who are in the class or the session that a conversation was started with, such as those who came later. They see all of it. ' +
      'Nobody is added to a direct one.',
  })
  async conversationAddParticipants(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the conversation.' }) id: string,
    @Arg('userIds', () => [Id], { description: 'Of whom to add, at most 100.' }) userIds: string[],
  ): Promise<ConversationPayload> {
    return { conversation: await this.service.addParticipants(actor, id, userIds) };
  }

  @Extensions({ [READS]: ['sessionId'] })
  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The session that it was started with; null also where the viewer does not see that any more.',
  })
  async session(@Root() { sessionId }: Row<Conversation>, @Ctx() context: Context): Promise<Row<Session> | null> {
    return sessionId === null ? null : seenIn(context, sessionId);
  }

  @FieldResolver(() => [User], { description: 'Who takes part in it, by name: the first so many.' })
  async participants(
    @Root() { id }: Row<Conversation>,
    @Viewer() viewer: Actor,
    @Arg('first', () => Int, { defaultValue: 100, description: 'How many: 1 to 100.' }) first: number,
    @Ctx() { source, loaders }: Context,
  ): Promise<readonly Row<User>[]> {
    const page = loaders.page(participantList(source, viewer), text('p.conversation_id'), id, { first });
    return (await page.read()).nodes;
  }

  @FieldResolver(() => Int, { description: 'How many take part in it.' })
  participantCount(@Root() { id }: Row<Conversation>, @Viewer() viewer: Actor, @Ctx() { source, loaders }: Context): Promise<number> {
    return loaders.page(participantList(source, viewer), text('p.conversation_id'), id, { first: 1 }).totalCount();
  }

  @FieldResolver(() => Int, { description: 'How many messages of others the viewer has not read; deleted ones do not count.' })
  unreadCount(@Root() { id }: Row<Conversation>, @Viewer() viewer: Actor, @Ctx() { loaders }: Context): Promise<number> {
    return loadUnreadCount(loaders, viewer, id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may take others out of it, and add to it.' })
  viewerCanModerate(@Root() conversation: Row<Conversation>, @Ctx() context: Context): boolean | Promise<boolean> {
    return canModerate(context, conversation);
  }
}

@Resolver(() => User)
export class UserConversationsResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many messages in all of one’s conversations one has not read; null of anybody else.',
  })
  async unreadMessageCount(@Root() { id }: Row<User>, @Viewer() viewer: Actor, @Ctx() { source }: Context): Promise<number | null> {
    return id === viewer.id ? readUnreadCount(source, id) : null;
  }
}
