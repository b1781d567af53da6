import { Role } from '../../platform/access/permissions.js';
import { assign } from '../../platform/database/changes.js';
import type { Unit } from '../../platform/database/database.js';
import type { Row } from '../../platform/database/entity.js';
import { type Sql, sql } from '../../platform/database/sql.js';
import { personalEntities, personalRows, personalTable } from '../../platform/personal/personal-table.js';
import { Invitation } from './invitation.entity.js';
import { endLogins } from './login.endings.js';
import { Login, RefreshToken } from './login.entity.js';
import { LoginAttempt } from './login-attempt.entity.js';
import { OneTimeToken } from './one-time-token.entity.js';
import { NO_PASSWORD } from './passwords.js';
import { RecoveryCode, SecondFactor } from './second-factor.entity.js';
import { Priority, User } from './user.entity.js';

const ofUser = (userId: string): Sql => sql`t.user_id = ${userId}`;

const logins = personalTable<Login>({
  name: 'logins',
  entity: Login,
  columns: {
    id: 'stays',
    createdAt: 'goes',
    userId: 'goes',
    userAgent: 'goes',
    lastUsedAt: 'goes',
    expiresAt: 'goes',
    endedAt: 'goes',
    current: 'ours',
  },
  about: ofUser,
  async erase(unit, userId) {
    await endLogins(unit, { userId });
    await unit.em.flush();
    const theirs = await unit.em.find(Login, { userId });
    // Their refresh tokens go with them.
    unit.em.remove(theirs);
    await unit.em.flush();
    return theirs.map(it => it.id);
  },
});

const refreshTokens = personalRows<RefreshToken>({
  name: 'refreshTokens',
  entity: RefreshToken,
  columns: { id: 'stays', createdAt: 'goes', loginId: 'goes', hash: 'secret', expiresAt: 'goes', usedAt: 'goes' },
  about: userId => sql`t.login_id in (select id from logins where user_id = ${userId})`,
});

const loginAttempts = personalRows<LoginAttempt>({
  name: 'loginAttempts',
  entity: LoginAttempt,
  columns: { id: 'stays', createdAt: 'goes', userId: 'goes', outcome: 'goes', address: 'goes', userAgent: 'goes' },
  about: ofUser,
});

const oneTimeTokens = personalRows<OneTimeToken>({
  name: 'oneTimeTokens',
  entity: OneTimeToken,
  columns: { id: 'stays', createdAt: 'goes', userId: 'goes', purpose: 'goes', hash: 'secret', address: 'goes', expiresAt: 'goes' },
  about: ofUser,
});

/** That they were invited goes with them; whom they invited themselves stays invited, by nobody any more. */
const invitations = personalEntities<Invitation>({
  name: 'invitations',
  entity: Invitation,
  columns: { id: 'stays', createdAt: 'stays', userId: 'stays', inviterId: 'stays', acceptedAt: 'stays' },
  owner: 'userId',
  about: userId => sql`(t.user_id = ${userId} or t.inviter_id = ${userId})`,
});

const secondFactors = personalEntities<SecondFactor>({
  name: 'secondFactors',
  entity: SecondFactor,
  columns: {
    id: 'stays',
    createdAt: 'goes',
    userId: 'goes',
    sealedSecret: 'secret',
    enabledAt: 'goes',
    codesMadeAt: 'goes',
    lastStep: 'secret',
  },
  owner: 'userId',
  about: ofUser,
});

const recoveryCodes = personalRows<RecoveryCode>({
  name: 'recoveryCodes',
  entity: RecoveryCode,
  columns: { id: 'stays', createdAt: 'goes', userId: 'goes', hash: 'secret' },
  about: ofUser,
});

/** The row stays, as nobody: what others need, such as a reservation, goes on referring to it. */
const users = personalTable<User>({
  name: 'account',
  entity: User,
  columns: {
    id: 'stays',
    createdAt: 'stays',
    updatedAt: 'stays',
    version: 'ours',
    username: 'goes',
    email: 'goes',
    emailVerified: 'goes',
    pendingEmail: 'goes',
    firstName: 'goes',
    lastName: 'goes',
    passwordHash: 'secret',
    role: 'goes',
    priority: 'goes',
    authorizations: 'goes',
    active: 'goes',
    erasedAt: 'stays',
    primarySiteId: 'goes',
    departmentId: 'goes',
    phone: 'goes',
    birthDate: 'goes',
    photoUrl: 'goes',
  },
  about: userId => sql`t.id = ${userId}`,
  async erase(unit: Unit, userId: string) {
    assign(await unit.em.findOneOrFail(User, userId), nobody(userId));
    unit.publish('rightsChanged', { userId });
    await unit.em.flush();
    return [userId];
  },
});

function nobody(userId: string): Partial<Row<User>> {
  const username = `erased-${userId.replaceAll('-', '').slice(-20)}`;
  return {
    username,
    email: `${username}@erased.invalid`,
    emailVerified: false,
    pendingEmail: null,
    firstName: 'Erased',
    lastName: 'user',
    passwordHash: NO_PASSWORD,
    role: Role.EMPLOYEE,
    priority: Priority.STANDARD,
    authorizations: [],
    active: false,
    erasedAt: Date.now(),
    primarySiteId: null,
    departmentId: null,
    phone: null,
    birthDate: null,
    photoUrl: null,
  };
}

/** What is known of people here; the account itself comes last. */
export const personalAccounts = [refreshTokens, logins, loginAttempts, oneTimeTokens, invitations, recoveryCodes, secondFactors, users];
