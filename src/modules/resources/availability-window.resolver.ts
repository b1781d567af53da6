import { Arg, Args, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { List, Page } from '../../platform/database/page.js';
import type { RowSource } from '../../platform/database/row-source.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { OrderDirection } from '../../platform/graphql/order.js';
import { DeletePayload, Payload } from '../../platform/graphql/payload.js';
import { Id } from '../../platform/graphql/scalars.js';
import { AvailabilityWindow } from './availability-window.entity.js';
import { AvailabilityWindowCreateInput, AvailabilityWindowUpdateInput } from './availability-window.inputs.js';
import type { AvailabilityWindowService } from './availability-window.service.js';
import { Resource } from './resource.entity.js';

export const AvailabilityWindowConnection = connectionOf('AvailabilityWindow', () => AvailabilityWindow);

@ObjectType({ simpleResolvers: true, description: 'The answer to a change of a window.' })
export class AvailabilityWindowPayload extends Payload {
  @Field(() => AvailabilityWindow, { nullable: true, description: 'The window after the change.' })
  availabilityWindow?: Row<AvailabilityWindow>;
}

@Resolver(() => AvailabilityWindow)
export class AvailabilityWindowResolver {
  constructor(private readonly service: AvailabilityWindowService) {}

  @Access('availabilityWindow:read')
  @Query(() => AvailabilityWindow, { nullable: true, description: 'One window; null where there is none with this id.' })
  availabilityWindow(
    @Arg('id', () => Id, { description: 'Of the window.' }) id: string,
    @Ctx() { loaders }: Context,
  ): Promise<Row<AvailabilityWindow> | null> {
    return loaders.load(AvailabilityWindow, id);
  }

  @Access('availabilityWindow:create')
  @Mutation(() => AvailabilityWindowPayload, { description: 'Adds a window. Reservations in its way stay, and are listed.' })
  async availabilityWindowCreate(
    @Viewer() actor: Actor,
    @Arg('input', () => AvailabilityWindowCreateInput) input: AvailabilityWindowCreateInput,
  ): Promise<AvailabilityWindowPayload> {
    return { availabilityWindow: await this.service.create(actor, input) };
  }

  @Access('availabilityWindow:update')
  @Mutation(() => AvailabilityWindowPayload, { description: 'Changes a window. Reservations in its way stay, and are listed.' })
  async availabilityWindowUpdate(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the window.' }) id: string,
    @Arg('input', () => AvailabilityWindowUpdateInput) input: AvailabilityWindowUpdateInput,
  ): Promise<AvailabilityWindowPayload> {
    return { availabilityWindow: await this.service.update(actor, id, input) };
  }

  @Access('availabilityWindow:delete')
  @Mutation(() => DeletePayload, { description: 'Deletes a window.' })
  async availabilityWindowDelete(
    @Viewer() actor: Actor,
    @Arg('id', () => Id, { description: 'Of the window.' }) id: string,
  ): Promise<DeletePayload> {
    return { deletedId: await this.service.delete(actor, id) };
  }
}

@Resolver(() => Resource)
export class ResourceWindowsResolver {
  @FieldResolver(() => AvailabilityWindowConnection.type, { description: 'Its windows, the first to begin first.' })
  availabilityWindows(
    @Root() resource: Row<Resource>,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<AvailabilityWindow>> {
    return loaders.page(windowList(source), text('w.resource_id'), resource.id, page);
  }
}

function windowList(source: RowSource): List<AvailabilityWindow> {
  const byStart = { column: text('w.starts_at'), property: 'startsAt', instant: true };
  return { table: source.table(AvailabilityWindow), alias: 'w', where: [], order: [byStart], direction: OrderDirection.ASC };
}
