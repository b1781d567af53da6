import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import { Public } from '../../platform/graphql/access.js';
import { Context } from '../../platform/graphql/context.js';
import { DonePayload, Payload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { PasswordResetInput, PasswordResetRequestInput } from './password-reset.inputs.js';
import type { PasswordResetService } from './password-reset.service.js';

@ObjectType({ simpleResolvers: true, description: 'The answer to a new password.' })
class PasswordResetPayload extends Payload {
  @Field(() => String, {
    nullable: true,
    description: 'For `login`, if others have been guessing at the account. Browsers get it as a cookie, too.',
  })
  deviceToken?: string;
}

@Resolver()
export class PasswordResetResolver {
  constructor(private readonly passwordResets: PasswordResetService) {}

  @Public()
  @NotRemembered()
  @Mutation(() => DonePayload, {
    description: 'Mails a token for a new password, if there is such an account: the answer is the same for every address.',
  })
  async passwordResetRequest(
    @Arg('input', () => PasswordResetRequestInput) { email }: PasswordResetRequestInput,
    @Ctx() { caller }: Context,
  ): Promise<DonePayload> {
    await this.passwordResets.request(email, caller);
    return {};
  }

  @Public()
  @NotRemembered()
  @Mutation(() => PasswordResetPayload, {
    description: 'Sets a new password by a token that was mailed. It ends every log-in of the account and begins none.',
  })
  async passwordReset(
    @Arg('input', () => PasswordResetInput) input: PasswordResetInput,
    @Ctx() { caller, cookies, dryRun }: Context,
  ): Promise<PasswordResetPayload> {
    const { token, expiresAt } = await this.passwordResets.reset(input, caller);
    if (dryRun) return {};
    cookies.keepDevice(token, expiresAt);
    return { deviceToken: token };
  }
}
