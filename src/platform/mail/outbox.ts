import { assign } from '../database/changes.js';
import type { Unit } from '../database/database.js';
import type { Row } from '../database/entity.js';
import { Mail } from './mail.entity.js';

declare module '../events/bus.js' {
  interface Topics {
    /** There is a mail to send. */
    mailPosted: object;
  }
}

/** What a mail says: plain text, and nothing in it that somebody else wrote. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/** Writes a letter when it is about to be sent; null when there is no reason for it any more. It may be asked again for the same mail. */
type Write = (mail: Row<Mail>) => Letter | null | Promise<Letter | null>;

/** Where modules hand in mail: it goes out once their transaction is committed, and never without that. */
export class Outbox {
  readonly #writers = new Map<string, Write>();

  /** Says what a letter of this name tells. */
  define(letter: string, write: Write): void {
    this.#writers.set(letter, write);
  }

  post(unit: Unit, mail: { readonly letter: string; readonly recipient: string; readonly userId?: string | null }): void {
    unit.em.persist(assign(new Mail(), mail));
    unit.publish('mailPosted', {});
  }

  async write(mail: Row<Mail>): Promise<Letter | null> {
    const write = this.#writers.get(mail.letter);
    if (!write) throw new Error(`nobody says what the letter ${mail.letter} tells`);
    return write(mail);
  }
}
