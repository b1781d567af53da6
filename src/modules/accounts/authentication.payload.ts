import { Field, ObjectType } from 'type-graphql';
import type { Authenticator } from '../../platform/access/authenticator.js';
import type { Row } from '../../platform/database/entity.js';
import type { Context } from '../../platform/graphql/context.js';
import { Payload } from '../../platform/graphql/payload.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import type { Tokens } from './account.service.js';
import { User } from './user.entity.js';

@ObjectType({ simpleResolvers: true, description: 'The tokens of a log-in. Browsers get them as cookies too, which scripts cannot read.' })
export class AuthenticationPayload extends Payload {
  @Field(() => String, { nullable: true, description: 'Send it as `Authorization: Bearer …`; it lasts 15 minutes.' })
  accessToken?: string;

  @Field(() => DateTime, { nullable: true, description: 'When the access token expires.' })
  accessTokenExpiresAt?: number;

  @Field(() => String, { nullable: true, description: 'Good for one `tokenRefresh`, within a day.' })
  refreshToken?: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Of a log-in by password: keep it, and send it with the next. With it, nobody who guesses at the account locks this device out.',
  })
  deviceToken?: string;

  @Field(() => User, { nullable: true, description: 'Who is logged in.' })
  user?: Row<User> | null;
}

/** Makes whoever logged in the one who is asking, and answers their tokens. */
export async function authenticate(context: Context, authenticator: Authenticator, tokens: Tokens): Promise<AuthenticationPayload> {
  // Nobody is logged in by trying: a token of a log-in that lasts would be good without being renewed.
  if (context.dryRun) return { user: await context.loaders.load(User, tokens.userId) };
  context.cookies.set(tokens);
  if (tokens.device) context.cookies.keepDevice(tokens.device.token, tokens.device.expiresAt);
  context.actor = await authenticator.actorOf(tokens.loginId);
  return { ...tokens, ...(tokens.device && { deviceToken: tokens.device.token }), user: await context.loaders.load(User, tokens.userId) };
}
