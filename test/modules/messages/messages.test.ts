import { describe, expect, test } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import {
  AccountExport,
  ConversationInFull,
  ConversationLeave,
  ConversationMarkRead,
  ConversationRemoveParticipant,
  ConversationStart,
  Conversations,
  MessageDelete,
  MessageEdit,
  MessageSearch,
  MessageSend,
  UserErase,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { entriesAbout } from '../../support/audit.js';
import { codes, refusals } from '../../support/client.js';
import { dumpOf } from '../../support/dump.js';
import { runByHand } from '../../support/raw-sql.js';
import { type Person, unique } from '../../support/seed.js';
import { readBy, refusedSay, say, start, talk } from '../../support/talking.js';
import { MINUTE_MS, passTime, SECOND_MS } from '../../support/time.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);

const people = (count: number): Promise<Person[]> => Promise.all(Array.from({ length: count }, () => world.user()));
const two = async () => (await people(2)) as [Person, Person];

async function edit({ client }: Person, id: string, body = 'Better') {
  return (await client.ask(MessageEdit, { id, body })).messageEdit;
}

async function takeBack({ client }: Person, id: string) {
  return (await client.ask(MessageDelete, { id })).messageDelete;
}

async function positionsIn(id: string): Promise<number[]> {
  const rows = await app.database.rows<{ position: number }>(
    sql`select position from messages where conversation_id = ${id} order by position`,
  );
  return rows.map(it => it.position);
}

/** Access tokens last no longer than a message may be changed. */
async function later(person: Person, milliseconds: number): Promise<Person> {
  passTime(milliseconds);
  return world.logIn(person);
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a message', () => {
  test('has 1 to 4,000 characters', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    expect(await refusedSay(ann, id, 'x'.repeat(4_000))).toEqual([]);
    expect(await refusedSay(ann, id, 'x'.repeat(4_001))).toEqual(['TOO_LONG body']);
    expect(await refusedSay(ann, id, '   ')).toEqual(['TOO_SHORT body']);
    expect(await refusedSay(ann, id, 'nul \0')).toEqual(['INVALID_FORMAT body']);
    expect(await refusedSay(ann, crypto.randomUUID())).toEqual(['NOT_FOUND conversationId']);
    expect(await positionsIn(id)).toEqual([1, 2]);
  });

  test('is changed by its author for 15 minutes', async () => {
    passTime(0);
    const [ann, bob] = await two();
    const id = await say(ann, await talk(ann, bob), 'Good');
    passTime(15 * MINUTE_MS - SECOND_MS);
    const { message, errors } = await edit(ann, id, ' Better ');
    expect([message?.body, errors]).toEqual(['Better', []]);
    expect(message?.editedAt).toBe(new Date().toISOString());
    expect(refusals(await edit(ann, id, 'x'.repeat(4_001)))).toEqual(['TOO_LONG body']);
    expect(refusals(await edit(ann, id, ' '))).toEqual(['TOO_SHORT body']);
    const still = await later(ann, SECOND_MS);
    expect(refusals(await edit(still, id, 'Best'))).toEqual([]);
    passTime(1);
    expect(refusals(await edit(still, id, 'Best of all'))).toEqual(['TOO_LATE id']);
    expect(refusals(await takeBack(still, id))).toEqual(['TOO_LATE id']);
  });

  test('is changed and deleted by nobody else, and not by who takes no part any more', async () => {
    const [ann, bob, admin] = [...(await two()), await world.user({ role: 'ADMIN' })] as [Person, Person, Person];
    const conversationId = await talk(bob, ann, admin);
    const id = await say(ann, conversationId, 'Mine');
    for (const person of [bob, admin]) {
      expect(refusals(await edit(person, id))).toEqual(['NOT_ALLOWED id']);
      expect(refusals(await takeBack(person, id))).toEqual(['NOT_ALLOWED id']);
    }
    for (const person of [await world.user({ role: 'ADMIN' })]) {
      expect(refusals(await edit(person, id))).toEqual(['NOT_FOUND id']);
      expect(refusals(await takeBack(person, id))).toEqual(['NOT_FOUND id']);
    }
    expect(refusals(await edit(ann, crypto.randomUUID()))).toEqual(['NOT_FOUND id']);
    await bob.client.ask(ConversationRemoveParticipant, { id: conversationId, userId: ann.id });
    expect(refusals(await edit(ann, id))).toEqual(['NOT_FOUND id']);
    expect(refusals(await takeBack(ann, id))).toEqual(['NOT_FOUND id']);
    expect(await readBy(bob, conversationId)).toEqual(['Mine', 'Hello']);
  });

  test('that is deleted stays as a mark: what it said is gone for everyone, and from every table', async () => {
    const [ann, bob] = await two();
    const [conversationId, word] = [await talk(ann, bob), unique('Regret')];
    const id = await say(ann, conversationId, word);
    const unread = async () => (await bob.client.ask(Conversations)).conversations.nodes[0];
    expect(await unread()).toMatchObject({ unreadCount: 2, lastMessage: { body: word } });
    const { message } = await takeBack(ann, id);
    expect(message).toMatchObject({ id, body: null });
    expect(await unread()).toMatchObject({ unreadCount: 1, lastMessage: { id, body: null, author: { id: ann.id } } });
    expect(await readBy(bob, conversationId)).toEqual([null, 'Hello']);
    expect((await bob.client.ask(MessageSearch, { text: word })).messages.totalCount).toBe(0);
    expect(JSON.stringify(await dumpOf(app))).not.toContain(word);
    expect(refusals(await edit(ann, id))).toEqual(['INVALID_STATUS id']);
    expect(refusals(await takeBack(ann, id))).toEqual(['INVALID_STATUS id']);
  });

  test('says whether the viewer may change it', async () => {
    const [ann, bob] = await two();
    const conversationId = await talk(ann, bob);
    const id = await say(bob, conversationId, 'Mine');
    const changeable = async ({ client }: Person) =>
      (await client.ask(ConversationInFull, { id: conversationId })).conversation?.messages.nodes.map(it => it.viewerCanChange);
    expect([await changeable(ann), await changeable(bob)]).toEqual([
      [false, true],
      [true, false],
    ]);
    await takeBack(bob, id);
    expect(await changeable(bob)).toEqual([false, false]);
    expect(await changeable(await later(ann, 15 * MINUTE_MS + 1))).toEqual([false, false]);
  });

  test('never stands before an older one, whatever the clocks of the servers say', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    passTime(-MINUTE_MS);
    await say(bob, id, 'Late');
    const [first, second] = await app.database.rows<{ at: number }>(
      sql`select created_at as at from messages where conversation_id = ${id} order by position`,
    );
    expect(Number(second?.at)).toBeGreaterThanOrEqual(Number(first?.at));
  });

  test('has a place of its own, and says something or is deleted, whoever writes by hand', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    const insert = (position: number, body: string | null) =>
      runByHand(
        app,
        sql`insert into messages (id, created_at, conversation_id, author_id, position, body)
          values (${crypto.randomUUID()}, ${new Date()}, ${id}, ${ann.id}, ${position}, ${body})`,
      );
    await expect(insert(1, 'Again')).rejects.toThrow(/unique/i);
    await expect(insert(0, 'Before')).rejects.toThrow(/check/i);
    await expect(insert(2, null)).rejects.toThrow(/check/i);
  });
});

describe('at once', () => {
  test('many write: each has a place of its own, and none is empty', async () => {
    const them = (await people(10)) as [Person, ...Person[]];
    const id = await talk(...them);
    const answers = await Promise.all(them.flatMap(it => [refusedSay(it, id, '1'), refusedSay(it, id, '2')]));
    expect(answers.flat()).toEqual([]);
    expect(await positionsIn(id)).toEqual(upTo(21));
    const [count] = await app.database.rows(sql`select message_count as count from conversations where id = ${id}`);
    expect(count).toEqual({ count: 21 });
  });

  test('one reads while others write: what is not marked as read is counted', async () => {
    for (let round = 0; round < 5; round++) {
      const [ann, bob] = await two();
      const id = await talk(ann, bob);
      await Promise.all([...upTo(5).map(i => say(ann, id, String(i))), bob.client.ask(ConversationMarkRead, { id })]);
      const [mark] = await app.database.rows<{ mark: number }>(
        sql`select read_up_to as mark from participants where conversation_id = ${id} and user_id = ${bob.id}`,
      );
      const { conversations } = await bob.client.ask(Conversations);
      expect(conversations.nodes[0]?.unreadCount).toBe(6 - (mark?.mark ?? Number.NaN));
      expect((await bob.client.ask(ConversationMarkRead, { id })).conversationMarkRead.conversation?.unreadCount).toBe(0);
    }
  });

  test('one leaves and writes: what they wrote came before they left', async () => {
    for (let round = 0; round < 8; round++) {
      const [ann, bob, cem] = (await people(3)) as [Person, Person, Person];
      const id = await talk(ann, bob, cem);
      const [left, said] = await Promise.all([bob.client.ask(ConversationLeave, { id }), refusedSay(bob, id, 'Wait')]);
      expect(refusals(left.conversationLeave)).toEqual([]);
      expect([[], ['NOT_FOUND conversationId']]).toContainEqual(said);
      expect(await readBy(ann, id)).toEqual(said.length === 0 ? ['Wait', 'Hello'] : ['Hello']);
      expect(await readBy(bob, id)).toBeNull();
    }
  });

  test('one is erased and writes, and others write to them: nothing of what they wrote stays', async () => {
    const admin = await world.user({ role: 'ADMIN' });
    for (let round = 0; round < 5; round++) {
      const [ann, bob] = await two();
      const [own, other] = [await talk(ann, bob), await talk(bob, ann)];
      const answers = await Promise.all([
        admin.client.run(UserErase, { id: ann.id }),
        ...[own, other].flatMap(conversationId => [ann, bob].map(it => it.client.run(MessageSend, { conversationId, body: 'Stay' }))),
        ann.client.run(ConversationStart, { input: { participantIds: [bob.id], body: 'New', subject: 'New' } }),
        ann.client.run(ConversationLeave, { id: own }),
      ]);
      expect(answers.flatMap(codes).filter(code => code !== 'UNAUTHENTICATED')).toEqual([]);
      expect(await app.database.rows(sql`select id from messages where author_id = ${ann.id} and body is not null`)).toEqual([]);
      expect(await app.database.rows(sql`select id from participants where user_id = ${ann.id}`)).toEqual([]);
      expect(await app.database.rows(sql`select id from conversations where starter_id = ${ann.id} and subject is not null`)).toEqual([]);
    }
  });
});

describe('a sender', () => {
  test('sends at most 30 messages a minute, in whichever conversations, and others go on', async () => {
    const [ann, bob] = await two();
    const [one, other] = [await talk(ann, bob), await talk(ann, bob)];
    for (let i = 0; i < 14; i++) for (const id of [one, other]) await say(ann, id, String(i));
    const answer = await ann.client.run(MessageSend, { conversationId: one, body: 'One more' });
    expect(codes(answer)).toEqual(['RATE_LIMITED']);
    expect(answer.errors?.[0]?.extensions.retryAfter).toBeLessThanOrEqual(60);
    expect(codes(await ann.client.run(ConversationStart, { input: { participantIds: [bob.id], body: 'Hello' } }))).toEqual([
      'RATE_LIMITED',
    ]);
    expect(await refusedSay(bob, one)).toEqual([]);
    passTime(MINUTE_MS);
    expect(await refusedSay(ann, one)).toEqual([]);
  });

  test('sends so many also at one moment', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    const answers = await Promise.all(upTo(40).map(i => ann.client.run(MessageSend, { conversationId: id, body: String(i) })));
    expect(answers.flatMap(codes)).toEqual(Array(11).fill('RATE_LIMITED'));
    expect(await positionsIn(id)).toEqual(upTo(30));
  });

  test('is not told off for what was refused, tried out, or sent again under its key', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    const variables = { conversationId: id, body: 'Once' };
    for (let i = 0; i < 40; i++) {
      expect(await refusedSay(ann, id, ' ')).toEqual(['TOO_SHORT body']);
      expect(codes(await ann.client.tryOut(MessageSend, variables))).toEqual([]);
      expect(codes(await ann.client.once(MessageSend, 'a-key', variables))).toEqual([]);
    }
    expect(await positionsIn(id)).toEqual([1, 2]);
    for (let i = 0; i < 28; i++) expect(await refusedSay(ann, id)).toEqual([]);
    expect(codes(await ann.client.tryOut(MessageSend, variables))).toEqual(['RATE_LIMITED']);
  });
});

describe('the audit', () => {
  test('tells who took part, and nothing of what was written or read', async () => {
    const [ann, bob] = await two();
    const [word, subject] = [unique('word'), unique('subject')];
    const { conversation, message } = await start(ann, { participantIds: [bob.id], subject, body: word });
    const id = conversation?.id ?? '';
    await edit(ann, message?.id ?? '', `${word} again`);
    await bob.client.ask(ConversationMarkRead, { id });
    const entries = await entriesAbout(app, id);
    expect(entries.map(it => [it.deed, it.fields])).toEqual([
      ['conversation:start', JSON.stringify(['kind', 'starterId', 'classGroupId', 'sessionId'])],
    ]);
    expect(await entriesAbout(app, message?.id ?? '')).toEqual([]);
    const { audit_entries: audit, audit_unsealed: unsealed, event_log: events } = await dumpOf(app);
    for (const secret of [word, subject]) expect(JSON.stringify([audit, unsealed, events])).not.toContain(secret);
    expect(JSON.stringify(audit)).toContain('"Participant');
    expect(JSON.stringify(audit)).not.toContain('readUpTo');
  });
});

test('an export tells what one wrote, where one takes part, and what one started, and nothing that others wrote', async () => {
  const [ann, bob] = await two();
  const [own, other] = [await talk(ann, bob), await talk(bob, ann)];
  await say(ann, other, 'Mine');
  await say(bob, own, 'Theirs');
  const { nodes } = (await ann.client.ask(AccountExport, { first: 100 })).accountExport;
  const fieldsOf = (kind: string) => nodes.filter(it => it.kind === kind).map(it => it.fields);
  expect(fieldsOf('messages').map(it => [it['conversationId'], it['body']])).toEqual([
    [own, 'Hello'],
    [other, 'Mine'],
  ]);
  expect(fieldsOf('participants').map(it => it['conversationId'])).toEqual([own, other]);
  expect(fieldsOf('conversations')).toMatchObject([{ id: own, subject: 'Sums', kind: 'DIRECT' }]);
  expect(JSON.stringify(nodes)).not.toContain('Theirs');
});
