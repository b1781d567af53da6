import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, pageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { DateTime, Id } from '../../platform/graphql/scalars.js';
import { Site } from '../sites/site.entity.js';
import { openTime } from './bookable-time.js';
import { Resource, ResourceState } from './resource.entity.js';
import { ResourceCreateInput, ResourceFilter, ResourceOrder, ResourceUpdateInput } from './resource.inputs.js';
import { loadCalendar, MOST_RESOURCES_ON_A_PAGE, resourceList } from './resource.reads.js';
import type { ResourceService } from './resource.service.js';

export const ResourceConnection = connectionOf('Resource', () => Resource);
export const ResourcePageArgs = pageArgs(MOST_RESOURCES_ON_A_PAGE);
type ResourcePageArgs = InstanceType<typeof ResourcePageArgs>;

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a resource.' })
class ResourcePayload extends Payload {
  @Field(() => Resource, { nullable: true, description: 'The resource after the change.' })
  resource?: Row<Resource>;
}

@Resolver(() => Resource)
export class ResourceResolver {
  constructor(private readonly service: ResourceService) {}

  @Access('resource:read')
  @Query(() => ResourceConnection.type, { description: 'What is shared.' })
  resources(
    @Arg('filter', () => ResourceFilter, { nullable: true, description: 'Which.' }) filter: ResourceFilter | null,
    @Arg('orderBy', () => ResourceOrder, { nullable: true, description: 'By name unless said otherwise.' }) order: ResourceOrder | null,
    @Args(() => ResourcePageArgs) page: ResourcePageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Resource>> {
    return pageOf(source, resourceList(source, filter, order), page);
  }

  @Access('resource:read')
  @Query(() => Resource, { nullable: true, description: 'One resource; null where there is none with this id.' })
  resource(
    @Arg('id', () => Id, { description: 'Of the resource.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<Resource> | null> {
    return loaders.load(Resource, id);
  }

  @Access('resource:create')
  @Mutation(() => ResourcePayload, { description: 'Adds a resource.' })
  async resourceCreate(
    @Viewer() actor: Actor,
    @Arg('input', () => ResourceCreateInput) input: ResourceCreateInput,
  ): Promise<ResourcePayload> {
    return { resource: await this.service.create(actor, input) };
  }

  @Access('resource:update')
  @Mutation(() => ResourcePayload, { description: 'Changes a resource. Reservations made before stay as they are.' })
  async resourceUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the resource.' }) id: string,
    @Arg('input', () => ResourceUpdateInput) input: ResourceUpdateInput,
  ): Promise<ResourcePayload> {
    return { resource: await this.service.update(actor, id, input) };
  }

  @Access('resource:delete')
  @Mutation(() => DeletePayload, {
    description: 'Deletes a resource that has no reservations to come, with its windows and its past reservations.',
  })
  async resourceDelete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the resource.' }) id: string,
  ): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is active.' })
  isUsable(@Root() resource: Row<Resource>): boolean {
    return resource.state === ResourceState.ACTIVE;
  }

  @FieldResolver(() => Boolean, { description: 'Whether its opening hours have it open at a moment; what is no room always is.' })
  async isOpen(
    @Root() resource: Row<Resource>,
    @Arg('at', () => DateTime, { nullable: true, description: 'Now unless said otherwise.' }) at: Instant | null,
    @Ctx() { loaders }: Context,
  ): Promise<boolean> {
    const start = at ?? Date.now();
    return openTime(await loadCalendar(loaders, resource), { start, end: start + 1 }).length > 0;
  }
}

@Resolver(() => Site)
export class SiteResourcesResolver {
  @FieldResolver(() => ResourceConnection.type, { description: 'What is shared here, by name.' })
  resources(
    @Root() site: Row<Site>,
    @Arg('filter', () => ResourceFilter, { nullable: true, description: 'Which.' }) filter: ResourceFilter | null,
    @Args(() => ResourcePageArgs) page: ResourcePageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Resource>> {
    return loaders.page(resourceList(source, filter), text('r.site_id'), site.id, page);
  }
}
