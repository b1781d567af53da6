import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../graphql/access.js';
import { Context, Viewer } from '../graphql/context.js';
import { Id, PermissionName } from '../graphql/scalars.js';
import type { Actor } from './actor.js';
import { explainAccess, type Governed } from './explain.js';
import { AccessExplanation } from './explanation.js';
import type { Permission } from './permissions.js';

@Resolver()
export class AccessResolver {
  constructor(private readonly governed: readonly Governed[]) {}

  @Access('account:read')
  @Query(() => AccessExplanation, {
    description:
      'Whether the viewer may do something, and by what. It tells whose right it is, not whether there is still time for it: what comes ' +
      'too late, or whose status does not allow it, the deed itself refuses by a code of its own.',
  })
  explainAccess(
    @Viewer() actor: Actor,
    @Arg('permission', () => PermissionName, { description: 'To do what.' }) permission: Permission,
    @Arg('id', () => Id, {
      nullable: true,
      description: 'With which one. It is looked at where everyone may with what is their own; other permissions are over all or none.',
    })
    id: string | null,
    @Ctx() { loaders }: Context,
  ): Promise<AccessExplanation> {
    return explainAccess(actor, permission, id, this.governed, loaders);
  }
}
