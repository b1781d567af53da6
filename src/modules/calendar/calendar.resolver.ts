import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import { Access } from '../../platform/graphql/access.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { Enrolment } from '../enrolments/enrolment.entity.js';
import { Reservation } from '../reservations/reservation.entity.js';
import { Session } from '../sessions/session.entity.js';
import { CalendarEntry } from './calendar.entry.js';
import { CalendarArgs } from './calendar.inputs.js';
import { readCalendar } from './calendar.reads.js';
import { titleOf } from './calendar.title.js';

@Resolver(() => CalendarEntry)
export class CalendarResolver {
  @Access('calendar:read')
  @Query(() => [CalendarEntry], {
    description:
      'What the viewer teaches, takes and has reserved, or what they may know of in a room, with a trainer or for a class. The first to begin comes first; of those, the first to end. Nothing that is cancelled. At most 1,000 entries: more are refused, in favour of a shorter time.',
  })
  calendar(@Viewer() viewer: Actor, @Args(() => CalendarArgs) asked: CalendarArgs, @Ctx() { source }: Context): Promise<CalendarEntry[]> {
    return readCalendar(source, viewer, asked);
  }

  @FieldResolver(() => String, { description: 'The title of the course; of a reservation what it is for, or else what is taken.' })
  title(@Root() entry: CalendarEntry, @Ctx() context: Context): Promise<string> {
    return titleOf(context, entry);
  }

  @FieldResolver(() => Session, { nullable: true, description: 'The session; null for a reservation.' })
  session(@Root() { sessionId }: CalendarEntry, @Ctx() { loaders }: Context): Promise<Row<Session> | null> | null {
    return sessionId === null ? null : loaders.load(Session, sessionId);
  }

  @FieldResolver(() => Enrolment, { nullable: true, description: 'The viewer’s seat or place in the line; null for anything else.' })
  enrolment(@Root() { enrolmentId }: CalendarEntry, @Ctx() { loaders }: Context): Promise<Row<Enrolment> | null> | null {
    return enrolmentId === null ? null : loaders.load(Enrolment, enrolmentId);
  }

  @FieldResolver(() => Reservation, { nullable: true, description: 'The reservation; null for a session.' })
  reservation(@Root() { reservationId }: CalendarEntry, @Ctx() { loaders }: Context): Promise<Row<Reservation> | null> | null {
    return reservationId === null ? null : loaders.load(Reservation, reservationId);
  }
}
