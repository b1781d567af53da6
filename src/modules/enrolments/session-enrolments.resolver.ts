import { Args, Ctx, Extensions, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { Actor } from '../../platform/access/actor.js';
import type { Row } from '../../platform/database/entity.js';
import type { Page } from '../../platform/database/page.js';
import { text } from '../../platform/database/sql.js';
import { Context, Viewer } from '../../platform/graphql/context.js';
import { READS } from '../../platform/graphql/selected.js';
import { VisibleTo } from '../../platform/graphql/visibility.js';
import { Session } from '../sessions/session.entity.js';
import { Enrolment } from './enrolment.entity.js';
import { EnrolmentListArgs } from './enrolment.inputs.js';
import { seeingEnrolments } from './enrolment.policy.js';
import { enrolmentListOfSession, loadOwn } from './enrolment.reads.js';
import { EnrolmentConnection } from './enrolment.resolver.js';
import { loadSeats } from './seats.js';

/** What enrolments make of a session. */
@Resolver(() => Session)
export class SessionEnrolmentsResolver {
  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => Int, { description: 'How many of its seats are taken.' })
  async seatsTaken(@Root() { id }: Row<Session>, @Ctx() { loaders }: Context): Promise<number> {
    return (await loadSeats(loaders, id)).taken;
  }

  @Extensions({ [READS]: ['id', 'capacity'] })
  @FieldResolver(() => Int, { description: 'How many of its seats are free.' })
  async seatsLeft(@Root() { id, capacity }: Row<Session>, @Ctx() { loaders }: Context): Promise<number> {
    return capacity - (await loadSeats(loaders, id)).taken;
  }

  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => Int, { description: 'How many wait for a seat.' })
  async waiting(@Root() { id }: Row<Session>, @Ctx() { loaders }: Context): Promise<number> {
    return (await loadSeats(loaders, id)).waiting;
  }

  @Extensions({ [READS]: ['id'] })
  @FieldResolver(() => Enrolment, {
    nullable: true,
    description: 'The viewer’s own enrolment in it; null where there is none, or it was given back.',
  })
  viewerEnrolment(@Root() { id }: Row<Session>, @Viewer() viewer: Actor, @Ctx() { loaders }: Context): Promise<Row<Enrolment> | null> {
    return loadOwn(loaders, id, viewer.id);
  }

  @VisibleTo(seeingEnrolments)
  @FieldResolver(() => EnrolmentConnection.type, {
    nullable: true,
    description: 'Who has a seat in it, who waits and who gave it back, in the order of asking; for those who manage it.',
  })
  enrolments(
    @Root() { id }: Row<Session>,
    @Args(() => EnrolmentListArgs) { filter, ...page }: EnrolmentListArgs,
    @Ctx() { source, loaders }: Context,
  ): Page<Row<Enrolment>> {
    return loaders.page(enrolmentListOfSession(source, filter), text('e.session_id'), id, page);
  }
}
