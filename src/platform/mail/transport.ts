import type { Letter } from './outbox.js';

export interface Message extends Letter {
  /** The same for each attempt to send the same, so that a receiver knows a duplicate. */
  readonly id: string;
  readonly to: string;
}

/** The way out for mail. */
export interface Transport {
  /** Fails where it was not taken; with a `RecipientRefused` where trying again is of no use. */
  send(message: Message): Promise<void>;
  close(): void;
}

/** The other side will never take mail for this address. */
export class RecipientRefused extends Error {}

/** Development: what would be sent is read on the terminal. */
export const printing: Transport = {
  async send({ to, subject, text }) {
    console.log(`\nMail to ${to}: ${subject}\n\n${text}\n`);
  },
  close: () => undefined,
};

/** Production without SMTP_URL: a secret in a mail must not be printed, so it goes nowhere. */
export const nowhere: Transport = { send: async () => undefined, close: () => undefined };
