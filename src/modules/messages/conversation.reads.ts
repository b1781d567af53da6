import type { Actor } from '../../platform/access/actor.js';
import { holds } from '../../platform/access/other-rows.js';
import type { Row } from '../../platform/database/entity.js';
import type { Loaders } from '../../platform/database/loaders.js';
import type { List } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { oneOf, type Sql, sql, text } from '../../platform/database/sql.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { User } from '../accounts/user.entity.js';
import { Conversation } from './conversation.entity.js';
import { takingPart } from './conversation.policy.js';

const PARTICIPANTS = text(' join participants p on p.user_id = u.id and p.left_at is null');

/** The conversations that a viewer takes part in, `talk`, the one with the newest message first. */
export function conversationList(source: RowSource, viewer: Actor): List<Conversation> {
  return {
    table: source.table(Conversation),
    alias: 'talk',
    where: [takingPart.where(text('talk.id'), viewer.id)],
    order: [{ column: text('talk.last_message_at'), property: 'lastMessageAt', instant: true }],
    direction: OrderDirection.DESC,
  };
}

/** One conversation; null where there is none that the viewer takes part in. */
export async function readConversation(loaders: Loaders, viewer: Actor, id: string): Promise<Row<Conversation> | null> {
  const conversation = await loaders.load(Conversation, id);
  return conversation && (await holds(takingPart, viewer, id, loaders)) ? conversation : null;
}

/** Who takes part in conversations of a viewer, `p.conversation_id`, by name. */
export function participantList(source: RowSource, viewer: Actor): List<User> {
  return {
    table: source.table(User),
    alias: 'u',
    joined: PARTICIPANTS,
    where: [takingPart.where(text('p.conversation_id'), viewer.id)],
    order: [
      { column: text('u.last_name'), property: 'lastName' },
      { column: text('u.first_name'), property: 'firstName' },
    ],
    direction: OrderDirection.ASC,
  };
}

/** How many messages of a conversation a viewer has not read; one statement for all conversations that are asked about in the same turn. */
export function loadUnreadCount(loaders: Loaders, viewer: Actor, conversationId: string): Promise<number> {
  return loaders.batch(`unread by ${viewer.id}`, conversationId, async ids => {
    const rows = await loaders.source.rows<{ id: string; count: number }>(
      sql`select p.conversation_id as id, count(*) as count ${unreadBy(viewer.id)} and p.conversation_id ${oneOf(ids)} group by p.conversation_id`,
    );
    const counts = new Map(rows.map(row => [row.id, row.count]));
    return ids.map(id => counts.get(id) ?? 0);
  });
}

/** The same of all conversations together. */
export async function readUnreadCount(source: RowSource, userId: string): Promise<number> {
  const [counted] = await source.rows<{ count: number }>(sql`select count(*) as count ${unreadBy(userId)}`);
  return counted?.count ?? 0;
}

/** Messages beyond a user's read marks, that say something and are not their own. */
function unreadBy(userId: string): Sql {
  return sql`from participants p join messages m on m.conversation_id = p.conversation_id and m.position > p.read_up_to
    where p.user_id = ${userId} and p.left_at is null and m.author_id <> ${userId} and m.deleted_at is null`;
}

/** Who takes part in a conversation, to decide for all who hear of something in it at once. */
export function loadParticipants(loaders: Loaders, conversationId: string): Promise<ReadonlySet<string>> {
  return loaders.batch('participants', conversationId, async ids => {
    const rows = await loaders.source.rows<{ conversationId: string; userId: string }>(
      sql`select conversation_id as "conversationId", user_id as "userId" from participants
        where conversation_id ${oneOf(ids)} and left_at is null`,
    );
    const byConversation = Map.groupBy(rows, row => row.conversationId);
    return ids.map(id => new Set(byConversation.get(id)?.map(row => row.userId)));
  });
}
