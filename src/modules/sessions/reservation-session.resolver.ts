import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Row } from '../../platform/database/entity.js';
import { Context } from '../../platform/graphql/context.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { Session } from './session.entity.js';
import { seenIn } from './session.sight.js';

@Resolver(() => Reservation)
export class ReservationSessionResolver {
  @FieldResolver(() => Session, {
    nullable: true,
    description: 'The session that holds it; null where none does that the viewer may see. It moves and is given back with that alone.',
  })
  session(@Root() { holderId }: Row<Reservation>, @Ctx() context: Context): Promise<Row<Session> | null> | null {
    return holderId === null ? null : seenIn(context, holderId);
  }
}
