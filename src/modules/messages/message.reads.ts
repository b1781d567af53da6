import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { contains, oneOf, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { takingPart } from './conversation.policy.js';
import { Message } from './message.entity.js';

const CONVERSATIONS = text(' join conversations talk on talk.id = m.conversation_id');

/** The messages of conversations of a viewer, `talk.id`, the newest first. No place is empty, so that it is known where the newest begin. */
export function messageList(source: RowSource, viewer: Actor): List<Message> {
  return {
    table: source.table(Message),
    alias: 'm',
    joined: CONVERSATIONS,
    where: [takingPart.where(text('talk.id'), viewer.id)],
    within: rows => sql`m.position > talk.message_count - ${rows}`,
    order: [{ column: text('m.position'), property: 'position', integer: true }],
    direction: OrderDirection.DESC,
  };
}

/** The messages with a text in them in all conversations that a viewer takes part in, the newest first. */
export function foundMessages(source: RowSource, viewer: Actor, search: string): List<Message> {
  return {
    table: source.table(Message),
    alias: 'm',
    where: [takingPart.where(text('m.conversation_id'), viewer.id), contains(source.dialect, text('m.body'), search)],
    order: [{ column: text('m.created_at'), property: 'createdAt', instant: true }],
    direction: OrderDirection.DESC,
  };
}

/** The last message of a conversation of a viewer, deleted or not; one statement for all that are asked about in the same turn. */
export function loadLastMessage(loaders: Loaders, viewer: Actor, conversationId: string): Promise<Row<Message> | null> {
  return loaders.batch(`last messages for ${viewer.id}`, conversationId, async ids => {
    const table = loaders.source.table(Message);
    const rows = await loaders.source.rowsOf(
      table,
      sql`${table.selection('m')}${CONVERSATIONS} where m.position = talk.message_count and talk.id ${oneOf(ids)}
        and ${takingPart.where(text('talk.id'), viewer.id)}`,
    );
    const byConversation = new Map(rows.map(row => [row.conversationId, row]));
    return ids.map(id => byConversation.get(id) ?? null);
  });
}
