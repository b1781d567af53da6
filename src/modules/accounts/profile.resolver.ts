import { Arg, Mutation, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import { Access } from '../../platform/graphql/access.js';
import { Viewer } from '../../platform/graphql/context.js';
import { AccountPayload } from './account.payload.js';
import { ProfileUpdateInput } from './profile.inputs.js';
import type { ProfileService } from './profile.service.js';

@Resolver()
export class ProfileResolver {
  constructor(private readonly profiles: ProfileService) {}

  @Access('account:update')
  @Mutation(() => AccountPayload, { description: 'Changes one’s own name, telephone, birth date or picture.' })
  async profileUpdate(@Viewer() actor: Actor, @Arg('input', () => ProfileUpdateInput) input: ProfileUpdateInput): Promise<AccountPayload> {
    return { user: await this.profiles.update(actor, input) };
  }
}
