import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign } from '../../platform/database/changes.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Instant } from '../../platform/database/instant.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import type { Encryption } from '../../platform/encryption.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import type { Outbox } from '../../platform/mail/outbox.js';
import { type Attempts, take } from './attempts.js';
import type { Identity, Proof } from './identity.js';
import { AccountLetter } from './letters.js';
import { endLogins } from './login.endings.js';
import { SecondFactor } from './second-factor.entity.js';
import { deleteSecondFactor, findSecondFactor, refuseVerdict, renewRecoveryCodes, type SecondFactors } from './second-factors.js';
import { newTotpSecret, type TotpSecret } from './totp.js';
import { User } from './user.entity.js';

interface SecondFactorOptions {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  readonly identity: Identity;
  readonly secondFactors: SecondFactors;
  readonly encryption: Encryption;
}

/** Turning an authenticator app on and off. */
export class SecondFactorService {
  constructor(private readonly options: SecondFactorOptions) {}

  /** Makes the secret for an app. It counts once a code has shown that the app has it; until then another one can be made. */
  setUp(actor: Actor, proof: Proof): Promise<TotpSecret> {
    authorize(actor, 'account:update');
    const { identity, encryption } = this.options;
    return identity.asProven(actor, 'secondFactor:set-up', proof, async (unit, user) => {
      if (await isOn(unit, user.id)) refuse(ErrorCode.INVALID_STATUS, 'There is a second factor already. Turn it off first.');
      await deleteSecondFactor(unit, user.id);
      const made = await newTotpSecret(user.email);
      unit.em.persist(assign(new SecondFactor(), { userId: user.id, sealedSecret: encryption.encrypt(made.secret, user.id) }));
      return made;
    });
  }

  /** From now on log-ins need a code; those that began without one end, but for this. Answers the recovery codes, this once. */
  async enable(actor: Actor, code: string): Promise<string[]> {
    authorize(actor, 'account:update');
    const { database, attempts, secondFactors } = this.options;
    await take(attempts.ofCode, actor.id);
    const codes = await database.write({ actor, deed: 'secondFactor:enable' }, async unit => {
      const user = await lockOne(unit, User, actor.id);
      const factor = await unit.em.findOne(SecondFactor, { userId: actor.id });
      if (!factor || factor.enabledAt !== null) return refuse(ErrorCode.INVALID_STATUS, 'There is no second factor to be confirmed.');
      if (!(await secondFactors.useTotp(factor, code))) refuseVerdict('wrong');
      factor.enabledAt = Date.now();
      await this.#endOthers(unit, actor, user, AccountLetter.SECOND_FACTOR_ON);
      return renewRecoveryCodes(unit, actor.id);
    });
    attempts.ofCode.giveBack(actor.id);
    return codes;
  }

  disable(actor: Actor, proof: Proof): Promise<void> {
    authorize(actor, 'account:update');
    return this.options.identity.asProven(actor, 'secondFactor:disable', proof, async (unit, user) => {
      if (!(await deleteSecondFactor(unit, user.id))) refuse(ErrorCode.INVALID_STATUS, 'There is no second factor.');
      await this.#endOthers(unit, actor, user, AccountLetter.SECOND_FACTOR_OFF);
    });
  }

  /** Answers ten new recovery codes, this once; the old ones are of no use any more. */
  renewCodes(actor: Actor, proof: Proof): Promise<string[]> {
    authorize(actor, 'account:update');
    const { identity, outbox } = this.options;
    return identity.asProven(actor, 'secondFactor:renew-codes', proof, async (unit, user) => {
      if (!(await isOn(unit, user.id))) refuse(ErrorCode.INVALID_STATUS, 'There is no second factor.');
      outbox.post(unit, { letter: AccountLetter.RECOVERY_CODES_RENEWED, recipient: user.email, userId: user.id });
      return renewRecoveryCodes(unit, user.id);
    });
  }

  /** For whoever lost telephone and codes, and has shown an administrator who they are. Every log-in ends. */
  async takeAway(actor: Actor, userId: string): Promise<void> {
    authorize(actor, 'user:update');
    const { database, outbox } = this.options;
    await database.write({ actor, deed: 'secondFactor:take-away' }, async unit => {
      const user = await lockOne(unit, User, userId);
      if (!(await deleteSecondFactor(unit, userId))) refuse(ErrorCode.INVALID_STATUS, 'They have no second factor.', 'id');
      await endLogins(unit, { userId });
      outbox.post(unit, { letter: AccountLetter.SECOND_FACTOR_OFF, recipient: user.email, userId });
    });
  }

  /** ASVS 7.4.3: whoever else is logged in has not shown what is needed now. */
  async #endOthers(unit: Unit, actor: Actor, { id, email }: User, letter: string): Promise<void> {
    await endLogins(unit, { userId: id, except: actor.loginId });
    this.options.outbox.post(unit, { letter, recipient: email, userId: id });
  }
}

async function isOn(source: RowSource, userId: string): Promise<boolean> {
  return ((await findSecondFactor(source, userId))?.enabledAt ?? null) !== null;
}

/** What the actor's account is protected by. */
export interface Protection {
  /** Null while the password alone lets in. */
  readonly enabledAt: Instant | null;
  readonly recoveryCodesLeft: number;
}

export async function readProtection(source: RowSource, actor: Actor): Promise<Protection> {
  const factor = await findSecondFactor(source, actor.id);
  const [codes] = await source.rows<{ count: number }>(sql`select count(*) as count from recovery_codes where user_id = ${actor.id}`);
  return { enabledAt: factor?.enabledAt ?? null, recoveryCodesLeft: codes?.count ?? 0 };
}
