import { isEmail } from 'class-validator';
import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import type { Caller } from '../../platform/graphql/context.js';
import type { Letter, Outbox } from '../../platform/mail/outbox.js';
import { DAY_MS } from '../../platform/time/interval.js';
import { type Attempts, take } from './attempts.js';
import type { EmailChangeInput } from './email.inputs.js';
import type { Identity } from './identity.js';
import { AccountLetter, verificationLetter } from './letters.js';
import { lockLiving } from './living.js';
import { issueToken, type Purpose, refuseToken, useToken } from './one-time-tokens.js';
import { User } from './user.entity.js';

/** Shows that an address is its user's: the one of the account, or the one that it is to become. */
export const VERIFICATION: Purpose = { name: 'email-verification', lifetimeMs: 3 * DAY_MS, mostAlive: 3 };

interface EmailOptions {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  readonly identity: Identity;
  readonly publicUrl: string | undefined;
}

/** Whether an e-mail address is its user's, and another one in its place. */
export class EmailService {
  constructor(private readonly options: EmailOptions) {
    options.outbox.define(AccountLetter.VERIFICATION, mail => this.#writeVerification(mail));
  }

  /** Mails a token to the address that waits for it. */
  async requestVerification(actor: Actor): Promise<void> {
    authorize(actor, 'account:update');
    const { attempts, database } = this.options;
    await take(attempts.ofVerification, actor.id);
    await database.write({ actor, deed: 'account:request-verification' }, async unit => {
      const user = await lockLiving(unit, actor);
      if (user.emailVerified && !user.pendingEmail) refuse(ErrorCode.INVALID_STATUS, 'Your e-mail address is verified already.');
      postVerification(this.options.outbox, unit, user);
    });
  }

  /**
   * Another address for the actor's account, once that is verified; the present one is told. Whether another account has it comes out only
   * then, to whoever reads its mail.
   */
  async change(actor: Actor, { email: given, ...proof }: EmailChangeInput): Promise<Row<User>> {
    authorize(actor, 'account:update');
    const { attempts, identity, outbox } = this.options;
    const email = addressIn(given);
    await take(attempts.ofVerification, actor.id);
    return identity.asProven(actor, 'account:change-email', proof, async (unit, user) => {
      user.pendingEmail = email === user.email ? null : email;
      if (user.pendingEmail) {
        postVerification(outbox, unit, user);
        outbox.post(unit, { letter: AccountLetter.EMAIL_CHANGE_ASKED, recipient: user.email, userId: user.id });
      }
      return user;
    });
  }

  /** Takes a token that was mailed. Nobody need be logged in: the link may open in another browser. */
  async verify(token: string, caller: Caller): Promise<void> {
    const { attempts, database, outbox } = this.options;
    await take(attempts.ofAddress, caller.address);
    await database.write({ actor: null, deed: 'account:verify-email', requestId: caller.requestId }, async unit => {
      const { user, address } = await useToken(unit, VERIFICATION, token);
      if (address !== user.pendingEmail && address !== user.email) refuseToken();
      if (address === user.pendingEmail) {
        postChanged(outbox, unit, user, user.email);
        assign(user, { email: address, pendingEmail: null });
      }
      user.emailVerified = true;
    });
    attempts.ofAddress.giveBack(caller.address);
  }

  async #writeVerification({ userId, recipient }: { userId: string | null; recipient: string }): Promise<Letter | null> {
    const { database, publicUrl } = this.options;
    return database.write({ actor: null, deed: 'mail:write' }, async unit => {
      const [user] = userId ? await unit.lock(User, [userId]) : [];
      if (!user?.active || (recipient !== user.pendingEmail && (recipient !== user.email || user.emailVerified))) return null;
      return verificationLetter(await issueToken(unit, VERIFICATION, { userId: user.id, address: recipient }), publicUrl);
    });
  }
}

/** Asks the address that waits for it whether it is the user's. */
export function postVerification(outbox: Outbox, unit: Unit, { id, email, pendingEmail }: Row<User>): void {
  outbox.post(unit, { letter: AccountLetter.VERIFICATION, recipient: pendingEmail ?? email, userId: id });
}

/** Tells the address that was the account's that it is no more. */
export function postChanged(outbox: Outbox, unit: Unit, { id }: Row<User>, formerEmail: string): void {
  outbox.post(unit, { letter: AccountLetter.EMAIL_CHANGED, recipient: formerEmail, userId: id });
}

/** An e-mail address as accounts have it; refuses what is none. */
export function addressIn(given: string): string {
  // `isEmail` throws at half of a pair of surrogates.
  const email = given.toWellFormed().trim().toLowerCase();
  return isEmail(email) && email.length <= 254 ? email : refuse(ErrorCode.INVALID_FORMAT, 'email must be an email.', 'email');
}
