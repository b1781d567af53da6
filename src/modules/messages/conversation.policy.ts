import type { GroundInOtherRows, Policy } from '../../platform/access/policy.js';
import { sql } from '../../platform/database/sql.js';
import { Conversation } from './conversation.entity.js';

/** That one takes part in a conversation, and has not left it. Nobody else knows of it, whatever their role. */
export const takingPart: GroundInOtherRows = {
  entity: Conversation,
  where: (id, userId) =>
    sql`${id} in (select own.conversation_id from participants own where own.user_id = ${userId} and own.left_at is null)`,
};

// Everyone's role has these permissions, each over conversations that they take part in alone: no others are known to them.
const permissions = ['conversation:read', 'conversation:update', 'message:send'] as const;

export const ofOwnConversations = permissions.map((permission): Policy<never> => ({ permission, owners: [], also: [takingPart] }));

/** The same of messages and who wrote them. */
export const ofOwnMessages = (['message:update', 'message:delete'] as const).map(
  (permission): Policy<'authorId'> => ({ permission, owners: ['authorId'] }),
);

/** Who takes others out of a conversation and adds to it: who started it, and of those who take part in it who moderates. */
export const moderating: Policy<'starterId'> = { permission: 'conversation:moderate', owners: ['starterId'] };
