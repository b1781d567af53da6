import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { sql } from '../../../src/platform/database/sql.js';
import { MailDelivery } from '../../../src/platform/mail/delivery.js';
import { Outbox } from '../../../src/platform/mail/outbox.js';
import { type Message, RecipientRefused, type Transport } from '../../../src/platform/mail/transport.js';
import { startApp, type TestApp } from '../../support/app.js';
import { byHand } from '../../support/by-hand.js';
import { settle } from '../../support/mailbox.js';
import { HOUR_MS, passTime, SECOND_MS } from '../../support/time.js';

const app = await startApp();
// Nothing but what a test makes sends mail here.
await app.mail.stop();

/** A server of its own on this database that sends mail: what it sent, and what it could not. */
function sender(send: (message: Message) => Promise<void> = async () => undefined, on: TestApp = app) {
  const sent: Message[] = [];
  const reported: string[] = [];
  const outbox = new Outbox();
  outbox.define('test', ({ recipient }) => ({ subject: 'Test', text: `to ${recipient}` }));
  outbox.define('void', () => null);
  const transport: Transport = {
    async send(message) {
      await send(message);
      sent.push(message);
    },
    close: () => undefined,
  };
  const report = (error: unknown) => void reported.push((error as Error).message);
  const bus = { on: () => () => undefined } as never;
  return { sent, reported, outbox, delivery: new MailDelivery({ database: on.database, bus, outbox, transport, report }) };
}

async function post(letter = 'test'): Promise<string> {
  const recipient = `${randomUUID()}@example.org`;
  await app.database.write(byHand, async unit => sender().outbox.post(unit, { letter, recipient }));
  return recipient;
}

async function waiting(recipient: string): Promise<number> {
  return (await app.database.rows(sql`select id from mails where recipient = ${recipient}`)).length;
}

describe('mail', () => {
  test('is sent once it is committed, and then forgotten', async () => {
    const { delivery, sent } = sender();
    const recipient = await post();
    await delivery.look();
    expect(sent).toMatchObject([{ to: recipient, subject: 'Test', text: `to ${recipient}` }]);
    expect(await waiting(recipient)).toBe(0);
  });

  test('to one address is sent in the order in which it was posted, however long one of it takes', async () => {
    const { delivery, sent, outbox } = sender(async ({ id }) => {
      if (id === first) await new Promise(resolve => setTimeout(resolve, 50));
    });
    const recipient = await post();
    const [mail] = await app.database.rows<{ id: string }>(sql`select id from mails where recipient = ${recipient}`);
    const first = mail?.id;
    await app.database.write(byHand, async unit => outbox.post(unit, { letter: 'test', recipient }));
    await delivery.look();
    expect(sent.map(it => it.id).indexOf(first ?? '')).toBe(0);
    expect(sent.map(it => it.to)).toEqual([recipient, recipient]);
  });

  test('is not sent when what gave the reason for it is undone', async () => {
    const { delivery, sent, outbox } = sender();
    const undone = app.database.write(byHand, async unit => {
      outbox.post(unit, { letter: 'test', recipient: 'undone@example.org' });
      await unit.em.flush();
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await delivery.look();
    expect(sent).toEqual([]);
  });

  test('for which there is no reason any more is forgotten', async () => {
    const { delivery, sent } = sender();
    const recipient = await post('void');
    await delivery.look();
    expect([sent.length, await waiting(recipient)]).toEqual([0, 0]);
  });

  test('is sent once by several servers that look at the same moment', async () => {
    const elsewhere = await startApp({ databaseUrl: app.databaseUrl });
    await elsewhere.mail.stop();
    const senders = [sender(), sender(), sender(undefined, elsewhere), sender(undefined, elsewhere)];
    const recipients = await Promise.all(Array.from({ length: 20 }, () => post()));
    await Promise.all(senders.map(it => it.delivery.look()));
    const sent = senders.flatMap(it => it.sent.map(message => message.to));
    expect(sent.sort()).toEqual(recipients.sort());
  });

  test('waits while the mail server is away, ever longer, and then goes out', async () => {
    let away = true;
    const { delivery, sent, reported } = sender(async () => {
      if (away) throw Object.assign(new Error('connect ECONNREFUSED somebody@example.org'), { code: 'ECONNECTION' });
    });
    const recipient = await post();
    await delivery.look();
    await delivery.look();
    expect(reported).toEqual(['A mail (test) has to wait: ECONNECTION']);
    passTime(6 * SECOND_MS);
    await delivery.look();
    expect(reported).toHaveLength(2);
    passTime(6 * SECOND_MS);
    await delivery.look();
    expect(reported).toHaveLength(2);
    away = false;
    passTime(5 * SECOND_MS);
    await delivery.look();
    expect([sent.map(it => it.to), await waiting(recipient)]).toEqual([[recipient], 0]);
  });

  test('is given up after a day', async () => {
    const { delivery, reported } = sender(() => Promise.reject(new Error('no')));
    const recipient = await post();
    for (let i = 0; i < 60; i++) {
      await delivery.look();
      passTime(HOUR_MS / 2);
    }
    expect(reported.at(-1)).toBe('A mail (test) was given up: no');
    expect(await waiting(recipient)).toBe(0);
    expect(reported.length).toBeLessThan(60);
  });

  test('to an address that is refused is given up at once', async () => {
    const { delivery, reported } = sender(() => Promise.reject(new RecipientRefused()));
    const recipient = await post();
    await delivery.look();
    expect(reported).toEqual(['A mail (test) was given up: its recipient was refused']);
    expect(await waiting(recipient)).toBe(0);
  });

  test('of a server that died while it sent is sent by another two minutes later, as the same message', async () => {
    const ids: string[] = [];
    const dying = sender(message => {
      ids.push(message.id);
      return new Promise(() => undefined);
    });
    const recipient = await post();
    void dying.delivery.look();
    await vi.waitFor(() => expect(ids).toHaveLength(1));
    const { delivery, sent } = sender();
    await delivery.look();
    expect(sent).toEqual([]);
    passTime(121 * SECOND_MS);
    await delivery.look();
    expect(sent.map(it => [it.to, it.id])).toEqual([[recipient, ids[0]]]);
  });
});

test('a server sends what another left behind, by itself', async () => {
  const elsewhere = await startApp({ databaseUrl: app.databaseUrl });
  await app.database.write(byHand, async unit => sender().outbox.post(unit, { letter: 'password-changed', recipient: 'left@example.org' }));
  await vi.waitFor(() => expect(elsewhere.mailbox.messages.map(it => it.to)).toContain('left@example.org'), 3_000);
  await settle(elsewhere);
});
