import { randomUUID } from 'node:crypto';
import { VERIFICATION } from '../../src/modules/accounts/email.service.js';
import { issueToken } from '../../src/modules/accounts/one-time-tokens.js';
import { RESET } from '../../src/modules/accounts/password-reset.service.js';
import { hashPassword } from '../../src/modules/accounts/passwords.js';
import { User } from '../../src/modules/accounts/user.entity.js';
import { Department } from '../../src/modules/sites/department.entity.js';
import { Site } from '../../src/modules/sites/site.entity.js';
import { Role } from '../../src/platform/access/permissions.js';
import { assign } from '../../src/platform/database/changes.js';
import type { Row } from '../../src/platform/database/entity.js';
import type { TestApp } from './app.js';
import { byHand } from './by-hand.js';
import type { Client } from './client.js';

/** Of every seeded user: hashed once, because a hash is made to be slow. */
export const PASSWORD = 'correct horse battery staple';
let passwordHash: Promise<string> | undefined;

const purposes = { 'password-reset': RESET, 'email-verification': VERIFICATION };

const CALLER = { address: '127.0.0.1', userAgent: 'seed', requestId: 'seed' };

/** A user who is logged in. */
export interface Person extends Row<User> {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly loginId: string;
  /** A client with their token. */
  readonly client: Client;
}

type UserGiven = Partial<Omit<Row<User>, 'role'>> & { role?: keyof typeof Role };

/** What tests stand on, written through the unit of work, so that it obeys every rule. What a test does not name is made up. */
export class World {
  constructor(readonly app: TestApp) {}

  async user({ role = 'EMPLOYEE', ...given }: UserGiven = {}): Promise<Person> {
    passwordHash ??= hashPassword(PASSWORD);
    const name = unique('user');
    const user = await this.save(new User(), {
      username: name,
      email: `${name}@example.org`,
      firstName: 'Ann',
      lastName: 'Doe',
      role: Role[role],
      passwordHash: await passwordHash,
      ...given,
    });
    return user.active ? this.logIn(user) : { ...user, accessToken: '', refreshToken: '', loginId: '', client: this.app.visitor };
  }

  /** One more log-in of a user. */
  async logIn(user: Row<User>): Promise<Person> {
    const tokens = await this.app.modules.accounts.accounts.logInAs(user.id, CALLER);
    return { ...user, ...tokens, client: this.app.visitor.as(tokens) };
  }

  /** What was mailed to a user so that they can do something once. */
  token({ id: userId, email }: Row<User>, purpose: keyof typeof purposes): Promise<string> {
    return this.app.database.write(byHand, async unit => {
      await unit.lock(User, [userId]);
      return issueToken(unit, purposes[purpose], { userId, address: email });
    });
  }

  site(given: Partial<Row<Site>> = {}): Promise<Row<Site>> {
    return this.save(new Site(), {
      name: unique('Site'),
      address: '1 Main Street',
      timeZone: 'Europe/Paris',
      opensAt: '08:00',
      closesAt: '20:00',
      ...given,
    });
  }

  /** A learner with a name that no other has. */
  learner(given: UserGiven = {}): Promise<Person> {
    return this.user({ role: 'LEARNER', lastName: unique('Learner'), ...given });
  }

  async department(given: Partial<Row<Department>> = {}): Promise<Row<Department>> {
    const siteId = given.siteId ?? (await this.site()).id;
    const managerId = given.managerId ?? (await this.user({ role: 'MANAGER' })).id;
    return this.save(new Department(), { name: unique('Department'), ...given, siteId, managerId });
  }

  protected save<T extends object>(thing: T, given: object): Promise<Row<T>> {
    return this.app.database.write(byHand, async unit => {
      unit.em.persist(assign(thing, given));
      await unit.em.flush();
      return { ...thing } as Row<T>;
    });
  }
}

export function seed(app: TestApp): World {
  return new World(app);
}

/** A name that no other test uses. */
export function unique(word: string): string {
  return `${word}-${randomUUID().slice(0, 13)}`;
}
