import { Args, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Viewer } from '../../platform/graphql/context.js';
import { LoginAttempt } from './login-attempt.entity.js';
import type { LoginHistory } from './login-history.js';

export const LoginAttemptConnection = connectionOf('LoginAttempt', () => LoginAttempt);

@Resolver()
export class LoginHistoryResolver {
  constructor(private readonly history: LoginHistory) {}

  @Access('account:read')
  @Query(() => LoginAttemptConnection.type, {
    description: 'Who logged in to one’s account, or tried to, in the last 90 days: the last first, and of those who failed the last 500.',
  })
  loginHistory(@Viewer() actor: Actor, @Args(() => PageArgs) page: PageArgs): Page<Row<LoginAttempt>> {
    return this.history.list(actor, page);
  }
}
