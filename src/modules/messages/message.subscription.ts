import { Arg, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import { holds } from '../../platform/access/other-rows.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { unauthenticated } from '../../platform/errors/request-error.js';
import type { Told, Topics } from '../../platform/events/bus.js';
import { Access } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { After, type Resumed } from '../../platform/graphql/resuming.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { User } from '../accounts/user.entity.js';
import { takingPart } from './conversation.policy.js';
import { loadParticipants } from './conversation.reads.js';
import { Message } from './message.entity.js';

const PLACE = 'Where it stands among the events: whoever subscribes again goes on `after` this one.';

@ObjectType({ simpleResolvers: true, description: 'That a message was written.' })
class MessageReceipt {
  @Field(() => Id, { description: PLACE })
  eventId!: string;

  @Field(() => Message, { description: 'The message, as it is at this moment.' })
  message!: Row<Message>;
}

@ObjectType({ simpleResolvers: true, description: 'That somebody has read what is written in a conversation.' })
class ReadReceipt {
  @Field(() => Id, { description: PLACE })
  eventId!: string;

  @Field(() => User, { description: 'Who.' })
  reader!: Row<User>;

  @Field(() => DateTime, { description: 'When.' })
  readAt!: Instant;
}

@Resolver()
export class MessageSubscription {
  @Access('conversation:read')
  @Subscription(() => MessageReceipt, {
    nullable: true,
    description:
      'Every message in the conversations that the viewer takes part in, once it is committed; their own, too, for their other devices. Who takes ' +
      'no part any more hears nothing more.',
    // Nobody waits for what is told under the id of another.
    subscribe: ({ args, context }) =>
      (context as Context).bus.subscribe('messageReceived', idOf((context as Context).actor), (args as Resumed).after),
  })
  async messageReceived(
    @Root() { id, conversationId, eventId }: Told<Topics['messageReceived']>,
    @Viewer() viewer: Actor,
    @Arg('conversationId', () => Id, { nullable: true, description: 'Only in this one.' }) onlyId: string | null,
    @After() _after: string | null,
    @Ctx() { loaders }: Context,
  ): Promise<MessageReceipt | null> {
    if (onlyId && onlyId !== conversationId) return null;
    const [message, takesPart] = await Promise.all([loaders.load(Message, id), holds(takingPart, viewer, conversationId, loaders)]);
    return message && takesPart ? { eventId, message } : null;
  }

  @Access('conversation:read')
  @Subscription(() => ReadReceipt, {
    nullable: true,
    description: 'Whenever somebody has read on in a conversation that the viewer takes part in.',
    subscribe: ({ args, context }) => {
      const { conversationId, after } = args as Resumed & { conversationId: string };
      return (context as Context).bus.subscribe('conversationRead', conversationId, after);
    },
  })
  async conversationRead(
    @Root() { conversationId, readerId, readAt, eventId }: Told<Topics['conversationRead']>,
    @Arg('conversationId', () => Id, { description: 'Of the conversation.' }) _conversationId: string,
    @After() _after: string | null,
    @Ctx() context: Context,
  ): Promise<ReadReceipt | null> {
    const participants = await loadParticipants(context.loaders, conversationId);
    if (!context.sees(actor => participants.has(actor.id), conversationId)) return null;
    const reader = await context.loaders.load(User, readerId);
    return reader && { eventId, reader, readAt };
  }
}

function idOf(actor: Actor | null): string {
  if (!actor) throw unauthenticated();
  return actor.id;
}
