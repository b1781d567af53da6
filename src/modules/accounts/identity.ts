import type { Actor } from '../../platform/access/actor.js';
import type { Database, Unit } from '../../platform/database/database.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { refuse } from '../../platform/errors/user-error.js';
import { type Attempts, take } from './attempts.js';
import { isPassword } from './passwords.js';
import type { SecondFactors } from './second-factors.js';
import { User } from './user.entity.js';

/** What somebody shows again, although they are logged in, before something that would let another one keep the account. */
export interface Proof {
  readonly password: string;
  readonly code?: string | null | undefined;
}

type Lock = (unit: Unit, id: string) => Promise<User[]>;

/** Re-authentication (ASVS 7.5.1): an open browser or a stolen token is not enough to take an account over. */
export class Identity {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly secondFactors: SecondFactors,
  ) {}

  /**
   * Does `work`, as a deed of that name, for whoever proves to be the actor: by the password and, where there is a second factor, by a code. They are locked then,
   * by `lock`, and whoever has to be beside them.
   */
  async asProven<R>(
    actor: Actor,
    deed: string,
    { password, code }: Proof,
    work: (unit: Unit, user: User, locked: readonly User[]) => Promise<R>,
    lock: Lock = (unit, id) => unit.lock(User, [id]),
  ): Promise<R> {
    const passwordHash = await this.provePassword(actor, password, 'password');
    if (code) await take(this.attempts.ofCode, actor.id);
    const result = await this.database.write({ actor, deed }, async unit => {
      const locked = await lock(unit, actor.id);
      const user = stillProven(locked, actor, passwordHash);
      await this.secondFactors.check(unit, user.id, code);
      return work(unit, user, locked);
    });
    if (code) this.attempts.ofCode.giveBack(actor.id);
    return result;
  }

  /** Answers the hash that the password fits to. */
  async provePassword(actor: Actor, password: string, path: string): Promise<string> {
    await take(this.attempts.ofPassword, actor.id);
    const { passwordHash } = await this.database.fork().findOneOrFail(User, actor.id);
    if (!(await isPassword(password, passwordHash))) refuse(ErrorCode.INVALID_CREDENTIALS, 'The password is another one.', path);
    this.attempts.ofPassword.giveBack(actor.id);
    return passwordHash;
  }

  /** The user, locked, whose password is still the one that was proven. */
  async lockProven(unit: Unit, actor: Actor, passwordHash: string): Promise<User> {
    return stillProven(await unit.lock(User, [actor.id]), actor, passwordHash);
  }
}

function stillProven(locked: readonly User[], actor: Actor, passwordHash: string): User {
  const user = locked.find(it => it.id === actor.id);
  return user?.passwordHash === passwordHash ? user : refuse(ErrorCode.STALE, 'The password was changed meanwhile.');
}
