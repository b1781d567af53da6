import { filter, pipe } from '@graphql-yoga/subscription';
import { Arg, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import { Access } from '../../platform/graphql/access.js';
import { Context } from '../../platform/graphql/context.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Reservation } from './reservation.entity.js';
import { type ReservationChanged, ReservationChangeKind } from './reservation.live.js';

@ObjectType({ simpleResolvers: true, description: 'A change of a reservation, and the reservation as it is now.' })
class ReservationChange {
  @Field(() => ReservationChangeKind, { description: 'What happened.' })
  change!: ReservationChangeKind;

  @Field(() => Reservation, { description: 'As the viewer may see it at this moment.' })
  reservation!: Row<Reservation>;
}

interface Wanted {
  readonly siteId?: string | null;
  readonly resourceId?: string | null;
}

@Resolver()
export class ReservationSubscription {
  @Access('reservation:read')
  @Subscription(() => ReservationChange, {
    nullable: true,
    description: 'Every change of a reservation once it is committed, of one resource or of one site if said so.',
    subscribe: ({ args, context }) => changes(context as Context, args as Wanted),
  })
  async reservationChanged(
    @Root() { id, change }: ReservationChanged,
    @Arg('siteId', () => Id, { nullable: true, description: 'Only of resources at this site.' }) _siteId: string | null,
    @Arg('resourceId', () => Id, { nullable: true, description: 'Only of this resource.' }) _resourceId: string | null,
    @Ctx() { loaders }: Context,
  ): Promise<ReservationChange | null> {
    const reservation = await loaders.load(Reservation, id);
    return reservation && { change, reservation };
  }
}

function changes({ bus }: Context, { siteId, resourceId }: Wanted): AsyncIterable<ReservationChanged> {
  return pipe(
    bus.subscribe('reservationChanged'),
    filter(({ places }) => places.some(it => (!siteId || it.siteId === siteId) && (!resourceId || it.resourceId === resourceId))),
  );
}
