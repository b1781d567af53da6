import { afterEach, describe, expect, test } from 'vitest';
import {
  ConversationLeave,
  ConversationMarkRead,
  ConversationRead,
  ConversationRemoveParticipant,
  MessageEdit,
  MessageReceived,
} from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { BareSocket } from '../../support/bare-socket.js';
import type { Person } from '../../support/seed.js';
import type { TestSocket } from '../../support/socket.js';
import { statementsOf } from '../../support/statements.js';
import { refusedSay, say, start, talk } from '../../support/talking.js';
import { TrainingWorld } from '../../support/training.js';

const app = await startApp();
const world = new TrainingWorld(app);
const sockets: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(sockets.splice(0).map(it => it.close()));
});

const people = (count: number): Promise<Person[]> => Promise.all(Array.from({ length: count }, () => world.user()));
const three = async () => (await people(3)) as [Person, Person, Person];

async function open({ client }: Person): Promise<TestSocket> {
  const socket = client.socket();
  sockets.push(socket);
  await socket.opened;
  return socket;
}

/** What somebody is told of messages, and nothing that was told before. */
async function listen(person: Person, variables: { conversationId?: string; after?: string } = {}) {
  const socket = await open(person);
  const subscription = socket.subscribe(MessageReceived, variables);
  const heard: string[] = [];
  let last = '';
  const ended = (async () => {
    for await (const { data, errors } of subscription) {
      if (errors) throw new Error(JSON.stringify(errors));
      heard.push(data?.messageReceived?.message.body ?? '');
      last = data?.messageReceived?.eventId ?? '';
    }
  })().catch(() => undefined);
  // What was sent over the socket before the answer is there before it.
  const settle = () => socket.query('{ me { id } }');
  await settle();
  return {
    heard,
    socket,
    get last() {
      return last;
    },
    async hears(count: number) {
      for (let i = 0; i < 200 && heard.length < count; i++) await new Promise(resolve => setTimeout(resolve, 5));
      await settle();
      return heard;
    },
    ended,
  };
}

async function watchReading(person: Person, conversationId: string, after?: string) {
  const socket = await open(person);
  const subscription = socket.subscribe(ConversationRead, { conversationId, after });
  await socket.query('{ me { id } }');
  return async () => (await subscription.next()).data?.conversationRead;
}

const markRead = ({ client }: Person, id: string) => client.ask(ConversationMarkRead, { id });
const remove = ({ client }: Person, id: string, { id: userId }: Person) => client.ask(ConversationRemoveParticipant, { id, userId });

describe('a message is told', () => {
  test('to all who take part, on all their devices, its author’s too, in order, as it is', async () => {
    const [ann, bob, cem] = await three();
    const id = await talk(ann, bob);
    const other = await world.logIn(bob);
    const listeners = [await listen(ann), await listen(bob), await listen(other), await listen(bob, { conversationId: id })];
    const stranger = await listen(cem);
    const away = await listen(cem, { conversationId: id });
    await say(ann, id, '1');
    await say(bob, id, '2');
    for (const it of listeners) expect(await it.hears(2)).toEqual(['1', '2']);
    await say(cem, await talk(cem, await world.user()), 'to another');
    expect(await stranger.hears(2)).toEqual(['Hello', 'to another']);
    expect(await away.hears(0)).toEqual([]);
    for (const it of listeners) expect(await it.hears(2)).toEqual(['1', '2']);
  });

  test('also the first of a conversation, and of one conversation alone where one is named', async () => {
    const [ann, bob] = await three();
    const id = await talk(ann, bob);
    const [all, one] = [await listen(bob), await listen(bob, { conversationId: id })];
    const { message } = await start(ann, { participantIds: [bob.id], body: 'New' });
    expect(message?.body).toBe('New');
    await say(ann, id, 'Old');
    expect(await all.hears(2)).toEqual(['New', 'Old']);
    expect(await one.hears(1)).toEqual(['Old']);
  });

  test('with what each may know of it by themselves, however many hear it at once', async () => {
    const [ann, bob, cem] = await three();
    const id = await talk(ann, bob, cem);
    await markRead(bob, id);
    const query = `subscription { messageReceived { message { body viewerCanChange conversation { unreadCount } } } }`;
    const watching = [];
    for (const person of [ann, bob, cem]) {
      const socket = await BareSocket.open(person.client);
      sockets.push(socket);
      await socket.subscribe('1', query, {});
      socket.messages.length = 0;
      watching.push(socket);
    }
    await say(ann, id, 'Now');
    const told = await Promise.all(watching.map(async socket => (await socket.heard(1))[0]));
    expect(told).toMatchObject(
      [
        { viewerCanChange: true, conversation: { unreadCount: 0 } },
        { viewerCanChange: false, conversation: { unreadCount: 1 } },
        { viewerCanChange: false, conversation: { unreadCount: 2 } },
      ].map(message => ({ payload: { data: { messageReceived: { message: { body: 'Now', ...message } } } } })),
    );
  });

  test('not where it was refused or tried out', async () => {
    const [ann, bob] = await three();
    const id = await talk(ann, bob);
    const { hears } = await listen(bob);
    expect(await refusedSay(ann, id, ' ')).toEqual(['TOO_SHORT body']);
    await ann.client.post({
      query: 'mutation ($id: ID!) { messageSend(conversationId: $id, body: "tried") { message { id } } }',
      variables: { id },
      extensions: { dryRun: true },
    });
    await say(ann, id, 'said');
    expect(await hears(1)).toEqual(['said']);
  });
});

describe('who was taken out, or left,', () => {
  test.each(['taken out', 'left'])('hears nothing more: %s', async how => {
    const [ann, bob, cem] = await three();
    const id = await talk(ann, bob, cem);
    const [all, one, still] = [await listen(bob), await listen(bob, { conversationId: id }), await listen(cem)];
    await say(ann, id, 'before');
    await Promise.all([all.hears(1), one.hears(1)]);
    if (how === 'left') await bob.client.ask(ConversationLeave, { id });
    else await remove(ann, id, bob);
    await say(ann, id, 'after');
    await say(ann, await talk(ann, bob), 'elsewhere');
    expect(await still.hears(2)).toEqual(['before', 'after']);
    expect(await all.hears(3)).toEqual(['before', 'Hello', 'elsewhere']);
    expect(await one.hears(1)).toEqual(['before']);
  });

  test('and resumes is told nothing of it, not even what was written before', async () => {
    const [ann, bob, cem] = await three();
    const [id, other] = [await talk(ann, bob, cem), await talk(cem, bob)];
    const watcher = await listen(bob);
    await say(cem, other, 'seen');
    await watcher.hears(1);
    await watcher.socket.close();
    await say(ann, id, 'missed');
    await say(cem, other, 'missed, too');
    await remove(ann, id, bob);
    await say(ann, id, 'after');
    const resumed = await listen(bob, { after: watcher.last });
    expect(await resumed.hears(1)).toEqual(['missed, too']);
    const alone = await listen(bob, { after: watcher.last, conversationId: id });
    expect(await alone.hears(0)).toEqual([]);
  });
});

describe('who resumes', () => {
  test('is told what was missed, in order, each once, as it is by now, and then the rest', async () => {
    const [ann, bob] = await three();
    const id = await talk(ann, bob);
    const watcher = await listen(bob);
    await say(ann, id, '1');
    await watcher.hears(1);
    await watcher.socket.close();
    const second = await say(ann, id, '2');
    await say(ann, id, '3');
    await ann.client.ask(MessageEdit, { id: second, body: 'two' });
    const resumed = await listen(bob, { after: watcher.last });
    await say(ann, id, '4');
    expect(await resumed.hears(3)).toEqual(['two', '3', '4']);
  });

  test('after an event of another is told nothing that is theirs', async () => {
    const [ann, bob, cem] = await three();
    const id = await talk(ann, bob);
    const watcher = await listen(bob);
    await say(ann, id, 'private');
    await watcher.hears(1);
    await say(ann, id, 'private, too');
    const stranger = await listen(cem, { after: watcher.last });
    await say(ann, await talk(ann, cem), 'for Cem');
    expect(await stranger.hears(2)).toEqual(['Hello', 'for Cem']);
  });
});

describe('that somebody has read', () => {
  test('is told to all who take part, once, and to nobody else', async () => {
    const [ann, bob, cem] = await three();
    const id = await talk(ann, bob);
    const [next, another] = [await watchReading(ann, id), await watchReading(bob, id)];
    const stranger = await watchReading(cem, id);
    const heard: unknown[] = [];
    stranger().then(
      it => heard.push(it),
      () => undefined,
    );
    const before = Date.now();
    await markRead(bob, id);
    await markRead(bob, id);
    const told = await next();
    expect(told).toMatchObject({ reader: { id: bob.id } });
    expect(Date.parse(told?.readAt ?? '')).toBeGreaterThanOrEqual(before);
    await say(bob, id, 'Read');
    await markRead(ann, id);
    expect(await next()).toMatchObject({ reader: { id: ann.id } });
    expect([await another(), await another()]).toMatchObject([{ reader: { id: bob.id } }, { reader: { id: ann.id } }]);
    const resumed = await watchReading(bob, id, told?.eventId);
    expect(await resumed()).toMatchObject({ reader: { id: ann.id } });
    expect(heard).toEqual([]);
  });

  test('is told no more to who was taken out', async () => {
    const [ann, bob, cem] = await three();
    const id = await talk(ann, bob, cem);
    const [next, out] = [await watchReading(ann, id), await watchReading(cem, id)];
    const heard: unknown[] = [];
    out().then(
      it => heard.push(it),
      () => undefined,
    );
    await remove(ann, id, cem);
    await markRead(bob, id);
    expect(await next()).toMatchObject({ reader: { id: bob.id } });
    expect(heard).toEqual([]);
  });

  test('is read once however many hear of it', async () => {
    const them = (await people(6)) as [Person, ...Person[]];
    const id = await talk(...them);
    const cost = async (watching: readonly Person[]) => {
      const nexts = await Promise.all(watching.map(it => watchReading(it, id)));
      const [reader] = them;
      await say(them[1] as Person, id, 'More');
      const statements = await statementsOf(app, async () => {
        await markRead(reader, id);
        await Promise.all(nexts.map(next => next()));
      });
      return statements.filter(it => /from participants/.test(it)).length;
    };
    const alone = await cost(them.slice(1, 2));
    expect(await cost(them.slice(2))).toBe(alone);
  });
});
