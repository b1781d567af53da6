import { randomUUID } from 'node:crypto';
import type { Actor } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import { allows } from '../../platform/access/policy.js';
import { assign } from '../../platform/database/changes.js';
import { type Database, lockOne, type Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import type { Caller } from '../../platform/graphql/context.js';
import type { Letter, Outbox } from '../../platform/mail/outbox.js';
import type { AccountService, Tokens } from './account.service.js';
import { type Attempts, take } from './attempts.js';
import type { Devices } from './devices.js';
import { addressIn, postVerification } from './email.service.js';
import { Invitation } from './invitation.entity.js';
import type { InvitationAcceptInput } from './invitation.inputs.js';
import { renewingInvitation } from './invitation.policy.js';
import {
  endInvitation,
  endInvitationTokens,
  isNameless,
  MAILED_INVITATION,
  NAMELESS,
  pendingInvitation,
  problemsOfMissingNames,
  SHOWN_INVITATION,
} from './invitations.js';
import { AccountLetter, invitationLetter } from './letters.js';
import { findToken, issueToken, refuseToken, useToken } from './one-time-tokens.js';
import { NO_PASSWORD } from './passwords.js';
import type { ProfileInput } from './profile.inputs.js';
import { User } from './user.entity.js';
import { givePassword, refuseIfTaken } from './user.service.js';

interface InvitationOptions {
  readonly database: Database;
  readonly outbox: Outbox;
  readonly attempts: Attempts;
  readonly devices: Devices;
  readonly accounts: AccountService;
  readonly publicUrl: string | undefined;
}

interface Invitee extends ProfileInput {
  readonly email: string;
}

export interface Invited {
  readonly user: Row<User>;
  /** To be passed on by other means than mail. */
  readonly token: string;
}

/** Accounts of learners that somebody else makes, and that they take over by a token. */
export class InvitationService {
  constructor(private readonly options: InvitationOptions) {
    options.outbox.define(AccountLetter.INVITATION, mail => this.#write(mail));
  }

  /** What the account will be; no password fits it until it is accepted. */
  async prepare({ email: given, ...profile }: Invitee): Promise<User> {
    const email = addressIn(given);
    await take(this.options.attempts.ofInvitation, email);
    const isNamed = profile.firstName != null || profile.lastName != null;
    if (isNamed) refuseIfAny(problemsOfMissingNames(profile));
    const username = `learner-${randomUUID().slice(-12)}`;
    const account = assign(new User(), { ...profile, ...(!isNamed && NAMELESS), username, email, role: Role.LEARNER });
    refuseIfAny(problemsOf(account));
    return assign(account, { passwordHash: NO_PASSWORD });
  }

  /**
   * Makes the account, or renews the invitation to it: what was given of it the first time stays, and earlier tokens end. Any other account
   * with the address is refused as registration refuses it, TAKEN, whatever it is.
   */
  async invite(unit: Unit, actor: Actor, account: User): Promise<Invited> {
    const user = (await lockInvited(unit, actor, account.email)) ?? (await open(unit, actor, account));
    await endInvitationTokens(unit, user.id);
    const token = await issueToken(unit, SHOWN_INVITATION, { userId: user.id, address: user.email });
    this.options.outbox.post(unit, { letter: AccountLetter.INVITATION, recipient: user.email, userId: user.id });
    return { user, token };
  }

  /** Makes the account its owner's, and logs in. That the address is theirs is shown only by a token that was mailed to it. */
  async accept({ token, password, ...profile }: InvitationAcceptInput, caller: Caller): Promise<Tokens> {
    const { accounts, attempts, database, devices, outbox } = this.options;
    await take(attempts.ofAddress, caller.address);
    const found = (await findToken(database, MAILED_INVITATION, token)) ?? (await findToken(database, SHOWN_INVITATION, token));
    const owner = found && (await database.fork().findOne(User, found.userId));
    if (!owner) return refuseToken();
    const purpose = found.purpose === MAILED_INVITATION.name ? MAILED_INVITATION : SHOWN_INVITATION;
    const given = { ...profile, firstName: profile.firstName ?? undefined, lastName: profile.lastName ?? undefined };
    const missing = isNameless(owner) ? problemsOfMissingNames(given) : [];
    await givePassword(database, assign(owner, given), password, missing);
    const accepting = { actor: owner, deed: 'invitation:accept', requestId: caller.requestId };
    const tokens = await database.write(accepting, async unit => {
      const { user, address } = await useToken(unit, purpose, token);
      // Whoever was given rights meanwhile is not let in by what somebody else was shown.
      if (address !== user.email || user.role !== Role.LEARNER || user.authorizations.length > 0) return refuseToken();
      assign(user, { ...given, passwordHash: owner.passwordHash, emailVerified: user.emailVerified || purpose === MAILED_INVITATION });
      await refuseIfTaken(unit, user);
      await endInvitation(unit, user.id);
      await unit.em.flush();
      if (!user.emailVerified) postVerification(outbox, unit, user);
      return accounts.begin(unit, user.id, caller);
    });
    attempts.ofAddress.giveBack(caller.address);
    return { ...tokens, device: devices.tokenFor(owner.email) };
  }

  async #write({ userId, recipient }: { userId: string | null; recipient: string }): Promise<Letter | null> {
    const { database, publicUrl } = this.options;
    return database.write({ actor: null, deed: 'mail:write' }, async unit => {
      const [user] = userId ? await unit.lock(User, [userId]) : [];
      if (!user?.active || user.email !== recipient || !(await pendingInvitation(unit, user.id))) return null;
      return invitationLetter(await issueToken(unit, MAILED_INVITATION, { userId: user.id, address: recipient }), publicUrl);
    });
  }
}

/** The account with the address, if the actor may invite its owner again; refused if not. */
async function lockInvited(unit: Unit, actor: Actor, email: string): Promise<User | undefined> {
  const [found] = await unit.rows<{ id: string }>(sql`select id from users where email = ${email}`);
  if (!found) return undefined;
  const user = await lockOne(unit, User, found.id, 'email');
  const invitation = await pendingInvitation(unit, user.id);
  if (invitation && user.active && user.email === email && allows(renewingInvitation, actor, invitation)) return user;
  return refuse(ErrorCode.TAKEN, 'This email is taken.', 'email');
}

async function open(unit: Unit, actor: Actor, account: User): Promise<User> {
  await refuseIfTaken(unit, account);
  unit.em.persist(account);
  await unit.em.flush();
  unit.em.persist(assign(new Invitation(), { userId: account.id, inviterId: actor.id }));
  await unit.em.flush();
  return account;
}
