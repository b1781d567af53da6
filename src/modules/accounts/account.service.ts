import { type Actor, authorize } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import type { Caller } from '../../platform/graphql/context.js';
import type { Outbox } from '../../platform/mail/outbox.js';
import { HOUR_MS } from '../../platform/time/interval.js';
import type { LoginInput, PasswordChangeInput, RegisterInput } from './account.inputs.js';
import { type Attempts, take } from './attempts.js';
import type { Devices } from './devices.js';
import { postVerification } from './email.service.js';
import type { Identity } from './identity.js';
import { AccountLetter } from './letters.js';
import { endLogins } from './login.endings.js';
import { Login, RefreshToken } from './login.entity.js';
import { LoginOutcome } from './login-attempt.entity.js';
import type { LoginHistory } from './login-history.js';
import { hashPassword, isPassword, problemsOfPassword } from './passwords.js';
import { refuseVerdict, type SecondFactors } from './second-factors.js';
import { type AccessTokens, hashOfToken, newRefreshToken } from './tokens.js';
import { User } from './user.entity.js';
import { givePassword, newUser } from './user.service.js';

/** A log-in ends a day after its last renewal, and after thirty days whatever happens. */
const LOGIN_IDLE_MS = 24 * HOUR_MS;
const LOGIN_LONGEST_MS = 30 * 24 * HOUR_MS;
/** Two tabs of one browser may renew with the same token at once; later it can only be a copy. */
const HONEST_REUSE_MS = 10_000;

export interface Tokens {
  readonly accessToken: string;
  readonly accessTokenExpiresAt: Instant;
  readonly refreshToken: string;
  /** When the refresh token expires. */
  readonly expiresAt: Instant;
  readonly userId: string;
  readonly loginId: string;
  /** Where a password was shown: by this the device is known the next time. */
  readonly device?: { readonly token: string; readonly expiresAt: Instant };
}

interface AccountOptions {
  readonly database: Database;
  readonly tokens: AccessTokens;
  readonly devices: Devices;
  readonly attempts: Attempts;
  readonly identity: Identity;
  readonly secondFactors: SecondFactors;
  readonly history: LoginHistory;
  readonly outbox: Outbox;
}

/** Getting in and out: registration, log-ins and their tokens. */
export class AccountService {
  constructor(private readonly options: AccountOptions) {}

  async register(input: RegisterInput, caller: Caller): Promise<Tokens> {
    const { database, attempts, devices, outbox } = this.options;
    await take(attempts.ofAddress, caller.address);
    const user = newUser({ ...input, role: Role[input.role] });
    await givePassword(database, user, input.password);
    const tokens = await database.write({ actor: user, deed: 'account:register', requestId: caller.requestId }, async unit => {
      unit.em.persist(user);
      await unit.em.flush();
      postVerification(outbox, unit, user);
      return this.begin(unit, user.id, caller);
    });
    return { ...tokens, device: devices.tokenFor(user.email) };
  }

  /** The same answer in the same time whether the e-mail is known or not. */
  async logIn({ email, password, code, deviceToken }: LoginInput, caller: Caller): Promise<Tokens> {
    const { database, attempts, devices, history } = this.options;
    const account = email.trim().toLowerCase();
    const guesser = devices.guesserOf(account, deviceToken);
    await take(attempts.ofAddress, caller.address);
    await take(attempts.ofPassword, guesser);
    const user = await database.fork().findOne(User, { email: account });
    const fits = await isPassword(password, user?.passwordHash);
    if (user && !(fits && user.active)) history.noteFailure(user.id, LoginOutcome.WRONG_PASSWORD, caller);
    if (!fits || !user?.active) return refuseCredentials();
    attempts.ofPassword.giveBack(guesser);
    attempts.ofAddress.giveBack(caller.address);
    if (code) await take(attempts.ofCode, guesser);
    const tokens = await this.#letIn(user, code, caller);
    if (code) attempts.ofCode.giveBack(guesser);
    return { ...tokens, device: devices.tokenFor(account) };
  }

  /** Begins a log-in for a user whose identity is already proven. */
  logInAs(userId: string, caller: Caller): Promise<Tokens> {
    return this.options.database.write({ actor: { id: userId }, deed: 'login:begin', requestId: caller.requestId }, unit =>
      this.begin(unit, userId, caller),
    );
  }

  /** The same, in a unit that is under way. */
  async begin(unit: Unit, userId: string, caller: Caller): Promise<Tokens> {
    this.options.history.noteSuccess(unit, userId, caller);
    const login = assign(new Login(), { userId, userAgent: caller.userAgent, expiresAt: Date.now() + LOGIN_IDLE_MS });
    return this.#issue(unit, login);
  }

  async logOut(actor: Actor): Promise<void> {
    await this.options.database.write({ actor, deed: 'login:end' }, unit => endLogins(unit, { id: actor.loginId }));
  }

  /** Rotates a refresh token. One that was used before ends its whole log-in: somebody has a copy. */
  async refresh(refreshToken: string | null | undefined, { requestId }: Caller): Promise<Tokens> {
    const renewal = { actor: null, deed: 'login:renew', requestId };
    const tokens = refreshToken ? await this.options.database.write(renewal, unit => this.#rotate(unit, refreshToken)) : null;
    return (
      tokens ?? refuse(ErrorCode.INVALID_TOKEN, 'The refresh token is unknown, expired, used or revoked. Log in again.', 'refreshToken')
    );
  }

  /** Ends every log-in of the user, this one too: whoever knew the old password is out. */
  async changePassword(actor: Actor, { currentPassword, newPassword }: PasswordChangeInput): Promise<Row<User>> {
    authorize(actor, 'account:update');
    const { database, identity, outbox } = this.options;
    const passwordHash = await identity.provePassword(actor, currentPassword, 'currentPassword');
    const owner = await database.fork().findOneOrFail(User, actor.id);
    refuseIfAny(await problemsOfPassword(newPassword, 'newPassword', owner));
    const newHash = await hashPassword(newPassword);
    return database.write({ actor, deed: 'account:change-password' }, async unit => {
      const user = await identity.lockProven(unit, actor, passwordHash);
      user.passwordHash = newHash;
      await endLogins(unit, { userId: actor.id });
      outbox.post(unit, { letter: AccountLetter.PASSWORD_CHANGED, recipient: user.email, userId: user.id });
      return user;
    });
  }

  /** Ends a log-in of one's own. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const ended = await this.options.database.write({ actor, deed: 'login:revoke' }, unit => endLogins(unit, { id, userId: actor.id }));
    if (ended === 0) refuse(ErrorCode.NOT_FOUND, 'You have no such log-in.', 'id');
  }

  /** For whoever showed the password: begins the log-in unless a code is needed, too. */
  async #letIn({ id, passwordHash }: User, code: string | null | undefined, caller: Caller): Promise<Tokens> {
    const { database, secondFactors, history } = this.options;
    const letIn = await database.write({ actor: { id }, deed: 'login:begin', requestId: caller.requestId }, async unit => {
      // Whoever changes the password or closes the account holds the user, and ends the log-ins that have begun by then.
      const [now] = await unit.lock(User, [id]);
      if (!now?.active || now.passwordHash !== passwordHash) return refuseCredentials();
      const verdict = await secondFactors.verdict(unit, id, code);
      if (verdict === 'needed' || verdict === 'wrong') return verdict;
      return this.begin(unit, id, caller);
    });
    if (typeof letIn === 'object') return letIn;
    history.noteFailure(id, letIn === 'needed' ? LoginOutcome.CODE_NEEDED : LoginOutcome.WRONG_CODE, caller);
    return refuseVerdict(letIn);
  }

  async #rotate(unit: Unit, refreshToken: string): Promise<Tokens | null> {
    const hash = hashOfToken(refreshToken);
    const found = await unit.em.findOne(RefreshToken, { hash });
    const [login] = found ? await unit.lock(Login, [found.loginId]) : [];
    // Read again behind the lock: another request may have used it while this one waited.
    const token = found && (await unit.em.refresh(found));
    const user = login && (await unit.em.findOne(User, login.userId));
    const now = Date.now();
    if (!token || !login || !user?.active || login.endedAt !== null || token.expiresAt <= now || login.expiresAt <= now) return null;
    if (token.usedAt !== null && now - token.usedAt > HONEST_REUSE_MS) {
      await endLogins(unit, { id: login.id });
      return null;
    }
    token.usedAt ??= now;
    login.lastUsedAt = now;
    login.expiresAt = Math.min(now + LOGIN_IDLE_MS, login.createdAt + LOGIN_LONGEST_MS);
    await unit.em.nativeDelete(RefreshToken, { loginId: login.id, expiresAt: { $lt: now } });
    return this.#issue(unit, login);
  }

  async #issue(unit: Unit, login: Login): Promise<Tokens> {
    const refreshToken = newRefreshToken();
    unit.em.persist([
      login,
      assign(new RefreshToken(), { loginId: login.id, hash: hashOfToken(refreshToken), expiresAt: login.expiresAt }),
    ]);
    await unit.em.flush();
    const { token, expiresAt } = this.options.tokens.issue(login.userId, login.id);
    return {
      accessToken: token,
      accessTokenExpiresAt: expiresAt,
      refreshToken,
      expiresAt: login.expiresAt,
      userId: login.userId,
      loginId: login.id,
    };
  }
}

function refuseCredentials(): never {
  return refuse(ErrorCode.INVALID_CREDENTIALS, 'E-mail and password do not belong to an active account.');
}
