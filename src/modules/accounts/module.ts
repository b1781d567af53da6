import type { Database } from '../../platform/database/database.js';
import type { Bus } from '../../platform/events/bus.js';
import type { Peers } from '../../platform/peers/peers.js';
import { ofOwnAccount, ofOwnLogins } from './account.policy.js';
import { AccountResolver } from './account.resolver.js';
import { AccountService } from './account.service.js';
import { Login, RefreshToken } from './login.entity.js';
import { ProfileResolver } from './profile.resolver.js';
import { ProfileService } from './profile.service.js';
import { Sessions } from './sessions.js';
import { AccessTokens } from './tokens.js';
import { User } from './user.entity.js';
import { UserConnection, UserResolver } from './user.resolver.js';
import { UserService } from './user.service.js';

export const accountEntities = [User, Login, RefreshToken];

/** Who people are, how they get in, and what stands behind a token. */
export function accountsModule(database: Database, bus: Bus, secret: string, peers: Peers) {
  const tokens = new AccessTokens(secret);
  const accounts = new AccountService(database, tokens, peers);
  const users = new UserService(database);
  const authenticator = new Sessions(database, tokens, bus);
  return {
    accounts,
    users,
    authenticator,
    governed: [
      { entity: User, policies: ofOwnAccount, knownTo: 'its owners' as const },
      { entity: Login, policies: ofOwnLogins, knownTo: 'its owners' as const },
    ],
    resolvers: [
      new AccountResolver(accounts, authenticator),
      new ProfileResolver(new ProfileService(database)),
      new UserResolver(users),
      UserConnection.resolver,
    ],
  };
}
