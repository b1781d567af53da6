import { type Actor, authorize } from '../../platform/access/actor.js';
import { allows } from '../../platform/access/policy.js';
import { assign } from '../../platform/database/changes.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { Loaders } from '../../platform/database/loaders.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { forbidden } from '../../platform/errors/request-error.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import { Conversation } from './conversation.entity.js';
import type { ConversationStartInput } from './conversation.inputs.js';
import { peopleOfClass, peopleOfSession } from './conversation.people.js';
import { moderating } from './conversation.policy.js';
import { findNew, findPeople, refuseUnlessMeant } from './inviting.js';
import { Message } from './message.entity.js';
import { tellMessage, tellRead } from './message.live.js';
import { Participant } from './participant.entity.js';
import type { Sending } from './sending.js';

/** A conversation that was started, and its first message. */
interface Started {
  readonly conversation: Row<Conversation>;
  readonly message: Row<Message>;
}

/** Conversations and who takes part in them. Whatever happens in one happens behind its lock, but for reading. */
export class ConversationService {
  constructor(
    private readonly database: Database,
    private readonly sending: Sending,
  ) {}

  /** Always a new one: two with the same people may be about different things. */
  start(actor: Actor, { body, subject, ...whom }: ConversationStartInput, dryRun: boolean): Promise<Started> {
    authorize(actor, 'conversation:start');
    const start = (unit: Unit) => startWith(unit, actor, whom, subject, body);
    return this.sending.count(actor, dryRun, () => this.database.write({ actor, deed: 'conversation:start' }, start));
  }

  /**
   * Reads all that is written by now, or up to a message. Read marks only move on. It holds nothing but the mark: what is written meanwhile
   * comes after it, and stays unread.
   */
  markRead(actor: Actor, id: string, messageId?: string | null): Promise<Row<Conversation>> {
    return this.database.write({ actor, deed: 'conversation:read' }, async unit => {
      const participant = await lockParticipant(unit, id, actor.id);
      const conversation = await unit.em.findOneOrFail(Conversation, id);
      const upTo = messageId ? await positionOf(unit, id, messageId) : conversation.messageCount;
      if (upTo > participant.readUpTo) {
        participant.readUpTo = upTo;
        await unit.em.flush();
        tellRead(unit, { conversationId: id, readerId: actor.id, readAt: Date.now() });
      }
      return conversation;
    });
  }

  leave(actor: Actor, id: string): Promise<Row<Conversation>> {
    return this.database.write({ actor, deed: 'conversation:leave' }, async unit => {
      const conversation = await lockConversation(unit, id, actor.id);
      await end(unit, await lockParticipant(unit, id, actor.id));
      return conversation;
    });
  }

  removeParticipant(actor: Actor, id: string, userId: string): Promise<Row<Conversation>> {
    return this.database.write({ actor, deed: 'conversation:remove-participant' }, async unit => {
      const conversation = await lockModerated(unit, actor, id);
      await end(unit, await lockParticipant(unit, id, userId, 'userId'));
      return conversation;
    });
  }

  /** Who takes part already stays, and is no reason to refuse the others. */
  addParticipants(actor: Actor, id: string, userIds: readonly string[]): Promise<Row<Conversation>> {
    return this.database.write({ actor, deed: 'conversation:add-participants' }, async unit => {
      // Before the conversation: who starts one with a class, deletes the class or erases somebody comes to conversations last, too.
      const meant = await peopleBehind(unit, actor, id);
      await refuseUnlessMeant(unit, actor, userIds, meant);
      const conversation = await lockModerated(unit, actor, id);
      const added = await findNew(unit, id, userIds);
      const back = await unit.em.find(Participant, { conversationId: id, userId: { $in: added } });
      for (const participant of back) participant.leftAt = null;
      const before = new Set(back.map(it => it.userId));
      persistParticipants(
        unit,
        id,
        added.filter(it => !before.has(it)),
      );
      await unit.em.flush();
      return conversation;
    });
  }
}

type Whom = Pick<ConversationStartInput, 'participantIds' | 'classGroupId' | 'sessionId'>;

async function startWith(unit: Unit, actor: Actor, whom: Whom, subject: string | null | undefined, body: string): Promise<Started> {
  const { kind, userIds, problems } = await findPeople(unit, actor, whom);
  const { classGroupId, sessionId } = whom;
  const conversation = assign(new Conversation(), { kind, subject, starterId: actor.id, classGroupId, sessionId, messageCount: 1 });
  const { id: conversationId, lastMessageAt: createdAt } = conversation;
  const message = assign(new Message(), { conversationId, authorId: actor.id, position: 1, body, createdAt });
  refuseIfAny([...problemsOf(conversation), ...problemsOf(message), ...problems]);
  unit.em.persist(conversation);
  await unit.em.flush();
  persistParticipants(unit, conversationId, [actor.id, ...userIds]);
  unit.em.persist(message);
  await unit.em.flush();
  tellMessage(unit, message, [actor.id, ...userIds]);
  return { conversation, message };
}

function persistParticipants({ em }: Unit, conversationId: string, userIds: readonly string[]): void {
  em.persist(userIds.map(userId => assign(new Participant(), { conversationId, userId })));
}

/** Locks a conversation that somebody takes part in; to others there is none. */
export async function lockConversation(unit: Unit, id: string, userId: string, path = 'id'): Promise<Conversation> {
  const conversation = await lockOne(unit, Conversation, id, path);
  await participantIdOf(unit, id, userId, path);
  return conversation;
}

/** The same for who may decide upon others in it. */
async function lockModerated(unit: Unit, actor: Actor, id: string): Promise<Conversation> {
  const conversation = await lockConversation(unit, id, actor.id);
  if (!allows(moderating, actor, conversation)) throw forbidden();
  return conversation;
}

/** Who is in the class or the session that a conversation was started with. */
async function peopleBehind(unit: Unit, actor: Actor, id: string): Promise<string[]> {
  await participantIdOf(unit, id, actor.id, 'id');
  const conversation = await new Loaders(unit).load(Conversation, id);
  if (!conversation || !allows(moderating, actor, conversation)) throw forbidden();
  if (conversation.classGroupId) return peopleOfClass(unit, conversation.classGroupId);
  if (conversation.sessionId) return peopleOfSession(unit, conversation.sessionId);
  return refuse(ErrorCode.INVALID_STATUS, 'What was written to some is not shown to others: start another conversation.', 'id');
}

async function lockParticipant(unit: Unit, conversationId: string, userId: string, path = 'id'): Promise<Participant> {
  const participant = await lockOne(unit, Participant, await participantIdOf(unit, conversationId, userId, path), path);
  // They may have left while this waited.
  return participant.leftAt === null ? participant : noSuch(path);
}

async function participantIdOf(unit: Unit, conversationId: string, userId: string, path: string): Promise<string> {
  const [found] = await unit.rows<{ id: string }>(
    sql`select id from participants where conversation_id = ${conversationId} and user_id = ${userId} and left_at is null`,
  );
  return found?.id ?? noSuch(path);
}

function noSuch(path: string): never {
  return refuse(ErrorCode.NOT_FOUND, path === 'userId' ? 'They take no part in it.' : 'There is no such conversation.', path);
}

async function positionOf(unit: Unit, conversationId: string, messageId: string): Promise<number> {
  const [found] = await unit.rows<{ position: number }>(
    sql`select position from messages where id = ${messageId} and conversation_id = ${conversationId}`,
  );
  return found?.position ?? refuse(ErrorCode.NOT_FOUND, 'There is no such message in it.', 'messageId');
}

async function end(unit: Unit, participant: Participant): Promise<void> {
  participant.leftAt = Date.now();
  await unit.em.flush();
}
