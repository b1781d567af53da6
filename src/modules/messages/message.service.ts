import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql, text } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import { holdLiving } from '../accounts/living.js';
import { type Conversation, ConversationKind } from './conversation.entity.js';
import { readCorrespondents, readParticipantIds } from './conversation.people.js';
import { takingPart } from './conversation.policy.js';
import { mayGoOn, mayWriteTo } from './conversation.rules.js';
import { lockConversation } from './conversation.service.js';
import { Message } from './message.entity.js';
import { tellMessage } from './message.live.js';
import { isLate } from './message.rules.js';
import type { Sending } from './sending.js';

/** Writing messages, and taking them back. */
export class MessageService {
  constructor(
    private readonly database: Database,
    private readonly sending: Sending,
  ) {}

  /** Its place in the conversation is given behind the lock of that, so that no two have the same and none is missing. */
  send(actor: Actor, conversationId: string, body: string, dryRun: boolean): Promise<Row<Message>> {
    authorize(actor, 'message:send');
    const send = (unit: Unit) => sendTo(unit, actor, conversationId, body);
    return this.sending.count(actor, dryRun, () => this.database.write({ actor, deed: 'message:send' }, send));
  }

  edit(actor: Actor, id: string, body: string): Promise<Row<Message>> {
    return this.database.write({ actor, deed: 'message:update' }, async unit => {
      const message = assign(await lockChangeable(unit, actor, id), { body, editedAt: Date.now() });
      await unit.em.flush();
      return message;
    });
  }

  /** What it said is gone, for everyone and at once. */
  delete(actor: Actor, id: string): Promise<Row<Message>> {
    return this.database.write({ actor, deed: 'message:delete' }, async unit => {
      const message = assign(await lockChangeable(unit, actor, id), { body: null, deletedAt: Date.now() });
      await unit.em.flush();
      return message;
    });
  }
}

async function sendTo(unit: Unit, actor: Actor, conversationId: string, body: string): Promise<Message> {
  // Before the conversation, as an erasure does.
  await holdLiving(unit, actor);
  const conversation = await lockConversation(unit, conversationId, actor.id, 'conversationId');
  const userIds = await readParticipantIds(unit, conversationId);
  // The clocks of two servers may differ: what was written later is never older.
  const createdAt = Math.max(Date.now(), conversation.lastMessageAt);
  const position = conversation.messageCount + 1;
  const message = assign(new Message(), { conversationId, authorId: actor.id, position, body, createdAt });
  refuseIfAny(problemsOf(message));
  await refuseUnlessReached(unit, actor, conversation, userIds);
  assign(conversation, { messageCount: position, lastMessageAt: createdAt });
  unit.em.persist(message);
  await unit.em.flush();
  tellMessage(unit, message, userIds);
  return message;
}

/** Who may no longer write to whom is found at each message: by what they are and whom they teach at this moment. */
async function refuseUnlessReached(unit: Unit, actor: Actor, { kind, starterId }: Conversation, userIds: readonly string[]): Promise<void> {
  const others = await readCorrespondents(
    unit,
    actor,
    userIds.filter(it => it !== actor.id),
  );
  if (others.length === 0) refuse(ErrorCode.INVALID_STATUS, 'Nobody else takes part in it any more.', 'conversationId');
  // Who writes to a class or a session writes to all of it.
  const starter = others.find(it => it.id === starterId);
  if (kind !== ConversationKind.DIRECT || mayGoOn(actor.role, others, starter)) return;
  const names = (starter ? [starter] : others.filter(it => !mayWriteTo(actor.role, it))).map(it => it.name);
  refuse(ErrorCode.NOT_ALLOWED, `You may not write to ${names.join(', ')}.`, 'conversationId');
}

/** Locks a message of one's own that may still be changed. To who takes no part in its conversation there is none. */
async function lockChangeable(unit: Unit, actor: Actor, id: string): Promise<Message> {
  const [found] = await unit.rows<{ conversationId: string }>(
    sql`select m.conversation_id as "conversationId" from messages m
      where m.id = ${id} and ${takingPart.where(text('m.conversation_id'), actor.id)}`,
  );
  if (!found) return refuse(ErrorCode.NOT_FOUND, 'There is no such message.', 'id');
  await lockConversation(unit, found.conversationId, actor.id);
  const message = await lockOne(unit, Message, id);
  if (message.authorId !== actor.id) refuse(ErrorCode.NOT_ALLOWED, 'Only who wrote it may change it.', 'id');
  if (message.deletedAt !== null) refuse(ErrorCode.INVALID_STATUS, 'It is deleted.', 'id');
  if (isLate(message, Date.now())) refuse(ErrorCode.TOO_LATE, 'This was possible for 15 minutes.', 'id');
  return message;
}
