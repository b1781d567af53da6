import { sql } from '../../platform/database/sql.js';
import { personalEntities, personalTable } from '../../platform/personal/personal-table.js';
import { Conversation } from './conversation.entity.js';
import { Message } from './message.entity.js';
import { Participant } from './participant.entity.js';

/** What they wrote goes, and is a mark as if they had deleted it. What was written to them is about others, and stays theirs. */
const messages = personalTable<Message>({
  name: 'messages',
  entity: Message,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    conversationId: 'stays',
    authorId: 'stays',
    position: 'ours',
    body: 'goes',
    editedAt: 'stays',
    deletedAt: 'stays',
  },
  about: userId => sql`t.author_id = ${userId}`,
  async erase(unit, userId) {
    await unit.em.flush();
    const emptied = await unit.rows<{ id: string }>(
      sql`update messages set body = null, deleted_at = ${new Date()} where author_id = ${userId} and body is not null returning id`,
    );
    return emptied.map(it => it.id);
  },
});

/** They take part in nothing any more. */
const participants = personalEntities<Participant>({
  name: 'participants',
  entity: Participant,
  columns: { id: 'stays', createdAt: 'goes', conversationId: 'goes', userId: 'goes', leftAt: 'goes', readUpTo: 'goes' },
  owner: 'userId',
  about: userId => sql`t.user_id = ${userId}`,
});

/** A conversation stays for the others, without what its starter said it is about. */
const conversations = personalTable<Conversation>({
  name: 'conversations',
  entity: Conversation,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    kind: 'stays',
    subject: 'goes',
    starterId: 'stays',
    classGroupId: 'stays',
    sessionId: 'stays',
    messageCount: 'ours',
    lastMessageAt: 'ours',
  },
  about: userId => sql`t.starter_id = ${userId}`,
  async erase(unit, userId) {
    const found = await unit.rows<{ id: string }>(sql`select id from conversations where starter_id = ${userId}`);
    const theirs = await unit.lock(
      Conversation,
      found.map(it => it.id),
    );
    for (const conversation of theirs) conversation.subject = null;
    await unit.em.flush();
    return theirs.map(it => it.id);
  },
});

/** Conversations first: whatever is done in one is done behind its lock. */
export const personalMessages = [conversations, participants, messages];
