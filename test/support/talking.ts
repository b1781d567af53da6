import type { ConversationStartInput, ErrorCode } from '../generated/documents.js';
import { Conversation, ConversationStart, MessageSend } from '../generated/documents.js';
import { refusals } from './client.js';
import type { Person } from './seed.js';

interface Refusable {
  readonly errors: readonly { readonly code: ErrorCode; readonly path: readonly string[] }[];
}

/** What `conversationStart` answers. */
export async function start({ client }: Person, input: Partial<ConversationStartInput>) {
  return (await client.ask(ConversationStart, { input: { body: 'Hello', ...input } })).conversationStart;
}

/** Why it was refused; empty where it was not. */
export async function refusedStart(person: Person, input: Partial<ConversationStartInput>): Promise<string[]> {
  return refusals(await start(person, input));
}

/** The id of a conversation that somebody starts with others. */
export async function talk(person: Person, ...others: readonly { readonly id: string }[]): Promise<string> {
  const { conversation, errors } = await start(person, { participantIds: others.map(it => it.id), subject: 'Sums' });
  return done(conversation, errors).id;
}

/** The id of a message that somebody sends. */
export async function say({ client }: Person, conversationId: string, body: string): Promise<string> {
  const { message, errors } = (await client.ask(MessageSend, { conversationId, body })).messageSend;
  return done(message, errors).id;
}

export async function refusedSay({ client }: Person, conversationId: string, body = 'Hello'): Promise<string[]> {
  return refusals((await client.ask(MessageSend, { conversationId, body })).messageSend);
}

/** What is written in a conversation as somebody sees it, the newest first; null where there is none for them. */
export async function readBy({ client }: Person, id: string, page: { first?: number; after?: string } = {}) {
  const { conversation } = await client.ask(Conversation, { id, ...page });
  return conversation?.messages.nodes.map(it => it.body) ?? null;
}

function done<T>(thing: T | null | undefined, errors: Refusable['errors']): T {
  if (!thing) throw new Error(`refused: ${refusals({ errors }).join()}`);
  return thing;
}
