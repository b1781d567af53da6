import { Arg, Ctx, Field, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import type { Told } from '../../platform/events/bus.js';
import { Access } from '../../platform/graphql/access.js';
import { Context } from '../../platform/graphql/context.js';
import { After, type Resumed } from '../../platform/graphql/resuming.js';
import { Id } from '../../platform/graphql/scalars.js';
import { Reservation } from './reservation.entity.js';
import { keyOf, type ReservationChanged, ReservationChangeKind, type Watched } from './reservation.live.js';

@ObjectType({ simpleResolvers: true, description: 'A change of a reservation, and the reservation as it is now.' })
class ReservationChange {
  @Field(() => ReservationChangeKind, { description: 'What happened.' })
  change!: ReservationChangeKind;

  @Field(() => Id, { description: 'Where it stands among the changes: whoever subscribes again goes on `after` this one.' })
  eventId!: string;

  @Field(() => Reservation, { description: 'As the viewer may see it at this moment.' })
  reservation!: Row<Reservation>;
}

@Resolver()
export class ReservationSubscription {
  @Access('reservation:read')
  @Subscription(() => ReservationChange, {
    nullable: true,
    description: 'Every change of a reservation once it is committed, of one resource or of one site if said so.',
    subscribe: ({ args, context }) =>
      (context as Context).bus.subscribe('reservationChanged', keyOf(args as Watched), (args as Resumed).after),
  })
  async reservationChanged(
    @Root() { id, change, eventId }: Told<ReservationChanged>,
    @Arg('siteId', () => Id, { nullable: true, description: 'Only of resources at this site.' }) _siteId: string | null,
    @Arg('resourceId', () => Id, { nullable: true, description: 'Only of this resource.' }) _resourceId: string | null,
    @After() _after: string | null,
    @Ctx() { loaders }: Context,
  ): Promise<ReservationChange | null> {
    const reservation = await loaders.load(Reservation, id);
    return reservation && { change, eventId, reservation };
  }
}
