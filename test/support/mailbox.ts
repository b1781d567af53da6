import type { Message, Transport } from '../../src/platform/mail/transport.js';
import type { TestApp } from './app.js';

/** Where all mail of a test's server ends up. */
export class Mailbox implements Transport {
  readonly messages: Message[] = [];

  async send(message: Message): Promise<void> {
    this.messages.push(message);
  }

  close(): void {}
}

/** Waits until what goes on after an answer is over: mail is sent, and failed log-ins are written down. */
export async function settle({ mail, modules }: Pick<TestApp, 'mail' | 'modules'>): Promise<void> {
  await mail.look();
  await modules.accounts.history.flush();
}

/** What came to an address by now, the last one last. */
export async function mailTo(app: TestApp, address: string): Promise<Message[]> {
  await settle(app);
  return app.mailbox.messages.filter(it => it.to === address);
}

/** The token in the last mail to an address. */
export async function tokenTo(app: TestApp, address: string): Promise<string> {
  const text = (await mailTo(app, address)).at(-1)?.text ?? '';
  return text.match(/[\w-]{43}/)?.[0] ?? '';
}
