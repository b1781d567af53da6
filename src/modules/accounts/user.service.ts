import { type Actor, authorize } from '../../platform/access/actor.js';
import { assign, update } from '../../platform/database/changes.js';
import type { Database, Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, type PageArguments, pageOf } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { sql } from '../../platform/database/sql.js';
import { problemsOf } from '../../platform/database/validation.js';
import { ErrorCode } from '../../platform/errors/error-code.js';
import { Problem, refuse, refuseIfAny, type UserError } from '../../platform/errors/user-error.js';
import type { Outbox } from '../../platform/mail/outbox.js';
import { lockWithAdministrators, refuseWithoutAdministrator } from './administrators.js';
import { postChanged, postVerification } from './email.service.js';
import { endLogins } from './login.endings.js';
import { hashPassword, problemsOfPassword } from './passwords.js';
import { User } from './user.entity.js';
import type { UserCreateInput, UserFilter, UserOrder, UserUpdateInput } from './user.inputs.js';
import { userList } from './user.reads.js';

declare module '../../platform/events/bus.js' {
  interface Topics {
    /** Role, authorizations or activity of a user changed. */
    rightsChanged: { readonly userId: string };
  }
}

/** Runs inside a change of a user's rights, who is locked and written, before its commit. */
type InsideRights = (unit: Unit, user: User) => Promise<void>;

/** People, as administrators manage them. */
export class UserService {
  /** Later modules add theirs. */
  readonly insideRights: InsideRights[] = [];

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  list(actor: Actor, filter: UserFilter, order: UserOrder | null | undefined, page: PageArguments): Page<Row<User>> {
    authorize(actor, 'user:read');
    return pageOf(this.database, userList(this.database, actor, filter, order), page);
  }

  async create(actor: Actor, input: UserCreateInput): Promise<Row<User>> {
    authorize(actor, 'user:create');
    const user = newUser(input);
    await givePassword(this.database, user, input.password);
    return this.database.write({ actor, deed: 'user:create' }, async unit => {
      unit.em.persist(user);
      await unit.em.flush();
      postVerification(this.outbox, unit, user);
      return user;
    });
  }

  update(actor: Actor, id: string, input: UserUpdateInput): Promise<Row<User>> {
    authorize(actor, 'user:update');
    return this.database.write({ actor, deed: 'user:update' }, async unit => {
      // Whoever enrols learners, or books for others, holds them for what they are.
      const barred = input.role !== undefined || input.active !== undefined;
      const locked = await lockWithAdministrators(unit, id, { barred });
      const user = locked.find(it => it.id === id) ?? refuse(ErrorCode.NOT_FOUND, 'There is no such user.', 'id');
      if (user.erasedAt !== null) refuse(ErrorCode.INVALID_STATUS, 'This account was erased.', 'id');
      const rights = rightsOf(user);
      const { email } = user;
      update(user, withLowerCase(input));
      // Given by somebody else, it has yet to be shown that it is theirs.
      if (user.email !== email) assign(user, { emailVerified: false, pendingEmail: null });
      refuseWithoutAdministrator(locked, user.active ? 'role' : 'active');
      await refuseIfTaken(unit, user);
      await unit.em.flush();
      if (user.email !== email) {
        postChanged(this.outbox, unit, user, email);
        postVerification(this.outbox, unit, user);
      }
      if (!user.active) await endLogins(unit, { userId: id });
      if (rightsOf(user) === rights) return user;
      for (const also of this.insideRights) await also(unit, user);
      unit.publish('rightsChanged', { userId: id });
      return user;
    });
  }
}

/** A user as given, without a password yet. */
export function newUser({ password: _, ...given }: Partial<UserCreateInput>): User {
  return assign(new User(), withLowerCase(given));
}

/** Sets a first password; every rule that the account or the password breaks is refused at once, with what `also` is wrong. */
export async function givePassword(source: RowSource, user: User, password: string, also: readonly UserError[] = []): Promise<void> {
  refuseIfAny([
    ...also,
    ...problemsOf(user),
    ...(await problemsOfTaken(source, user)),
    ...(await problemsOfPassword(password, 'password', user)),
  ]);
  user.passwordHash = await hashPassword(password);
}

/** Refuses what somebody else has already, with every other rule that the account breaks. */
export async function refuseIfTaken(source: RowSource, user: User): Promise<void> {
  const taken = await problemsOfTaken(source, user);
  if (taken.length > 0) refuseIfAny([...problemsOf(user), ...taken]);
}

const UNIQUE = ['username', 'email', 'phone'] as const;

/** So that all are told at once; when two ask at the same moment, the database's own constraint has the last word. */
async function problemsOfTaken(source: RowSource, user: User): Promise<UserError[]> {
  const { id, username, email, phone } = user;
  const others = await source.rows<Pick<User, (typeof UNIQUE)[number]>>(
    sql`select username, email, phone from users where id <> ${id} and (username = ${username} or email = ${email} or phone = ${phone})`,
  );
  return UNIQUE.filter(property => user[property] != null && others.some(other => other[property] === user[property])).map(
    property => new Problem(ErrorCode.TAKEN, `This ${property} is taken.`, [property]),
  );
}

function withLowerCase<T extends { username?: string; email?: string }>(input: T): T {
  const lower = { ...input };
  if (input.username != null) lower.username = input.username.toLowerCase();
  if (input.email != null) lower.email = input.email.toLowerCase();
  return lower;
}

function rightsOf(user: User): string {
  return JSON.stringify([user.role, user.authorizations, user.active]);
}
