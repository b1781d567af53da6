import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Authenticator } from '../../platform/access/authenticator.js';
import { Public } from '../../platform/graphql/access.js';
import { Context } from '../../platform/graphql/context.js';
import { Logged } from '../../platform/graphql/logged-deeds.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { AuthenticationPayload, authenticate } from './authentication.payload.js';
import { InvitationAcceptInput } from './invitation.inputs.js';
import type { InvitationService } from './invitation.service.js';

@Resolver()
export class InvitationResolver {
  constructor(
    private readonly invitations: InvitationService,
    private readonly authenticator: Authenticator,
  ) {}

  @Public()
  @NotRemembered()
  @Logged()
  @Mutation(() => AuthenticationPayload, {
    description: 'Takes over the account that one was invited to, with a password of one’s own, and logs in.',
  })
  async invitationAccept(
    @Arg('input', () => InvitationAcceptInput) input: InvitationAcceptInput,
    @Ctx() context: Context,
  ): Promise<AuthenticationPayload> {
    return authenticate(context, this.authenticator, await this.invitations.accept(input, context.caller));
  }
}
