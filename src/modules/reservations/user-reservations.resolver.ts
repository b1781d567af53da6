import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { User } from '../accounts/user.entity.js';
import { Reservation } from './reservation.entity.js';
import { ReservationListArgs } from './reservation.inputs.js';
import { reservationListOfUser } from './reservation.reads.js';
import { ReservationConnection } from './reservation.resolver.js';

@Resolver(() => User)
export class UserReservationsResolver {
  @FieldResolver(() => ReservationConnection.type, {
    description: 'The reservations for them, as far as the viewer may know whom a reservation is for.',
  })
  reservations(
    @Root() user: Row<User>,
    @Viewer() viewer: Actor,
    @Args(() => ReservationListArgs) { filter, orderBy, ...page }: ReservationListArgs,
    @Ctx() { source, loaders, now }: Context,
  ): Page<Row<Reservation>> {
    return loaders.page(reservationListOfUser({ source, now, viewer }, filter, orderBy), text('v.user_id'), user.id, page);
  }
}
