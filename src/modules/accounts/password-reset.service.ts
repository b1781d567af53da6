import type { Database } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { refuseIfAny } from '../../platform/errors/user-error.js';
import type { Caller } from '../../platform/graphql/context.js';
import type { Mail } from '../../platform/mail/mail.entity.js';
import type { Letter, Outbox } from '../../platform/mail/outbox.js';
import { type Attempts, RESET_MS, RESETS_AT_ONCE, take } from './attempts.js';
import type { Devices } from './devices.js';
import { addressIn } from './email.service.js';
import { endInvitation } from './invitations.js';
import { AccountLetter, resetLetter } from './letters.js';
import { endLogins } from './login.endings.js';
import { endTokens, findToken, issueToken, type Purpose, refuseToken, useToken } from './one-time-tokens.js';
import type { PasswordResetInput } from './password-reset.inputs.js';
import { hashPassword, problemsOfPassword } from './passwords.js';
import { User } from './user.entity.js';

export const RESET: Purpose = { name: 'password-reset', lifetimeMs: RESET_MS, mostAlive: RESETS_AT_ONCE };

interface PasswordResetOptions {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  readonly devices: Devices;
  readonly publicUrl: string | undefined;
}

/** A way back in for whoever forgot their password and reads their mail. It does not get past a second factor. */
export class PasswordResetService {
  constructor(private readonly options: PasswordResetOptions) {
    options.outbox.define(AccountLetter.RESET, mail => this.#write(mail));
  }

  /**
   * The same answer after the same work, whoever has the address: one row in the outbox. Whether there is such an account is looked up when
   * the mail is sent. An address that got three mails in half an hour gets no more, and has one with a token that works.
   */
  async request(given: string, caller: Caller): Promise<void> {
    const { attempts, database, outbox } = this.options;
    const email = addressIn(given);
    await take(attempts.ofAddress, caller.address);
    if ((await attempts.ofReset.take(email)) > 0) return;
    const asked = { actor: null, deed: 'account:request-password-reset', requestId: caller.requestId };
    await database.write(asked, async unit => outbox.post(unit, { letter: AccountLetter.RESET, recipient: email }));
  }

  /** Sets the password, ends every log-in and says so by mail. Answers a token by which the device is known at the log-in that follows. */
  async reset({ token, newPassword }: PasswordResetInput, caller: Caller): Promise<{ token: string; expiresAt: number }> {
    const { attempts, database, outbox, devices } = this.options;
    await take(attempts.ofAddress, caller.address);
    const found = await findToken(database, RESET, token);
    const owner = found && (await database.fork().findOne(User, found.userId));
    if (!owner) return refuseToken();
    refuseIfAny(await problemsOfPassword(newPassword, 'newPassword', owner));
    const passwordHash = await hashPassword(newPassword);
    const email = await database.write({ actor: null, deed: 'account:reset-password', requestId: caller.requestId }, async unit => {
      const { user, address } = await useToken(unit, RESET, token);
      if (address !== user.email) return refuseToken();
      user.passwordHash = passwordHash;
      user.emailVerified = true;
      await endLogins(unit, { userId: user.id });
      await endTokens(unit, RESET, user.id);
      await endInvitation(unit, user.id);
      outbox.post(unit, { letter: AccountLetter.PASSWORD_CHANGED, recipient: user.email, userId: user.id });
      return user.email;
    });
    attempts.ofAddress.giveBack(caller.address);
    return devices.tokenFor(email);
  }

  async #write({ recipient }: Row<Mail>): Promise<Letter | null> {
    const { database, publicUrl } = this.options;
    return database.write({ actor: null, deed: 'mail:write' }, async unit => {
      const [found] = await unit.rows<{ id: string }>(sql`select id from users where email = ${recipient}`);
      const [user] = found ? await unit.lock(User, [found.id]) : [];
      if (!user?.active || user.email !== recipient) return null;
      return resetLetter(await issueToken(unit, RESET, { userId: user.id, address: recipient }), publicUrl);
    });
  }
}
