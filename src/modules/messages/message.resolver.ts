import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Conversation } from './conversation.entity.js';
import { Message } from './message.entity.js';
import { foundMessages, loadLastMessage, messageList } from './message.reads.js';
import { viewerCanChange } from './message.rules.js';
import type { MessageService } from './message.service.js';

export const MessageConnection = connectionOf('Message', () => Message);

@ObjectType({ simpleResolvers: true, description: 'The answer to a deed on a message.' })
class MessagePayload extends Payload {
  @Field(() => Message, { nullable: true, description: 'The message after it.' })
  message?: Row<Message>;
}

@Resolver(() => Message)
export class MessageResolver {
  constructor(private readonly service: MessageService) {}

  @Access('conversation:read')
  @Query(() => MessageConnection.type, {
    description: 'The messages with a text in them, in the conversations that the viewer takes part in alone; the newest first.',
  })
  messages(
    @Viewer() actor: Actor,
    @Arg('search', () => String, { description: 'Part of what they say, whatever the case and the accents.' }) search: string,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Message>> {
    return pageOf(source, foundMessages(source, actor, search), page);
  }

  @Access('message:send')
  @Mutation(() => MessagePayload, {
    description:
      'Writes in a conversation that one takes part in. In a direct one, one may do so for as long as one could start it, or answer who started it ' +
      'and may still write to oneself. At most 30 messages a minute.',
  })
  async messageSend(
    @Viewer() actor: Actor,
    @Arg('conversationId', () => Id, { description: 'Of the conversation.' }) conversationId: string,
    @Arg('body', () => String, { description: 'What to say: 1 to 4,000 characters.' }) body: string,
    @Ctx() { dryRun }: Context,
  ): Promise<MessagePayload> {
    return { message: await this.service.send(actor, conversationId, body, dryRun) };
  }

  @Access('message:update')
  @Mutation(() => MessagePayload, { description: 'Changes what a message of one’s own says, for 15 minutes.' })
  async messageEdit(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the message.' }) id: string,
    @Arg('body', () => String, { description: 'What it is to say: 1 to 4,000 characters.' }) body: string,
  ): Promise<MessagePayload> {
    return { message: await this.service.edit(actor, id, body) };
  }

  @Access('message:delete')
  @Mutation(() => MessagePayload, { description: 'Deletes a message of one’s own, for 15 minutes: what it said is gone for everyone.' })
  async messageDelete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the message.' }) id: string,
  ): Promise<MessagePayload> {
    return { message: await this.service.delete(actor, id) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change or delete it now.' })
  viewerCanChange(@Root() message: Row<Message>, @Ctx() context: Context): boolean {
    return context.sees(actor => viewerCanChange(actor, message, context.now), message);
  }
}

/** What messages make of a conversation. */
@Resolver(() => Conversation)
export class ConversationMessagesResolver {
  @FieldResolver(() => MessageConnection.type, { description: 'What was written in it, the newest first; deleted messages as marks.' })
  messages(
    @Root() { id }: Row<Conversation>,
    @Viewer() viewer: Actor,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Message>> {
    return loaders.page(messageList(source, viewer), text('talk.id'), id, page);
  }

  @FieldResolver(() => Message, { nullable: true, description: 'The last message in it, deleted or not.' })
  lastMessage(@Root() { id }: Row<Conversation>, @Viewer() viewer: Actor, @Ctx() { loaders }: Context): Promise<Row<Message> | null> {
    return loadLastMessage(loaders, viewer, id);
  }
}
