import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Authenticator } from '../../platform/access/authenticator.js';
import type { Row } from '../../platform/database/entity.js';
import { Access, Public } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Logged } from '../../platform/graphql/logged-deeds.js';
import { DonePayload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { Id } from '../../platform/graphql/scalars.js';
import { LoginInput, PasswordChangeInput, RegisterInput } from './account.inputs.js';
import { AccountPayload } from './account.payload.js';
import type { AccountService } from './account.service.js';
import { AuthenticationPayload, authenticate } from './authentication.payload.js';
import { Login } from './login.entity.js';
import { type LoginRow, readLogins } from './login.reads.js';
import { User } from './user.entity.js';

@Resolver()
export class AccountResolver {
  constructor(
    private readonly accounts: AccountService,
    private readonly authenticator: Authenticator,
  ) {}

  @Public()
  @NotRemembered()
  @Logged()
  @Mutation(() => AuthenticationPayload, { description: 'Opens an account and logs in.' })
  async register(@Arg('input', () => RegisterInput) input: RegisterInput, @Ctx() context: Context): Promise<AuthenticationPayload> {
    return authenticate(context, this.authenticator, await this.accounts.register(input, context.caller));
  }

  @Public()
  @NotRemembered()
  @Logged()
  @Mutation(() => AuthenticationPayload, { description: 'Logs in by e-mail and password, and a code where there is a second factor.' })
  async login(@Arg('input', () => LoginInput) input: LoginInput, @Ctx() context: Context): Promise<AuthenticationPayload> {
    return authenticate(
      context,
      this.authenticator,
      await this.accounts.logIn({ ...input, deviceToken: input.deviceToken ?? context.cookies.deviceToken }, context.caller),
    );
  }

  @Public()
  @NotRemembered()
  @Mutation(() => AuthenticationPayload, {
    description: 'Renews both tokens. A refresh token is good once; one that comes back later ends its log-in.',
  })
  async tokenRefresh(
    @Arg('refreshToken', () => String, { nullable: true, description: 'Left out by browsers: theirs is in a cookie.' }) refreshToken:
      | string
      | null,
    @Ctx() context: Context,
  ): Promise<AuthenticationPayload> {
    return authenticate(
      context,
      this.authenticator,
      await this.accounts.refresh(refreshToken ?? context.cookies.refreshToken, context.caller),
    );
  }

  @Access('account:read')
  @NotRemembered()
  @Mutation(() => DonePayload, { description: 'Ends this log-in: its tokens and sockets stop.' })
  async logout(@Viewer() actor: Actor, @Ctx() context: Context): Promise<DonePayload> {
    await this.accounts.logOut(actor);
    context.cookies.clear();
    return {};
  }

  @Access('account:update')
  @NotRemembered()
  @Logged()
  @Mutation(() => AccountPayload, { description: 'Changes one’s password and ends every log-in of one’s own, this one too.' })
  async passwordChange(
    @Viewer() actor: Actor,
    @Arg('input', () => PasswordChangeInput) input: PasswordChangeInput,
    @Ctx() context: Context,
  ): Promise<AccountPayload> {
    const user = await this.accounts.changePassword(actor, input);
    context.cookies.clear();
    return { user };
  }

  @Access('account:update')
  @Mutation(() => DonePayload, { description: 'Ends a log-in of one’s own: a lost telephone, a forgotten browser.' })
  async loginRevoke(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the log-in.' }) id: string): Promise<DonePayload> {
    await this.accounts.revoke(actor, id);
    return {};
  }

  @Access('account:read')
  @Query(() => User, { nullable: true, description: 'Who is asking.' })
  me(@Viewer() actor: Actor, @Ctx() context: Context): Promise<Row<User> | null> {
    return context.loaders.load(User, actor.id);
  }

  @Access('account:read')
  @Query(() => [Login], { description: 'One’s living log-ins, the last used first; at most 100.' })
  logins(@Viewer() actor: Actor, @Ctx() context: Context): Promise<LoginRow[]> {
    return readLogins(context.source, actor);
  }
}
