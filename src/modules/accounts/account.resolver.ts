import { Arg, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Authenticator } from '../../platform/access/authenticator.js';
import type { Row } from '../../platform/database/entity.js';
import { Access, Public } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Logged } from '../../platform/graphql/logged-deeds.js';
import { DonePayload, Payload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { LoginInput, PasswordChangeInput, RegisterInput } from './account.inputs.js';
import type { AccountService, Tokens } from './account.service.js';
import { Login } from './login.entity.js';
import { type LoginRow, readLogins } from './login.reads.js';
import { User } from './user.entity.js';

@ObjectType({ simpleResolvers: true, description: 'The tokens of a log-in. Browsers get them as cookies too, which scripts cannot read.' })
class AuthenticationPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Send it as `Authorization: Bearer …`; it lasts 15 minutes.' })
  accessToken?: string;

  @Field(() => DateTime, { nullable: true, description: 'When the access token expires.' })
  accessTokenExpiresAt?: number;

  @Field(() => String, { nullable: true, description: 'Good for one `tokenRefresh`, within a day.' })
  refreshToken?: string;

  @Field(() => User, { nullable: true, description: 'Who is logged in.' })
  user?: Row<User> | null;
}

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of one’s own account.' })
export class AccountPayload extends Payload {
  @Field(() => User, { nullable: true, description: 'The account after the change.' })
  user?: Row<User>;
}

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
    return this.#answer(context, await this.accounts.register(input, context.caller));
  }

  @Public()
  @NotRemembered()
  @Logged()
  @Mutation(() => AuthenticationPayload, { description: 'Logs in by e-mail and password.' })
  async login(@Arg('input', () => LoginInput) input: LoginInput, @Ctx() context: Context): Promise<AuthenticationPayload> {
    return this.#answer(context, await this.accounts.logIn(input, context.caller));
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
    return this.#answer(context, await this.accounts.refresh(refreshToken ?? context.cookies.refreshToken));
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

  async #answer(context: Context, tokens: Tokens): Promise<AuthenticationPayload> {
    // Nobody is logged in by trying: a token of a log-in that lasts would be good without being renewed.
    if (context.dryRun) return { user: await context.loaders.load(User, tokens.userId) };
    context.cookies.set(tokens);
    context.actor = await this.authenticator.actorOf(tokens.loginId);
    return { ...tokens, user: await context.loaders.load(User, tokens.userId) };
  }
}
