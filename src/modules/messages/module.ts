import type { Database } from '../../platform/database/database.js';
import type { Peers } from '../../platform/peers/peers.js';
import { Conversation } from './conversation.entity.js';
import { moderating, ofOwnConversations, ofOwnMessages, takingPart } from './conversation.policy.js';
import { ConversationConnection, ConversationResolver, UserConversationsResolver } from './conversation.resolver.js';
import { ConversationService } from './conversation.service.js';
import { Message } from './message.entity.js';
import { ConversationMessagesResolver, MessageConnection, MessageResolver } from './message.resolver.js';
import { MessageService } from './message.service.js';
import { MessageSubscription } from './message.subscription.js';
import { Participant } from './participant.entity.js';
import { personalMessages } from './personal.js';
import { Sending } from './sending.js';

export const messageEntities = [Conversation, Participant, Message];

/** People who write to each other. */
export function messagesModule(database: Database, peers: Pick<Peers, 'throttle'>) {
  const sending = new Sending(peers);
  const conversations = new ConversationService(database, sending);
  const messages = new MessageService(database, sending);
  return {
    conversations,
    messages,
    personal: personalMessages,
    governed: [
      { entity: Conversation, policies: [...ofOwnConversations, moderating], knownTo: takingPart },
      { entity: Message, policies: ofOwnMessages, knownTo: 'its owners' as const },
    ],
    resolvers: [
      new ConversationResolver(conversations),
      ConversationConnection.resolver,
      new UserConversationsResolver(),
      new MessageResolver(messages),
      MessageConnection.resolver,
      new ConversationMessagesResolver(),
      new MessageSubscription(),
    ],
  };
}
