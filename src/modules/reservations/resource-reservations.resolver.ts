import { Arg, Args, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Instant } from '../../platform/database/instant.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Access } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { DateTime } from '../../platform/graphql/scalars.js';
import { Resource } from '../resources/resource.entity.js';
import { ResourceFilter } from '../resources/resource.inputs.js';
import { ResourceConnection, ResourcePageArgs } from '../resources/resource.resolver.js';
import { findAvailableResources } from './available-resources.js';
import { DayAvailability, FreeSlot, loadAvailability, loadFreeSlots } from './free-time.js';
import { Reservation } from './reservation.entity.js';
import { ReservationListArgs } from './reservation.inputs.js';
import { reservationList } from './reservation.reads.js';
import { ReservationConnection } from './reservation.resolver.js';
import { loadStatistics, ResourceStatistics } from './resource-statistics.js';

/** What reservations make of a resource. */
@Resolver(() => Resource)
export class ResourceReservationsResolver {
  @Access('resource:read')
  @Query(() => ResourceConnection.type, { description: 'The resources that can be reserved for all of a time, by name.' })
  availableResources(
    @Arg('startsAt', () => DateTime, { description: 'From when.' }) start: Instant,
    @Arg('endsAt', () => DateTime, { description: 'Until when.' }) end: Instant,
    @Arg('filter', () => ResourceFilter, { nullable: true, description: 'Which.' }) filter: ResourceFilter | null,
    @Args(() => ResourcePageArgs) page: InstanceType<typeof ResourcePageArgs>,
    @Ctx() { loaders }: Context,
  ): Page<Row<Resource>> {
    return findAvailableResources(loaders, { start, end }, filter ?? {}, page);
  }

  @FieldResolver(() => ReservationConnection.type, { description: 'Its reservations.' })
  reservations(
    @Root() resource: Row<Resource>,
    @Viewer() viewer: Actor,
    @Args(() => ReservationListArgs) { filter, orderBy, ...page }: ReservationListArgs,
    @Ctx() { source, loaders, now }: Context,
  ): Page<Row<Reservation>> {
    return loaders.page(reservationList({ source, now, viewer }, filter, orderBy), text('v.resource_id'), resource.id, page);
  }

  @FieldResolver(() => [Reservation], { description: 'The next that are pending or confirmed and have not begun.' })
  async upcomingReservations(
    @Root() resource: Row<Resource>,
    @Viewer() viewer: Actor,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many: 1 to 100.' }) first: number,
    @Ctx() { source, loaders, now }: Context,
  ): Promise<readonly Row<Reservation>[]> {
    const page = loaders.page(reservationList({ source, now, viewer }, { upcoming: true }), text('v.resource_id'), resource.id, {
      first,
    });
    return (await page.read()).nodes;
  }

  @FieldResolver(() => ResourceStatistics, { description: 'How much it is used.' })
  statistics(@Root() resource: Row<Resource>, @Ctx() { loaders, now }: Context): Promise<ResourceStatistics> {
    return loadStatistics(loaders, resource, now);
  }

  @FieldResolver(() => [DayAvailability], { description: 'Day by day, from today on, in the time zone of its site.' })
  availability(
    @Root() resource: Row<Resource>,
    @Arg('days', () => Int, { defaultValue: 7, description: 'How many days: 1 to 31.' }) days: number,
    @Ctx() { loaders, now }: Context,
  ): Promise<DayAvailability[]> {
    return loadAvailability(loaders, resource, days, now);
  }

  @FieldResolver(() => [FreeSlot], {
    description: 'Slots one after the other that can be reserved as they stand; none of them in the past.',
  })
  freeSlots(
    @Root() resource: Row<Resource>,
    @Arg('from', () => DateTime, { description: 'From when to look.' }) from: Instant,
    @Arg('to', () => DateTime, { description: 'Until when to look: at most 31 days later.' }) to: Instant,
    @Arg('minutes', () => Int, { defaultValue: 60, description: 'How long each is: a multiple of 15 from 30 to 1440.' }) minutes: number,
    @Ctx() { loaders, now }: Context,
  ): Promise<FreeSlot[]> {
    return loadFreeSlots(loaders, resource, { from, to, minutes }, now);
  }
}
