import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { smtpTransport } from '../../../src/platform/mail/smtp.js';
import { RecipientRefused } from '../../../src/platform/mail/transport.js';
import { PasswordResetRequest } from '../../generated/documents.js';
import { startApp } from '../../support/app.js';
import { seed } from '../../support/seed.js';

interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly user: string | undefined;
  readonly source: string;
}

/** A mail server on a free port, and what came to it. */
async function mailServer(options: SMTPServerOptions = {}, port = 0) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    closeTimeout: 100,
    // A certificate of its own that nobody has signed is not trusted, rightly.
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 's3cret@' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('gone') ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })) : done(),
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', chunk => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = envelope;
        const from = mailFrom ? mailFrom.address : '';
        received.push({ from, to: rcptTo.map(it => it.address), user: user as unknown as string, source: String(Buffer.concat(chunks)) });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const close = () => new Promise<void>(resolve => server.close(() => resolve()));
  onTestFinished(close);
  return { received, close, port: (server.server.address() as AddressInfo).port };
}

const FROM = 'Amphi <amphi@example.org>';
const message = { id: 'one', to: 'ann@example.org', subject: 'Grüße', text: 'One line.\n\nAnother – with ß.' };

function transport(port: number, account = '') {
  const made = smtpTransport({ url: `smtp://${account}127.0.0.1:${port}`, from: FROM });
  onTestFinished(() => made.close());
  return made;
}

describe('a mail server', () => {
  test('gets the message with sender, recipient, subject and an id of its own', async () => {
    const { port, received } = await mailServer();
    await transport(port).send(message);
    expect(received).toMatchObject([{ from: 'amphi@example.org', to: ['ann@example.org'] }]);
    const [{ source } = { source: '' }] = received;
    expect(source).toMatch(/^From: Amphi <amphi@example\.org>$/m);
    expect(source).toMatch(/^Message-ID: <one@example\.org>$/m);
    expect(source).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(source).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(source).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
  });

  test('is shown the name and the password that the address holds', async () => {
    const { port, received } = await mailServer({ authOptional: false });
    await transport(port, 'amphi:s3cret%40@').send(message);
    expect(received).toMatchObject([{ user: 'amphi' }]);
    await expect(transport(port, 'amphi:wrong@').send(message)).rejects.not.toBeInstanceOf(RecipientRefused);
  });

  test('that refuses the recipient for good is told apart from one that is away', async () => {
    const { port, close } = await mailServer();
    const out = transport(port);
    await expect(out.send({ ...message, to: 'gone@example.org' })).rejects.toBeInstanceOf(RecipientRefused);
    await out.send(message);
    await close();
    await expect(transport(port).send(message)).rejects.not.toBeInstanceOf(RecipientRefused);
  });
});

test('mail waits while its server is away and goes out when it is back, once', async () => {
  const before = await mailServer();
  await before.close();
  const app = await startApp({ smtp: { url: `smtp://127.0.0.1:${before.port}`, from: FROM } });
  const { email } = await seed(app).user();
  await app.visitor.ask(PasswordResetRequest, { input: { email } });
  await app.mail.look();
  const { received } = await mailServer({}, before.port);
  // Five seconds after it failed it is tried again.
  await vi.waitFor(() => expect(received.map(it => it.to)).toEqual([[email]]), { timeout: 15_000, interval: 200 });
  await app.mail.look();
  expect(received).toHaveLength(1);
  expect(received[0]?.source).toContain('Subject: A new password for your account');
});
