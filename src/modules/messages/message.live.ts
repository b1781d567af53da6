import type { Unit } from '../../platform/database/database.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Message } from './message.entity.js';

/** Word of a message, told under the id of each who takes part at that moment. Whoever hears it reads again whether they still do. */
interface MessageReceived {
  readonly id: string;
  readonly conversationId: string;
}

/** Word that somebody has read on, told under the id of the conversation. */
interface ConversationRead {
  readonly conversationId: string;
  readonly readerId: string;
  readonly readAt: Instant;
}

/** Tells of a message once the unit is committed, on all devices of those who take part, its author included. */
export function tellMessage(unit: Unit, { id, conversationId }: Message, userIds: readonly string[]): void {
  unit.publish('messageReceived', { id, conversationId }, userIds);
}

export function tellRead(unit: Unit, read: ConversationRead): void {
  unit.publish('conversationRead', read, [read.conversationId]);
}

declare module '../../platform/events/bus.js' {
  interface Topics {
    messageReceived: MessageReceived;
    conversationRead: ConversationRead;
  }
}
