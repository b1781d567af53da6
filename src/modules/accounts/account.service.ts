import { type Actor, authorize } from '../../platform/access/actor.js';
import { Role } from '../../platform/access/permissions.js';
import { assign } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { RequestError } from '../../platform/errors/request-error.js';
import { refuse, refuseIfAny } from '../../platform/errors/user-error.js';
import type { Caller } from '../../platform/graphql/context.js';
import type { Peers } from '../../platform/peers/peers.js';
import type { Throttle } from '../../platform/throttle.js';
import { HOUR_MS } from '../../platform/time/interval.js';
import type { LoginInput, PasswordChangeInput, RegisterInput } from './account.inputs.js';
import { endLogins } from './login.endings.js';
import { Login, RefreshToken } from './login.entity.js';
import { hashPassword, isPassword, problemsOfPassword } from './passwords.js';
import { type AccessTokens, hashOfToken, newRefreshToken } from './tokens.js';
import { User } from './user.entity.js';
import { givePassword, newUser } from './user.service.js';

/** A log-in ends a day after its last renewal, and after thirty days whatever happens. */
const LOGIN_IDLE_MS = 24 * HOUR_MS;
const LOGIN_LONGEST_MS = 30 * 24 * HOUR_MS;
const ATTEMPTS_MS = 5 * 60_000;
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
}

/** Getting in and out: registration, log-ins and their tokens. */
export class AccountService {
  readonly #attemptsOfAccount: Throttle;
  readonly #attemptsOfAddress: Throttle;

  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokens,
    peers: Pick<Peers, 'throttle'>,
  ) {
    this.#attemptsOfAccount = peers.throttle('attempts-of-account', { limit: 10, windowMs: ATTEMPTS_MS });
    this.#attemptsOfAddress = peers.throttle('attempts-of-address', { limit: 100, windowMs: ATTEMPTS_MS });
  }

  async register(input: RegisterInput, caller: Caller): Promise<Tokens> {
    await this.#takeAttempt(this.#attemptsOfAddress, caller.address);
    const user = newUser({ ...input, role: Role[input.role] });
    await givePassword(this.database, user, input.password);
    return this.database.write({ actor: user, deed: 'account:register' }, async unit => {
      unit.em.persist(user);
      await unit.em.flush();
      return this.#begin(unit, user.id, caller);
    });
  }

  /** The same answer in the same time whether the e-mail is known or not. */
  async logIn({ email, password }: LoginInput, caller: Caller): Promise<Tokens> {
    const account = email.trim().toLowerCase();
    await this.#takeAttempt(this.#attemptsOfAddress, caller.address);
    await this.#takeAttempt(this.#attemptsOfAccount, account);
    const user = await this.database.fork().findOne(User, { email: account });
    const fits = await isPassword(password, user?.passwordHash);
    if (!fits || !user?.active) return refuseCredentials();
    this.#attemptsOfAccount.giveBack(account);
    this.#attemptsOfAddress.giveBack(caller.address);
    return this.database.write({ actor: user, deed: 'login:begin' }, async unit => {
      // Whoever changes the password or closes the account holds the user, and ends the log-ins that have begun by then.
      const [now] = await unit.lock(User, [user.id]);
      if (!now?.active || now.passwordHash !== user.passwordHash) return refuseCredentials();
      return this.#begin(unit, user.id, caller);
    });
  }

  /** Begins a log-in for a user whose identity is already proven. */
  logInAs(userId: string, caller: Caller): Promise<Tokens> {
    return this.database.write({ actor: { id: userId }, deed: 'login:begin' }, unit => this.#begin(unit, userId, caller));
  }

  async logOut(actor: Actor): Promise<void> {
    await this.database.write({ actor, deed: 'login:end' }, unit => endLogins(unit, { id: actor.loginId }));
  }

  /** Rotates a refresh token. One that was used before ends its whole log-in: somebody has a copy. */
  async refresh(refreshToken: string | null | undefined): Promise<Tokens> {
    const renewal = { actor: null, deed: 'login:renew' };
    const tokens = refreshToken ? await this.database.write(renewal, unit => this.#rotate(unit, refreshToken)) : null;
    return (
      tokens ?? refuse(ErrorCode.INVALID_TOKEN, 'The refresh token is unknown, expired, used or revoked. Log in again.', 'refreshToken')
    );
  }

  /** Ends every log-in of the user, this one too: whoever knew the old password is out. */
  async changePassword(actor: Actor, { currentPassword, newPassword }: PasswordChangeInput): Promise<Row<User>> {
    authorize(actor, 'account:update');
    await this.#takeAttempt(this.#attemptsOfAccount, actor.id);
    const em = this.database.fork();
    const { passwordHash } = await em.findOneOrFail(User, actor.id);
    if (!(await isPassword(currentPassword, passwordHash))) {
      refuse(ErrorCode.INVALID_CREDENTIALS, 'The current password is another one.', 'currentPassword');
    }
    this.#attemptsOfAccount.giveBack(actor.id);
    refuseIfAny(await problemsOfPassword(newPassword, 'newPassword'));
    const newHash = await hashPassword(newPassword);
    return this.database.write({ actor, deed: 'account:change-password' }, async unit => {
      const [user] = await unit.lock(User, [actor.id]);
      if (!user || user.passwordHash !== passwordHash) return refuse(ErrorCode.STALE, 'The password was changed meanwhile.');
      user.passwordHash = newHash;
      await endLogins(unit, { userId: actor.id });
      return user;
    });
  }

  /** Ends a log-in of one's own. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const ended = await this.database.write({ actor, deed: 'login:revoke' }, unit => endLogins(unit, { id, userId: actor.id }));
    if (ended === 0) refuse(ErrorCode.NOT_FOUND, 'You have no such log-in.', 'id');
  }

  async #begin(unit: Unit, userId: string, { userAgent }: Caller): Promise<Tokens> {
    const login = assign(new Login(), { userId, userAgent, expiresAt: Date.now() + LOGIN_IDLE_MS });
    return this.#issue(unit, login);
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
    const { token, expiresAt } = this.tokens.issue(login.userId, login.id);
    return {
      accessToken: token,
      accessTokenExpiresAt: expiresAt,
      refreshToken,
      expiresAt: login.expiresAt,
      userId: login.userId,
      loginId: login.id,
    };
  }

  async #takeAttempt(throttle: Throttle, key: string): Promise<void> {
    const wait = await throttle.take(key);
    if (wait > 0) {
      throw new RequestError('RATE_LIMITED', 'Too many attempts. Wait and try again.', { retryAfter: Math.ceil(wait / 1000) });
    }
  }
}

function refuseCredentials(): never {
  return refuse(ErrorCode.INVALID_CREDENTIALS, 'E-mail and password do not belong to an active account.');
}
