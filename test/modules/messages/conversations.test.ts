import { describe, expect, test } from 'vitest';
import { EnrolmentStatus } from '../../../src/modules/enrolments/enrolment.status.js';
import { ConversationKind } from '../../../src/modules/messages/conversation.entity.js';
import { sql } from '../../../src/platform/database/sql.js';
import {
  ClassGroupDelete,
  Conversation,
  ConversationAddParticipants,
  ConversationInFull,
  ConversationLeave,
  ConversationMarkRead,
  ConversationRemoveParticipant,
  Conversations,
  ConversationsWithMessages,
  CourseUpdate,
  ExplainAccess,
  MessageSearch,
  Unread,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { codes, refusals } from '../../support/client.js';
import { everyPage } from '../../support/pages.js';
import { type Person, unique } from '../../support/seed.js';
import { statementsOf } from '../../support/statements.js';
import { readBy, refusedSay, refusedStart, say, start, talk } from '../../support/talking.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);

const people = (count: number): Promise<Person[]> => Promise.all(Array.from({ length: count }, () => world.user()));
const two = async () => (await people(2)) as [Person, Person];

async function listOf({ client }: Person) {
  return (await client.ask(Conversations)).conversations;
}

async function unreadOf(person: Person, id: string) {
  return (await listOf(person)).nodes.find(it => it.id === id)?.unreadCount;
}

async function markRead({ client }: Person, id: string, messageId?: string) {
  return (await client.ask(ConversationMarkRead, { id, messageId })).conversationMarkRead;
}

async function remove({ client }: Person, id: string, { id: userId }: Person) {
  return refusals((await client.ask(ConversationRemoveParticipant, { id, userId })).conversationRemoveParticipant);
}

async function add({ client }: Person, id: string, ...userIds: readonly string[]) {
  return refusals((await client.ask(ConversationAddParticipants, { id, userIds })).conversationAddParticipants);
}

async function leave({ client }: Person, id: string) {
  return refusals((await client.ask(ConversationLeave, { id })).conversationLeave);
}

async function participants({ client }: Person, id: string) {
  const { conversation } = await client.ask(ConversationInFull, { id });
  return conversation?.participants.map(it => it.id).sort();
}

const idsOf = (...them: readonly { readonly id: string }[]) => them.map(it => it.id).sort();

describe('a conversation', () => {
  test('with people is started by one of them, who writes the first message', async () => {
    const [ann, bob, cem] = (await people(3)) as [Person, Person, Person];
    const { conversation, message, errors } = await start(ann, {
      participantIds: [bob.id, cem.id, bob.id, ann.id],
      subject: ' Sums ',
      body: ' One ',
    });
    expect(errors).toEqual([]);
    expect(conversation).toMatchObject({ subject: 'Sums' });
    expect(conversation?.participants.map(it => it.id).sort()).toEqual(idsOf(ann, bob, cem));
    expect(message).toEqual({ id: message?.id, body: 'One' });
    const { nodes, totalCount } = await listOf(cem);
    expect(totalCount).toBe(1);
    expect(nodes).toMatchObject([
      {
        id: conversation?.id,
        kind: 'DIRECT',
        unreadCount: 1,
        lastMessage: { id: message?.id, body: 'One', author: { id: ann.id, fullName: 'Ann Doe' } },
      },
    ]);
  });

  test('with the same people about the same is another one', async () => {
    const [ann, bob] = await two();
    expect(await talk(ann, bob)).not.toBe(await talk(ann, bob));
    expect((await listOf(bob)).totalCount).toBe(2);
  });

  test('may be about nothing in particular, and says at most so much', async () => {
    const [ann, bob] = await two();
    const participantIds = [bob.id];
    expect(await refusedStart(ann, { participantIds, body: 'x'.repeat(4_000) })).toEqual([]);
    expect(await refusedStart(ann, { participantIds, body: '💣'.repeat(4_000) })).toEqual([]);
    expect(await refusedStart(ann, { participantIds, body: ' \n ' })).toEqual(['TOO_SHORT input.body']);
    expect(await refusedStart(ann, { participantIds, subject: 'x'.repeat(201) })).toEqual(['TOO_LONG input.subject']);
  });

  test('has its messages in the order of their writing, the newest first, page by page', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    for (let i = 1; i <= 6; i++) await say(i % 2 ? bob : ann, id, String(i));
    const nodes = await everyPage(async after => {
      const { conversation } = await ann.client.ask(Conversation, { id, first: 2, after });
      if (!conversation) throw new Error('there is none');
      expect(conversation.messages.totalCount).toBe(7);
      return conversation.messages;
    });
    expect(nodes.map(it => it.body)).toEqual(['6', '5', '4', '3', '2', '1', 'Hello']);
    expect(nodes.map(it => it.author.id)).toEqual([ann, bob, ann, bob, ann, bob, ann].map(it => it.id));
    expect(codes(await ann.client.run(Conversation, { id, after: 'nonsense' }))).toEqual(['BAD_USER_INPUT']);
    expect(codes(await ann.client.run(Conversation, { id, first: 101 }))).toEqual(['BAD_USER_INPUT']);
  });

  test('comes first in the list when something is written in it', async () => {
    const [ann, bob, cem] = (await people(3)) as [Person, Person, Person];
    const [one, other] = [await talk(ann, bob), await talk(cem, ann)];
    const listed = async () => everyPage(async after => (await ann.client.ask(Conversations, { first: 1, after })).conversations);
    expect((await listed()).map(it => it.id)).toEqual([other, one]);
    await say(bob, one, 'Again');
    expect((await listed()).map(it => it.id)).toEqual([one, other]);
  });
});

describe('a class', () => {
  test('is written to by its trainer: who is in it and its trainers take part, and all may answer', async () => {
    const [trainer, other] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'TRAINER' })];
    const [ann, bob] = [await world.learner(), await world.learner()];
    const { id: classGroupId } = await world.classOf(trainer, ann, bob);
    await world.give(await world.course({ ownerId: other.id }), { classGroupId });
    const { conversation } = await start(trainer, { classGroupId, body: 'Welcome' });
    const id = conversation?.id ?? '';
    expect(await participants(ann, id)).toEqual(idsOf(trainer, other, ann, bob));
    expect(await refusedSay(ann, id)).toEqual([]);
    expect((await ann.client.ask(ConversationInFull, { id })).conversation).toMatchObject({
      kind: 'CLASS',
      classGroup: { id: classGroupId },
      starter: { id: trainer.id },
      participantCount: 4,
      viewerCanModerate: false,
    });
  });

  test('is written to by STAFF, MANAGER and ADMIN, and by nobody else', async () => {
    const learner = await world.learner();
    const { id: classGroupId } = await world.classGroup({}, learner);
    for (const role of ['STAFF', 'MANAGER', 'ADMIN'] as const)
      expect(await refusedStart(await world.user({ role }), { classGroupId })).toEqual([]);
    for (const role of ['TRAINER', 'EMPLOYEE', 'SALES', 'SUPPORT', 'LEARNER'] as const) {
      expect(await refusedStart(await world.user({ role }), { classGroupId })).toEqual(['NOT_ALLOWED input.classGroupId']);
    }
    expect(await refusedStart(learner, { classGroupId })).toEqual(['NOT_ALLOWED input.classGroupId']);
    const staff = await world.user({ role: 'STAFF' });
    expect(await refusedStart(staff, { classGroupId: crypto.randomUUID() })).toEqual(['NOT_FOUND input.classGroupId']);
  });

  test('that nobody is in is written to by nobody', async () => {
    const trainer = await world.user({ role: 'TRAINER' });
    expect(await refusedStart(trainer, { classGroupId: (await world.classOf(trainer)).id })).toEqual(['TOO_SHORT input.classGroupId']);
  });

  test('takes nobody along who comes later; they can be added, and see all of it', async () => {
    const [trainer, ann, bob, stranger] = [
      await world.user({ role: 'TRAINER' }),
      await world.learner(),
      await world.learner(),
      await world.learner(),
    ];
    const { id: classGroupId } = await world.classOf(trainer, ann);
    const id = (await start(trainer, { classGroupId })).conversation?.id ?? '';
    await app.modules.organizations.classGroups.addLearners(await actorOf(await world.user({ role: 'STAFF' })), classGroupId, [bob.id]);
    expect(await readBy(bob, id)).toBeNull();
    expect(await add(trainer, id, bob.id, stranger.id, crypto.randomUUID())).toEqual(['NOT_ALLOWED userIds.1', 'NOT_ALLOWED userIds.2']);
    expect(await readBy(bob, id)).toBeNull();
    expect(await add(trainer, id, ann.id, bob.id, bob.id)).toEqual([]);
    expect(await readBy(bob, id)).toEqual(['Hello']);
    expect(await participants(ann, id)).toEqual(idsOf(trainer, ann, bob));
    expect(await add(stranger, id, bob.id)).toEqual(['NOT_FOUND id']);
    expect(codes(await ann.client.run(ConversationAddParticipants, { id, userIds: [bob.id] }))).toEqual(['FORBIDDEN']);
  });

  test('that is deleted leaves its conversations', async () => {
    const [staff, learner] = [await world.user({ role: 'STAFF' }), await world.learner()];
    const { id: classGroupId } = await world.classGroup({}, learner);
    const id = (await start(staff, { classGroupId })).conversation?.id ?? '';
    await app.modules.organizations.classGroups.removeLearners(await actorOf(staff), classGroupId, [learner.id]);
    expect(refusals((await staff.client.ask(ClassGroupDelete, { id: classGroupId })).classGroupDelete)).toEqual([]);
    expect((await learner.client.ask(ConversationInFull, { id })).conversation).toMatchObject({ kind: 'CLASS', classGroup: null });
    expect(await refusedSay(learner, id)).toEqual([]);
    expect(await add(staff, id, learner.id)).toEqual(['INVALID_STATUS id']);
  });
});

describe('a session', () => {
  const time = { startsAt: Date.parse('2030-06-03T08:00:00Z'), endsAt: Date.parse('2030-06-03T09:00:00Z') };

  test('is written to by whoever may write to all of its people', async () => {
    const [trainer, staff, employee] = [await world.user({ role: 'TRAINER' }), await world.user({ role: 'STAFF' }), await world.user()];
    const { id: sessionId } = await world.session({ ...time, trainerId: trainer.id });
    const { conversation } = await start(staff, { sessionId });
    expect(await participants(trainer, conversation?.id ?? '')).toEqual(idsOf(trainer, staff));
    expect((await trainer.client.ask(ConversationInFull, { id: conversation?.id ?? '' })).conversation).toMatchObject({
      kind: 'SESSION',
      session: { id: sessionId },
    });
    expect(await refusedStart(employee, { sessionId })).toEqual([]);
    expect(await refusedStart(await world.learner(), { sessionId })).toEqual(['NOT_ALLOWED input.sessionId']);
    expect(await refusedStart(staff, { sessionId: crypto.randomUUID() })).toEqual(['NOT_FOUND input.sessionId']);
  });

  test('is its trainer and who has a seat in it, whether the trainer or one of them asks', async () => {
    const [trainer, learner, waiting] = [await world.user({ role: 'TRAINER' }), await world.learner(), await world.learner()];
    const { id: sessionId } = await world.session({ ...time, trainerId: trainer.id });
    await world.enrolment({ sessionId, learnerId: learner.id });
    await world.enrolment({ sessionId, learnerId: waiting.id, status: EnrolmentStatus.WAITLISTED });
    for (const starter of [trainer, learner]) {
      const { conversation, errors } = await start(starter, { sessionId });
      expect(errors).toEqual([]);
      expect(await participants(starter, conversation?.id ?? '')).toEqual(idsOf(trainer, learner));
    }
    await world.enrolment({ sessionId, learnerId: (await world.learner()).id });
    expect(await refusedStart(learner, { sessionId })).toEqual(['NOT_ALLOWED input.sessionId']);
  });

  test('is led to from its conversation only as long as one sees it', async () => {
    const [trainer, learner] = [await world.user({ role: 'TRAINER' }), await world.learner()];
    const { id: courseId } = await world.course({ published: true });
    const { id: sessionId } = await world.session({ ...time, trainerId: trainer.id, courseId });
    const { id } = await world.conversation({ kind: ConversationKind.SESSION, sessionId }, trainer, learner);
    const ledTo = async ({ client }: Person) => (await client.ask(ConversationInFull, { id })).conversation?.session ?? null;
    expect([await ledTo(trainer), await ledTo(learner)]).toEqual([{ id: sessionId }, { id: sessionId }]);
    const staff = await world.user({ role: 'STAFF' });
    await staff.client.ask(CourseUpdate, { id: courseId, input: { published: false } });
    expect([await ledTo(trainer), await ledTo(learner)]).toEqual([{ id: sessionId }, null]);
  });

  test('that one may not see is none to write to', async () => {
    const trainer = await world.user({ role: 'TRAINER' });
    const { id: courseId } = await world.course({ ownerId: trainer.id });
    const { id: sessionId } = await world.session({ ...time, trainerId: trainer.id, courseId });
    expect(await refusedStart(await world.user({ role: 'TRAINER' }), { sessionId })).toEqual(['NOT_FOUND input.sessionId']);
    expect(await refusedStart(trainer, { sessionId })).toEqual(['TOO_SHORT input.sessionId']);
  });
});

describe('read marks', () => {
  test('count what others wrote since, in one conversation and in all', async () => {
    const [ann, bob, cem] = (await people(3)) as [Person, Person, Person];
    const [one, other] = [await talk(ann, bob), await talk(cem, bob)];
    await say(ann, one, 'Again');
    await say(bob, one, 'What?');
    expect([await unreadOf(bob, one), await unreadOf(bob, other), await unreadOf(ann, one)]).toEqual([2, 1, 1]);
    expect((await bob.client.ask(Unread)).me?.unreadMessageCount).toBe(3);
    expect(await markRead(bob, one)).toMatchObject({ conversation: { id: one, unreadCount: 0 }, errors: [] });
    expect((await bob.client.ask(Unread)).me?.unreadMessageCount).toBe(1);
    await say(ann, one, 'More');
    expect([await unreadOf(bob, one), await unreadOf(ann, one)]).toEqual([1, 1]);
  });

  test('move up to a message, and never back', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    const [first, second] = [await say(ann, id, '1'), await say(ann, id, '2')];
    expect(await markRead(bob, id, first)).toMatchObject({ conversation: { unreadCount: 1 } });
    expect(await markRead(bob, id, second)).toMatchObject({ conversation: { unreadCount: 0 } });
    expect(await markRead(bob, id, first)).toMatchObject({ conversation: { unreadCount: 0 } });
    const elsewhere = await say(ann, await talk(ann, bob), 'Elsewhere');
    expect(refusals(await markRead(bob, id, elsewhere))).toEqual(['NOT_FOUND messageId']);
  });

  test('of others are nobody’s to count', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    const { conversation } = await ann.client.ask(ConversationInFull, { id });
    expect(conversation?.participants.find(it => it.id === bob.id)?.unreadMessageCount).toBeNull();
    expect(conversation?.participants.find(it => it.id === ann.id)?.unreadMessageCount).toBe(0);
  });
});

describe('who takes no part', () => {
  test('sees nothing and does nothing, administrators included', async () => {
    const [ann, bob] = await two();
    const word = unique('word');
    const { conversation, message } = await start(ann, { participantIds: [bob.id], body: word });
    const id = conversation?.id ?? '';
    const learner = await world.learner();
    for (const role of ['ADMIN', 'MANAGER', 'STAFF', 'EMPLOYEE'] as const) {
      const person = await world.user({ role, authorizations: ['conversation:read', 'conversation:moderate', 'message:update'] });
      expect((await listOf(person)).totalCount).toBe(0);
      expect(await readBy(person, id)).toBeNull();
      expect((await person.client.ask(MessageSearch, { text: word })).messages).toMatchObject({ totalCount: 0, nodes: [] });
      expect(await refusedSay(person, id)).toEqual(['NOT_FOUND conversationId']);
      expect(refusals(await markRead(person, id))).toEqual(['NOT_FOUND id']);
      expect(await leave(person, id)).toEqual(['NOT_FOUND id']);
      expect(await remove(person, id, bob)).toEqual(['NOT_FOUND id']);
      expect(await add(person, id, learner.id)).toEqual(['NOT_FOUND id']);
      for (const permission of ['conversation:read', 'conversation:moderate', 'message:send']) {
        expect((await person.client.ask(ExplainAccess, { permission, id })).explainAccess).toMatchObject({
          allowed: false,
          missing: 'EXISTENCE',
        });
      }
      const { explainAccess } = await person.client.ask(ExplainAccess, { permission: 'message:update', id: message?.id });
      expect(explainAccess).toMatchObject({ allowed: false, missing: 'EXISTENCE' });
    }
    expect((await bob.client.ask(ExplainAccess, { permission: 'conversation:read', id })).explainAccess.allowed).toBe(true);
    expect(await participants(ann, id)).toEqual(idsOf(ann, bob));
  });

  test('any more sees nothing of it any more, whether they left or were taken out', async () => {
    const [ann, bob, cem, dan] = (await people(4)) as [Person, Person, Person, Person];
    const word = unique('word');
    const id = await talk(ann, bob, cem, dan);
    await say(bob, id, word);
    expect(await remove(ann, id, bob)).toEqual([]);
    expect(await leave(cem, id)).toEqual([]);
    await say(ann, id, word);
    for (const person of [bob, cem]) {
      expect(await readBy(person, id)).toBeNull();
      expect((await listOf(person)).nodes).toEqual([]);
      expect((await person.client.ask(MessageSearch, { text: word })).messages.totalCount).toBe(0);
      expect((await person.client.ask(Unread)).me?.unreadMessageCount).toBe(0);
      expect(await refusedSay(person, id)).toEqual(['NOT_FOUND conversationId']);
      expect(await leave(person, id)).toEqual(['NOT_FOUND id']);
    }
    expect(await remove(ann, id, bob)).toEqual(['NOT_FOUND userId']);
    expect(await participants(dan, id)).toEqual(idsOf(ann, dan));
    expect(await readBy(dan, id)).toEqual([word, word, 'Hello']);
    expect(await leave(dan, id)).toEqual([]);
    expect(await refusedSay(ann, id)).toEqual(['INVALID_STATUS conversationId']);
  });

  test('any more is told nothing by the answer to their leaving', async () => {
    const [ann, bob] = await two();
    const id = await talk(ann, bob);
    const query = `mutation ($id: ID!) { conversationLeave(id: $id) { conversation { participantCount unreadCount participants { id }
      lastMessage { body } messages { nodes { body } } } } }`;
    expect((await bob.client.query(query, { id })).data).toEqual({
      conversationLeave: {
        conversation: { participantCount: 0, unreadCount: 0, participants: [], lastMessage: null, messages: { nodes: [] } },
      },
    });
  });
});

describe('somebody is taken out', () => {
  test('by who started it, and by STAFF and ADMIN who take part; by nobody else', async () => {
    const [ann, bob, cem, manager] = [...(await people(3)), await world.user({ role: 'MANAGER' })] as [Person, Person, Person, Person];
    const [staff, admin] = [await world.user({ role: 'STAFF' }), await world.user({ role: 'ADMIN' })];
    const id = await talk(ann, bob, cem, manager, staff, admin);
    for (const person of [bob, manager]) {
      expect(codes(await person.client.run(ConversationRemoveParticipant, { id, userId: cem.id }))).toEqual(['FORBIDDEN']);
    }
    expect(await remove(staff, id, cem)).toEqual([]);
    expect(await remove(admin, id, bob)).toEqual([]);
    expect(await remove(ann, id, manager)).toEqual([]);
    expect(await participants(ann, id)).toEqual(idsOf(ann, staff, admin));
    expect(await add(ann, id, bob.id)).toEqual(['INVALID_STATUS id']);
  });

  test('of a class, and comes back only when they are added again', async () => {
    const [trainer, ann, bob] = [await world.user({ role: 'TRAINER' }), await world.learner(), await world.learner()];
    const { id: classGroupId } = await world.classOf(trainer, ann, bob);
    const id = (await start(trainer, { classGroupId })).conversation?.id ?? '';
    await remove(trainer, id, ann);
    expect(await readBy(ann, id)).toBeNull();
    expect(await add(trainer, id, ann.id)).toEqual([]);
    expect(await readBy(ann, id)).toEqual(['Hello']);
    expect(await app.database.rows(sql`select id from participants where conversation_id = ${id}`)).toHaveLength(3);
  });
});

describe('a search', () => {
  test('finds what is written in one’s own conversations, whatever its case and accents, the newest first', async () => {
    const [ann, bob, cem] = (await people(3)) as [Person, Person, Person];
    const mark = unique('mark');
    const [one, other, hidden] = [await talk(ann, bob), await talk(bob, ann), await talk(bob, cem)];
    const ids = [await say(ann, one, `${mark} Élève`), await say(bob, other, `an ${mark} ELEVE`), await say(bob, one, `${mark} 100%_\\`)];
    await say(bob, hidden, `${mark} eleve`);
    const found = async (text: string) =>
      everyPage(async after => (await ann.client.ask(MessageSearch, { text, first: 1, after })).messages);
    expect((await found(`${mark} eleve`)).map(it => it.conversation.id)).toEqual([other, one]);
    expect((await found(mark.toUpperCase())).map(it => it.id)).toEqual(ids.toReversed());
    expect(await found(`${mark} 100%_\\`)).toHaveLength(1);
    expect(await found(`${mark}%`)).toEqual([]);
  });
});

describe('a page of conversations', () => {
  test('costs as many statements as one', async () => {
    const me = await world.user();
    const cost = async () => {
      const statements = await statementsOf(app, () => me.client.ask(Conversations));
      return [statements.length, (await statementsOf(app, () => me.client.ask(ConversationsWithMessages, { first: 2 }))).length];
    };
    const friends = await people(5);
    await talk(friends[0] as Person, me, ...friends.slice(1));
    await talk(friends[1] as Person, me);
    const before = await cost();
    for (const friend of friends) await say(friend, await talk(friend, me, ...friends), 'More');
    expect(await cost()).toEqual(before);
    expect(before[0]).toBeLessThanOrEqual(6);
  });

  test('has the newest messages of each', async () => {
    const [ann, bob] = await two();
    const [one, other] = [await talk(ann, bob), await talk(ann, bob)];
    for (const body of ['1', '2', '3']) await say(ann, one, body);
    const { conversations } = await bob.client.ask(ConversationsWithMessages, { first: 2 });
    expect(
      conversations.nodes.map(it => [it.id, it.messages.nodes.map(({ body }) => body), it.messages.totalCount, it.messages.pageInfo]),
    ).toEqual([
      [one, ['3', '2'], 4, { hasNextPage: true }],
      [other, ['Hello'], 1, { hasNextPage: false }],
    ]);
  });
});

async function actorOf({ id, loginId, role, authorizations }: Person) {
  return { id, loginId, role, authorizations: new Set(authorizations) };
}
