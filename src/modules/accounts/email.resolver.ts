import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Access, Public } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DonePayload } from '../../platform/graphql/payload.js';
import { NotRemembered } from '../../platform/graphql/remembering.js';
import { AccountPayload } from './account.payload.js';
import { EmailChangeInput } from './email.inputs.js';
import type { EmailService } from './email.service.js';

@Resolver()
export class EmailResolver {
  constructor(private readonly emails: EmailService) {}

  @Access('account:update')
  @Mutation(() => DonePayload, { description: 'Mails once more what verifies one’s e-mail address, or the one that it is to become.' })
  async emailVerificationRequest(@Viewer() actor: Actor): Promise<DonePayload> {
    await this.emails.requestVerification(actor);
    return {};
  }

  @Public()
  @NotRemembered()
  @Mutation(() => DonePayload, {
    description: 'Verifies an e-mail address by a token that was mailed to it; a pending one becomes the account’s.',
  })
  async emailVerify(
    @Arg('token', () => String, { description: 'As it was mailed: good once, within three days.' }) token: string,
    @Ctx() { caller }: Context,
  ): Promise<DonePayload> {
    await this.emails.verify(token, caller);
    return {};
  }

  @Access('account:update')
  @NotRemembered()
  @Mutation(() => AccountPayload, {
    description: 'Asks for another e-mail address of one’s own account: it is pending until `emailVerify`, and the present one is told.',
  })
  async emailChange(@Viewer() actor: Actor, @Arg('input', () => EmailChangeInput) input: EmailChangeInput): Promise<AccountPayload> {
    return { user: await this.emails.change(actor, input) };
  }
}
