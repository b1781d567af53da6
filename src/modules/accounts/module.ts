import type { Secrets } from '../../platform/access/secrets.js';
import type { Database } from '../../platform/database/database.js';
import type { Bus } from '../../platform/events/bus.js';
import type { Outbox } from '../../platform/mail/outbox.js';
import type { Peers } from '../../platform/peers/peers.js';
import { ofOwnAccount, ofOwnLogins } from './account.policy.js';
import { AccountResolver } from './account.resolver.js';
import { AccountService } from './account.service.js';
import { Attempts } from './attempts.js';
import { Devices } from './devices.js';
import { EmailResolver } from './email.resolver.js';
import { EmailService } from './email.service.js';
import { Identity } from './identity.js';
import { Invitation } from './invitation.entity.js';
import { InvitationResolver } from './invitation.resolver.js';
import { InvitationService } from './invitation.service.js';
import { notices } from './letters.js';
import { pruneLogins } from './login.endings.js';
import { Login, RefreshToken } from './login.entity.js';
import { LoginAttempt } from './login-attempt.entity.js';
import { LoginHistory } from './login-history.js';
import { LoginAttemptConnection, LoginHistoryResolver } from './login-history.resolver.js';
import { OneTimeToken } from './one-time-token.entity.js';
import { pruneTokens } from './one-time-tokens.js';
import { PasswordResetResolver } from './password-reset.resolver.js';
import { PasswordResetService } from './password-reset.service.js';
import { personalAccounts } from './personal.js';
import { ProfileResolver } from './profile.resolver.js';
import { ProfileService } from './profile.service.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import { SecondFactorResolver } from './second-factor.resolver.js';
import { SecondFactorService } from './second-factor.service.js';
import { encryptAnewSome, encryptionOfApps, SecondFactors } from './second-factors.js';
import { Sessions } from './sessions.js';
import { AccessTokens } from './tokens.js';
import { User } from './user.entity.js';
import { UserConnection, UserResolver } from './user.resolver.js';
import { UserService } from './user.service.js';

/** What was over is in the audit already. */
const PRUNING = { actor: null, deed: 'account:prune', unrecorded: 'It was over, and its time is.' };

const LEAST_ID = '00000000-0000-0000-0000-000000000000';

export const accountEntities = [User, Login, RefreshToken, LoginAttempt, OneTimeToken, Invitation, SecondFactor, RecoveryCode];

interface AccountsOptions {
  readonly database: Database;
  readonly bus: Bus;
  readonly peers: Peers;
  readonly outbox: Outbox;
  readonly secrets: Secrets;
  readonly publicUrl: string | undefined;
}

/** Who people are, how they get in, and what stands behind a token. */
export function accountsModule({ database, bus, peers, outbox, secrets, publicUrl }: AccountsOptions) {
  const tokens = new AccessTokens(secrets);
  const encryption = encryptionOfApps(secrets);
  const devices = new Devices(secrets);
  const attempts = new Attempts(peers);
  const history = new LoginHistory(database);
  const secondFactors = new SecondFactors(encryption);
  const identity = new Identity(database, attempts, secondFactors);
  for (const [name, letter] of Object.entries(notices)) outbox.define(name, () => letter);
  const accounts = new AccountService({ database, tokens, devices, attempts, identity, secondFactors, history, outbox });
  const users = new UserService(database, outbox);
  const emails = new EmailService({ database, outbox, attempts, identity, publicUrl });
  const passwordResets = new PasswordResetService({ database, outbox, attempts, devices, publicUrl });
  const invitations = new InvitationService({ database, outbox, attempts, devices, accounts, publicUrl });
  const secondFactor = new SecondFactorService({ database, outbox, attempts, identity, secondFactors, encryption });
  const authenticator = new Sessions(database, tokens, bus);
  return {
    accounts,
    users,
    invitations,
    identity,
    history,
    authenticator,
    personal: personalAccounts,
    /** Takes over to a new secret what an older one encrypted. */
    encryptAnew: async () => {
      if (secrets.length === 1) return;
      const anew = { actor: null, deed: 'secondFactor:encrypt-anew' };
      for (let last: string | undefined = LEAST_ID; last !== undefined; ) {
        const after: string = last;
        last = await database.write(anew, unit => encryptAnewSome(unit, encryption, after));
      }
    },
    /** Forgets what is kept for a time only. */
    prune: () =>
      database.write(PRUNING, async unit => {
        await pruneLogins(unit);
        await history.prune(unit);
        await pruneTokens(unit);
      }),
    governed: [
      { entity: User, policies: ofOwnAccount, knownTo: 'its owners' as const },
      { entity: Login, policies: ofOwnLogins, knownTo: 'its owners' as const },
    ],
    resolvers: [
      new AccountResolver(accounts, authenticator),
      new EmailResolver(emails),
      new PasswordResetResolver(passwordResets),
      new InvitationResolver(invitations, authenticator),
      new SecondFactorResolver(secondFactor),
      new LoginHistoryResolver(history),
      LoginAttemptConnection.resolver,
      new ProfileResolver(new ProfileService(database)),
      new UserResolver(users),
      UserConnection.resolver,
    ],
  };
}
