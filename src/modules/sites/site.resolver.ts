import { Arg, Args, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { type Page, pageOf } from '../../platform/database/page.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Site } from './site.entity.js';
import { SiteCreateInput, SiteFilter, SiteOrder, SiteUpdateInput } from './site.inputs.js';
import { siteList } from './site.reads.js';
import type { SiteService } from './site.service.js';

export const SiteConnection = connectionOf('Site', () => Site);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a site.' })
class SitePayload extends Payload {
  @Field(() => Site, { nullable: true, description: 'The site after the change.' })
  site?: Row<Site>;
}

@Resolver(() => Site)
export class SiteResolver {
  constructor(private readonly service: SiteService) {}

  @Access('site:read')
  @Query(() => SiteConnection.type, { description: 'The sites of the organisation.' })
  sites(
    @Arg('filter', () => SiteFilter, { nullable: true, description: 'Which.' }) filter: SiteFilter | null,
    @Arg('orderBy', () => SiteOrder, { nullable: true, description: 'By name unless said otherwise.' }) order: SiteOrder | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source }: Context,
  ): Page<Row<Site>> {
    return pageOf(source, siteList(source, filter, order), page);
  }

  @Access('site:read')
  @Query(() => Site, { nullable: true, description: 'One site; null where there is none with this id.' })
  site(@Arg('id', () => Id, { description: 'Of the site.' }) id: string, @Ctx() { loaders }: Context): Promise<Row<Site> | null> {
    return loaders.load(Site, id);
  }

  @Access('site:create')
  @Mutation(() => SitePayload, { description: 'Adds a site.' })
  async siteCreate(@Viewer() actor: Actor, @Arg('input', () => SiteCreateInput) input: SiteCreateInput): Promise<SitePayload> {
    return { site: await this.service.create(actor, input) };
  }

  @Access('site:update')
  @Mutation(() => SitePayload, { description: 'Changes a site. Reservations made before stay as they are.' })
  async siteUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the site.' }) id: string,
    @Arg('input', () => SiteUpdateInput) input: SiteUpdateInput,
  ): Promise<SitePayload> {
    return { site: await this.service.update(actor, id, input) };
  }

  @Access('site:delete')
  @Mutation(() => DeletePayload, { description: 'Deletes a site that has no resources and no departments.' })
  async siteDelete(@Viewer() actor: Actor, @Arg('id', () => Id, { description: 'Of the site.' }) id: string): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }
}
