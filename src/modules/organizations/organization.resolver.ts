import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { permitting } from '../../platform/graphql/permitting.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Organization } from './organization.entity.js';
import { OrganizationCreateInput, OrganizationFilter, OrganizationUpdateInput } from './organization.inputs.js';
import { deletingOrganization, updatingOrganization } from './organization.policy.js';
import { organizationList } from './organization.reads.js';
import type { OrganizationService } from './organization.service.js';

export const OrganizationConnection = connectionOf('Organization', () => Organization);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of an organization.' })
class OrganizationPayload extends Payload {
  @Field(() => Organization, { nullable: true, description: 'The organization after the change.' })
  organization?: Row<Organization>;
}

const canUpdate = permitting(updatingOrganization);

@Resolver(() => Organization)
export class OrganizationResolver {
  constructor(private readonly service: OrganizationService) {}

  @Access('organization:read')
  @Query(() => OrganizationConnection.type, { description: 'The schools, by name.' })
  organizations(
    @Viewer() actor: Actor,
    @Arg('filter', () => OrganizationFilter, { nullable: true, description: 'Which.' }) filter: OrganizationFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Organization>> {
    return pageOf(source, organizationList(source, actor, filter), page);
  }

  @Access('organization:read')
  @Query(() => Organization, { nullable: true, description: 'One organization; null where there is none with this id.' })
  organization(
    @Arg('id', () => Id, { description: 'Of the organization.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Organization> | null> {
    return loaders.load(Organization, id);
  }

  @Access('organization:create')
  @Mutation(() => OrganizationPayload, { description: 'Adds an organization, which the viewer manages from then on.' })
  async organizationCreate(
    @Viewer() actor: Actor,
    @Arg('input', () => OrganizationCreateInput) input: OrganizationCreateInput,
  ): Promise<OrganizationPayload> {
    return { organization: await this.service.create(actor, input) };
  }

  @Access(updatingOrganization)
  @Mutation(() => OrganizationPayload, { description: 'Changes an organization.' })
  async organizationUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the organization.' }) id: string,
    @Arg('input', () => OrganizationUpdateInput) input: OrganizationUpdateInput,
  ): Promise<OrganizationPayload> {
    return { organization: await this.service.update(actor, id, input) };
  }

  @Access(deletingOrganization)
  @Mutation(() => DeletePayload, { description: 'Deletes an organization that has no classes.' })
  async organizationDelete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the organization.' }) id: string,
  ): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether the viewer may change it and its classes.' })
  viewerCanUpdate(@Root() organization: Row<Organization>, @Ctx() context: Context): boolean | Promise<boolean> {
    return canUpdate(context, organization);
  }
}
